package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A teller is the goroutine that runs a function, seen by those who wait for it: the
// channels and WaitGroups, fields and variables, by which it may tell that it is done.
type teller struct {
	r     *Result
	sends *types.Var // what it sends on, of which nobody else learns that it is done
	tells map[any]bool
}

// given is told by a goroutine that uses what its function was given.
type given struct{}

// tellerOf looks at what runs on the goroutine of a function, and at who starts it.
func (r *Result) tellerOf(fn *ssa.Function, sends *types.Var) teller {
	t := teller{r, sends, map[any]bool{}}
	c, seen := r.channels(), map[*ssa.Function]bool{}
	for above := range c.above(fn) {
		t.look(above, seen, 0)
		for _, use := range c.uses[above] {
			t.lookAtStart(use, seen)
		}
		if made := flow.Maker(above); made != nil {
			for _, ref := range *made.Referrers() {
				t.lookAtStart(ref, seen)
			}
		}
	}
	return t
}

// lookAtStart looks at what a function is given that runs it: wg.Go(f), s.run(f), which
// tells of its end itself.
func (t teller) lookAtStart(use ssa.Instruction, seen map[*ssa.Function]bool) {
	refs := []ssa.Instruction{use}
	if made, ok := use.(*ssa.MakeClosure); ok {
		refs = *made.Referrers()
	}
	for _, ref := range refs {
		call, ok := ref.(ssa.CallInstruction)
		if !ok {
			continue
		}
		t.tell(call)
		if callee := call.Common().StaticCallee(); callee != nil && !seen[callee] {
			t.look(callee, seen, 1)
			for _, lit := range callee.AnonFuncs {
				t.look(lit, seen, 1)
			}
		}
	}
}

// look notes what a function, or one that it calls, sends on, closes or counts down.
func (t teller) look(fn *ssa.Function, seen map[*ssa.Function]bool, depth int) {
	if seen[fn] || depth > 2 {
		return
	}
	seen[fn] = true
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				t.tellBy(instr.Chan)
			case *ssa.Select:
				for _, state := range instr.States {
					if state.Send != nil {
						t.tellBy(state.Chan)
					}
				}
			case ssa.CallInstruction:
				t.tell(instr)
				if callee := instr.Common().StaticCallee(); callee != nil {
					t.look(callee, seen, depth+1)
				}
			}
		}
	}
}

// tell notes close(s.done), s.wg.Done() and s.wg.Go(f).
func (t teller) tell(call ssa.CallInstruction) {
	if closing, ok := closeOf(call); ok {
		t.tellBy(closing.Common().Args[0])
	}
	if obj := calleeObject(call.Common()); obj != nil && (obj.Name() == "Done" || obj.Name() == "Go") && len(call.Common().Args) > 0 {
		t.tellBy(call.Common().Args[0])
	}
}

func (t teller) tellBy(v ssa.Value) {
	key := t.r.variableKey(v)
	if _, ok := key.(*ssa.Parameter); ok {
		t.tells[given{}] = true
	}
	t.tells[key] = true
}

// variableKey gives what a channel or WaitGroup is known by: the field, the variable of the
// package or of a function, or the parameter, that it is read from; nil for others.
func (r *Result) variableKey(v ssa.Value) any {
	if field := anyField(v); field != nil {
		return field
	}
	for range 4 {
		switch x := strip(v).(type) {
		case *ssa.Parameter, *ssa.Global, *ssa.MakeChan:
			return x
		case *ssa.Alloc:
			if stores := storesTo(x); len(stores) == 1 {
				v = stores[0].Val
				continue
			}
			return x
		case *ssa.FreeVar:
			v = r.origins.bindingOf(x)
		case *ssa.UnOp:
			v = x.X
		default:
			return nil
		}
	}
	return nil
}

