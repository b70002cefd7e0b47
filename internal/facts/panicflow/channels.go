package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// channels knows who closes the channels that are fields of the package's
// structs, and which functions run one after the other on one goroutine.
type channels struct {
	closes  map[*types.Var][]*ssa.Call
	remade  map[*types.Var][]*ssa.Function           // set other than where the struct is made, by whom
	shared  map[ssa.Value][]*ssa.Call                // closings of a channel in a variable of the package, or in one that literals capture
	atEnd   map[*types.Var]bool                      // closed on a function's way out, by whoever has it for himself
	callers map[*ssa.Function][]*ssa.Function        // by plain calls, defers and literals that run there
	uses    map[*ssa.Function][]ssa.Instruction      // where a function is called, or a method taken as a value
	values  map[*ssa.Function]bool                   // used as a value: called by who knows whom
	ups     map[*ssa.Function]map[*ssa.Function]bool // see above
}

func (r *Result) channels() *channels {
	if r.chans != nil {
		return r.chans
	}
	c := &channels{
		closes: map[*types.Var][]*ssa.Call{}, remade: map[*types.Var][]*ssa.Function{}, atEnd: map[*types.Var]bool{},
		shared: map[ssa.Value][]*ssa.Call{}, callers: map[*ssa.Function][]*ssa.Function{}, uses: map[*ssa.Function][]ssa.Instruction{},
		ups: map[*ssa.Function]map[*ssa.Function]bool{}, values: map[*ssa.Function]bool{},
	}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				c.note(fn, instr)
				c.noteValues(instr)
				r.noteShared(c, instr)
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
				c.remade[field] = append(c.remade[field], fn)
			}
		}
	case *ssa.MakeClosure:
		lit := instr.Fn.(*ssa.Function)
		if method := boundMethod(lit); method != nil {
			c.uses[method] = append(c.uses[method], instr)
			lit = method
		}
		if !isStarted(instr) {
			c.callers[lit] = append(c.callers[lit], fn)
		}
	case ssa.CallInstruction:
		callee := instr.Common().StaticCallee()
		if callee != nil {
			c.uses[callee] = append(c.uses[callee], instr)
			if _, starts := instr.(*ssa.Go); !starts {
				c.callers[callee] = append(c.callers[callee], fn)
			}
		}
		if call, ok := closeOf(instr); ok {
			if field := channelField(call.Common().Args[0]); field != nil {
				if plain, ok := call.(*ssa.Call); ok {
					c.closes[field] = append(c.closes[field], plain)
				} else {
					c.atEnd[field] = true
				}
			}
		}
	}
}

// noteValues notes the functions that an instruction uses other than to call, defer or
// start them.
func (c *channels) noteValues(instr ssa.Instruction) {
	lit, ok := instr.(*ssa.MakeClosure)
	if !ok {
		var called ssa.Value
		if call, ok := instr.(ssa.CallInstruction); ok {
			called = call.Common().Value
		}
		for _, op := range instr.Operands(nil) {
			if fn, ok := (*op).(*ssa.Function); ok && *op != called {
				c.values[fn] = true
			}
		}
		return
	}
	fn := lit.Fn.(*ssa.Function)
	if method := boundMethod(fn); method != nil {
		fn = method
	}
	c.values[fn] = slices.ContainsFunc(*lit.Referrers(), func(ref ssa.Instruction) bool {
		call, ok := ref.(ssa.CallInstruction)
		return !ok || call.Common().Value != ssa.Value(lit) && (call.Common().StaticCallee() == nil || keeps(call.Common(), lit))
	}) || c.values[fn]
}

// begins reports whether a function is named for the beginning of what it is a method of.
func begins(name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc([]string{"start", "init", "open", "run", "serve", "listen"}, func(verb string) bool { return strings.HasPrefix(lower, verb) })
}

// keeps reports whether a function of the package puts an argument into a field or a list,
// out of which somebody calls it later.
func keeps(call *ssa.CallCommon, arg ssa.Value) bool {
	callee := call.StaticCallee()
	for i, a := range call.Args {
		if a != arg || i >= len(callee.Params) || len(callee.Blocks) == 0 {
			continue
		}
		for _, ref := range *callee.Params[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if _, variable := ref.Addr.(*ssa.Alloc); !variable {
					return true
				}
			case *ssa.MapUpdate, *ssa.Send:
				return true
			}
		}
	}
	return false
}

// isRemade reports whether a channel is set again by those who close it, or by others than
// a method that is named for the beginning.
func (c *channels) isRemade(field *types.Var) bool {
	return slices.ContainsFunc(c.remade[field], func(fn *ssa.Function) bool {
		return !begins(flow.Outermost(fn).Name()) || slices.ContainsFunc(c.closes[field], func(closing *ssa.Call) bool { return c.together(closing.Parent(), fn) })
	})
}

// isFollowed reports whether we see where a function runs: it is called by name, started,
// or handed to a named function, and so are those that call it, up to where a goroutine
// starts or nobody in the package calls.
func (c *channels) isFollowed(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return true
	}
	seen[fn] = true
	if c.values[fn] {
		return false
	}
	for _, use := range c.uses[fn] {
		if _, starts := use.(*ssa.Go); !starts && !c.isFollowed(use.Parent(), seen) {
			return false
		}
	}
	return fn.Parent() == nil || c.isFollowed(fn.Parent(), seen)
}

// isOwn reports whether a function only runs on goroutines that the package starts.
func (c *channels) isOwn(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] || fn.Parent() != nil {
		return true // a literal: it is judged where it is started
	}
	seen[fn] = true
	for _, use := range c.uses[fn] {
		if _, starts := use.(*ssa.Go); !starts && !c.isOwn(use.Parent(), seen) {
			return false
		}
	}
	return len(c.uses[fn]) > 0
}

