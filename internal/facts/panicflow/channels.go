package panicflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// channels knows who closes the channels that are unexported fields of the package's
// structs, and which functions run one after the other on one goroutine.
type channels struct {
	closes map[*types.Var][]*ssa.Call
	remade map[*types.Var]bool                      // set other than where the struct is made
	calls  map[*ssa.Function][]*ssa.Function        // by plain calls, defers and literals that run there
	uses   map[*ssa.Function][]ssa.Instruction      // where a function is called, or a method taken as a value
	reach  map[*ssa.Function]map[*ssa.Function]bool // closure of calls, the function itself included
}

func (r *Result) channels() *channels {
	if r.chans != nil {
		return r.chans
	}
	c := &channels{
		closes: map[*types.Var][]*ssa.Call{}, remade: map[*types.Var]bool{},
		calls: map[*ssa.Function][]*ssa.Function{}, uses: map[*ssa.Function][]ssa.Instruction{},
		reach: map[*ssa.Function]map[*ssa.Function]bool{},
	}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				c.note(fn, instr)
			}
		}
	}
	r.chans = c
	return c
}

func (c *channels) note(fn *ssa.Function, instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Store:
		if addr, ok := instr.Addr.(*ssa.FieldAddr); ok {
			if _, made := addr.X.(*ssa.Alloc); !made {
				_, field := fieldOf(addr)
				c.remade[field] = true
			}
		}
	case *ssa.MakeClosure:
		lit := instr.Fn.(*ssa.Function)
		if method := boundMethod(lit); method != nil {
			c.uses[method] = append(c.uses[method], instr)
		} else if !isStarted(instr) {
			c.calls[fn] = append(c.calls[fn], lit)
		}
	case ssa.CallInstruction:
		callee := instr.Common().StaticCallee()
		if callee != nil {
			c.uses[callee] = append(c.uses[callee], instr)
			if _, starts := instr.(*ssa.Go); !starts {
				c.calls[fn] = append(c.calls[fn], callee)
			}
		}
		if call, ok := closeOf(instr); ok {
			if field := channelField(call.Common().Args[0]); field != nil {
				if plain, ok := call.(*ssa.Call); ok {
					c.closes[field] = append(c.closes[field], plain)
				} else {
					c.remade[field] = true // closed on the way out: by whoever has it for himself
				}
			}
		}
	}
}

// boundMethod gives the method of x.Method as a value.
func boundMethod(fn *ssa.Function) *ssa.Function {
	obj, ok := fn.Object().(*types.Func)
	if !ok || len(fn.FreeVars) != 1 || fn.Parent() != nil {
		return nil
	}
	return fn.Prog.FuncValue(obj)
}

// isStarted reports whether a literal is what a go statement starts.
func isStarted(lit *ssa.MakeClosure) bool {
	for _, ref := range *lit.Referrers() {
		if start, ok := ref.(*ssa.Go); ok && start.Call.Value == ssa.Value(lit) {
			return true
		}
	}
	return false
}

// channelField gives the unexported field that a channel is read from.
func channelField(v ssa.Value) *types.Var {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	if _, field := fieldOf(addr); field != nil && !field.Exported() {
		return field
	}
	return nil
}

// reached gives the functions that run on the goroutine of fn, itself included.
func (c *channels) reached(fn *ssa.Function) map[*ssa.Function]bool {
	if set, ok := c.reach[fn]; ok {
		return set
	}
	set := map[*ssa.Function]bool{fn: true}
	todo := []*ssa.Function{fn}
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, callee := range c.calls[next] {
			if !set[callee] {
				set[callee] = true
				todo = append(todo, callee)
			}
		}
	}
	c.reach[fn] = set
	return set
}

// together reports whether some function runs both of two others on its goroutine, where
// it may see to their order.
func (c *channels) together(a, b *ssa.Function) bool {
	if c.reached(a)[b] || c.reached(b)[a] {
		return true
	}
	for fn := range c.calls {
		if set := c.reached(fn); set[a] && set[b] {
			return true
		}
	}
	return false
}

// waits reports whether something is waited for before an instruction, in its function or
// one around it: a WaitGroup, a message.
func waits(instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			if isWait(other) && flow.MayPrecede(other, instr) {
				return true
			}
		}
	}
	if made := flow.Maker(instr.Parent()); made != nil {
		return waits(made)
	}
	return false
}

func isWait(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Call:
		obj := calleeObject(&instr.Call)
		return obj != nil && obj.Name() == "Wait"
	}
	return false
}

// isLocked reports whether a lock is taken before an instruction in its function.
func isLocked(instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			call, ok := other.(*ssa.Call)
			if !ok || !flow.MayPrecede(call, instr) {
				continue
			}
			switch obj := calleeObject(&call.Call); {
			case obj == nil:
			case obj.Name() == "Lock", obj.Name() == "RLock", obj.Name() == "TryLock":
				return true
			}
		}
	}
	return false
}

// inOnce reports whether an instruction is in a function that a sync.Once runs.
func inOnce(instr ssa.Instruction) bool {
	made := flow.Maker(instr.Parent())
	if made == nil {
		return false
	}
	for _, ref := range *made.Referrers() {
		if call, ok := ref.(*ssa.Call); ok {
			if obj := calleeObject(&call.Call); match.IsMethod(obj, "sync", "Once", "Do") || match.FuncOf(obj).Pkg == "sync" {
				return true
			}
		}
	}
	return false
}