// anyField gives the field that a value is, or is read from, or nil.
func anyField(v ssa.Value) *types.Var {
	v = strip(v)
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X
	}
	if addr, ok := v.(*ssa.FieldAddr); ok {
		_, field := fieldOf(addr)
		return field
	}
	return nil
}

// awaited reports whether, before an instruction, in its function or one around it or in
// what they call, something is waited for that a goroutine may tell when it is done. A
// signal to stop, which somebody else gives, tells nothing of the goroutine.
func (t teller) awaited(instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			if flow.MayPrecede(other, instr) && t.isAwaitedBy(other, instr, 0) {
				return true
			}
		}
	}
	if made := flow.Maker(instr.Parent()); made != nil {
		return t.awaited(made)
	}
	return false
}

func (t teller) isAwaitedBy(instr, before ssa.Instruction, depth int) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return slices.ContainsFunc(chosenBefore(instr, before), func(ch ssa.Value) bool {
			return anyField(ch) != t.sends && t.mayTell(ch)
		})
	case *ssa.UnOp:
		return instr.Op == token.ARROW && t.mayTell(instr.X)
	case ssa.CallInstruction:
		if _, starts := instr.(*ssa.Go); starts {
			return false
		}
		if isWaitCall(instr.Common()) {
			return t.mayCountDown(instr.Common())
		}
		callee := instr.Common().StaticCallee()
		if _, plain := instr.(*ssa.Call); !plain || callee == nil || depth > 1 {
			return false
		}
		for _, block := range callee.Blocks {
			if slices.ContainsFunc(block.Instrs, func(inner ssa.Instruction) bool { return t.isAwaitedBy(inner, nil, depth+1) }) {
				return true
			}
		}
	}
	return false
}

// chosenBefore gives the channels of a select statement of which one was received from when
// an instruction runs: that of the case it is in, or all.
func chosenBefore(sel *ssa.Select, instr ssa.Instruction) []ssa.Value {
	var all []ssa.Value
	for i, state := range sel.States {
		if state.Send != nil {
			continue
		}
		all = append(all, state.Chan)
		if instr != nil && isInCase(sel, i, instr) {
			return []ssa.Value{state.Chan}
		}
	}
	return all
}

// isInCase reports whether an instruction is in the i-th case of a select statement.
func isInCase(sel *ssa.Select, i int, instr ssa.Instruction) bool {
	for _, ref := range *sel.Referrers() {
		chosen, ok := ref.(*ssa.Extract)
		if !ok || chosen.Index != 0 {
			continue
		}
		for _, use := range *chosen.Referrers() {
			cmp, ok := use.(*ssa.BinOp)
			if !ok {
				continue
			}
			if n, isConst := constInt(cmp.Y); !isConst || int(n) != i {
				continue
			}
			for _, branch := range *cmp.Referrers() {
				if then, ok := branch.(*ssa.If); ok && then.Block().Succs[0].Dominates(instr.Block()) {
					return true
				}
			}
		}
	}
	return false
}

// mayTell reports whether the goroutine may be what sends on a channel, or closes it. Of
// std none does: ctx.Done(), time.After(d), timer.C.
func (t teller) mayTell(ch ssa.Value) bool {
	if key := t.r.variableKey(ch); key != nil {
		_, field := key.(*types.Var)
		return t.tells[key] || !field && t.tells[given{}]
	}
	call := callOf(ch)
	if call == nil {
		return true // we do not know whose
	}
	obj := calleeObject(&call.Call)
	return obj == nil || obj.Pkg() == nil || !known.IsStd(obj.Pkg().Path())
}

// mayCountDown reports whether the goroutine may be one of those that a call waits for.
func (t teller) mayCountDown(call *ssa.CallCommon) bool {
	if len(call.Args) == 0 || !match.IsMethod(calleeObject(call), "sync", "WaitGroup", "Wait") {
		return true
	}
	key := t.r.variableKey(call.Args[0])
	_, field := key.(*types.Var)
	return key == nil || t.tells[key] || !field && t.tells[given{}]
}