// isLockedFor reports whether a lock is taken before an instruction, in its function or
// where that is called.
func (c *channels) isLockedFor(instr ssa.Instruction, depth int) bool {
	if isLocked(instr) {
		return true
	}
	return depth < 3 && slices.ContainsFunc(c.uses[instr.Parent()], func(use ssa.Instruction) bool {
		_, starts := use.(*ssa.Go)
		return !starts && c.isLockedFor(use, depth+1)
	})
}

// boundMethod gives the method of x.Method as a value.
func boundMethod(fn *ssa.Function) *ssa.Function {
	obj, ok := fn.Object().(*types.Func)
	if !ok || len(fn.FreeVars) != 1 || fn.Parent() != nil {
		return nil
	}
	return fn.Prog.FuncValue(obj)
}

// isStarted reports whether a literal, or a method value, is what a go statement starts, or
// a function that is known to start what it is given.
func isStarted(lit *ssa.MakeClosure) bool {
	for _, ref := range *lit.Referrers() {
		call, ok := ref.(ssa.CallInstruction)
		if !ok {
			continue
		}
		if _, starts := call.(*ssa.Go); starts && call.Common().Value == ssa.Value(lit) {
			return true
		}
		obj := calleeObject(call.Common())
		if obj == nil {
			continue
		}
		for i, arg := range call.Common().Args {
			if does, _ := known.Runs(obj, i-argOffset(call.Common(), obj)); arg == ssa.Value(lit) && does == known.Starts {
				return true
			}
		}
	}
	return false
}

// channelField gives the field, of a struct of the package itself, that a channel is read
// from.
func channelField(v ssa.Value) *types.Var {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	if _, field := fieldOf(addr); field != nil && addr.Parent().Pkg != nil && field.Pkg() == addr.Parent().Pkg.Pkg {
		return field
	}
	return nil
}

// above gives the functions on whose goroutine fn may run, itself included.
func (c *channels) above(fn *ssa.Function) map[*ssa.Function]bool {
	if set, ok := c.ups[fn]; ok {
		return set
	}
	set := map[*ssa.Function]bool{fn: true}
	todo := []*ssa.Function{fn}
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, caller := range c.callers[next] {
			if !set[caller] {
				set[caller] = true
				todo = append(todo, caller)
			}
		}
	}
	c.ups[fn] = set
	return set
}

// together reports whether some function runs both of two others on its goroutine, where
// it may see to their order, or one of them the other.
func (c *channels) together(a, b *ssa.Function) bool {
	other := c.above(b)
	for fn := range c.above(a) {
		if other[fn] {
			return true
		}
	}
	return false
}

// apart reports whether a function runs on some goroutine that another never runs on.
func (c *channels) apart(fn, other *ssa.Function) bool {
	for root := range c.above(fn) {
		if starts, plain := c.startsOf(root); (starts || !plain) && !c.together(root, other) {
			return true
		}
	}
	return false
}

// startsOf reports whether a function is started on a goroutine, and whether it is called
// otherwise.
func (c *channels) startsOf(fn *ssa.Function) (starts, plain bool) {
	for _, use := range c.uses[fn] {
		if _, ok := use.(*ssa.Go); ok {
			starts = true
		} else {
			plain = true
		}
	}
	return starts, plain || fn.Parent() != nil && !starts && len(c.callers[fn]) > 0
}

// waits reports whether something is waited for before an instruction, in its function or
// one around it, or in what they call: a WaitGroup, a message.
func waits(instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			if isWait(other, 0) && flow.MayPrecede(other, instr) {
				return true
			}
		}
	}
	if made := flow.Maker(instr.Parent()); made != nil {
		return waits(made)
	}
	return false
}

func isWait(instr ssa.Instruction, depth int) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Call:
		if isWaitCall(&instr.Call) {
			return true
		}
		return depth < 2 && waitsIn(instr.Call.StaticCallee(), depth+1)
	case *ssa.Defer:
		return isWaitCall(&instr.Call)
	}
	return false
}

// isWaitCall matches wg.Wait(), and srv.Shutdown(ctx) of std.
func isWaitCall(call *ssa.CallCommon) bool {
	obj := calleeObject(call)
	return obj != nil && (obj.Name() == "Wait" || obj.Name() == "Shutdown" && known.IsStd(obj.Pkg().Path()))
}

// waitsIn reports whether a function waits for something.
func waitsIn(fn *ssa.Function, depth int) bool {
	if fn == nil {
		return false
	}
	for _, block := range fn.Blocks {
		if slices.ContainsFunc(block.Instrs, func(instr ssa.Instruction) bool { return isWait(instr, depth) }) {
			return true
		}
	}
	return false
}

// isLocked reports whether a lock is held at an instruction that its function takes: some
// path leads there from a Lock without an Unlock.
func isLocked(instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			if locks(other, "Lock", "RLock", "TryLock") && flow.ReachesWithout(other, instr, func(on ssa.Instruction) bool { return locks(on, "Unlock", "RUnlock") }) {
				return true
			}
		}
	}
	return false
}

// locks matches a call of a method by one of these names.
func locks(instr ssa.Instruction, names ...string) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && slices.Contains(names, obj.Name())
}

// inOnce reports whether an instruction is in a function that a sync.Once runs, or makes
// one of a method.
func inOnce(instr ssa.Instruction) bool {
	made, ok := instr.(*ssa.MakeClosure)
	if !ok {
		made = flow.Maker(instr.Parent())
	}
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
