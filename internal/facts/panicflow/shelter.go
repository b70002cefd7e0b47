package panicflow

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// A value that was wrapped in a guard may, for all that the flow of values knows, still be
// what was wrapped:
//
//	for _, wrap := range []func(func()) func(){logged, recovered} {
//		f = wrap(f)
//	}
//	go f()
//
// The variable f holds both in turn. Where one of the functions that a value may hold calls
// others of them under a guard, these others are taken to be wrapped by it.

// unsheltered leaves out the functions that v holds only before they are wrapped in a guard
// that v holds, too.
func (r *Result) unsheltered(v ssa.Value, fns []*ssa.Function) []*ssa.Function {
	if len(fns) == 0 || isFork(v) {
		return fns
	}
	wrapped := r.wrappedElsewhere(v)
	var kept []*ssa.Function
	for _, fn := range fns {
		if !wrapped[fn] && !slices.ContainsFunc(fns, func(other *ssa.Function) bool { return other != fn && r.shelter(other).fns[fn] }) {
			kept = append(kept, fn)
		}
	}
	return kept
}

// unshelteredAt is unsheltered for what a call reaches. Where it calls a method of a
// parameter, one caller may pass what is wrapped, and another what is not.
func (r *Result) unshelteredAt(site ssa.CallInstruction, fns []*ssa.Function) []*ssa.Function {
	common := site.Common()
	kept := r.unsheltered(common.Value, fns)
	if !common.IsInvoke() || len(kept) == len(fns) {
		return kept
	}
	v := common.Value
	if load, ok := v.(*ssa.UnOp); ok {
		v = r.origins.onlyStore(load)
	}
	p, ok := v.(*ssa.Parameter)
	if !ok {
		return kept
	}
	i := slices.Index(p.Parent().Params, p)
	for _, use := range r.graph.Uses(p.Parent()) {
		args := use.Site.Common().Args
		if use.Site.Common().IsInvoke() || i < 0 || len(args) != len(p.Parent().Params) {
			continue
		}
		for _, fn := range r.unsheltered(args[i], r.graph.Methods(args[i], common.Method)) {
			if slices.Contains(fns, fn) && !slices.Contains(kept, fn) {
				kept = append(kept, fn)
			}
		}
	}
	return kept
}

// wrappedElsewhere gives the functions that another package wraps in a guard before v holds
// the result: f = lib.Recovered(f).
func (r *Result) wrappedElsewhere(v ssa.Value) map[*ssa.Function]bool {
	var fns map[*ssa.Function]bool
	for _, from := range r.storedTo(v) {
		call, ok := from.(*ssa.Call)
		if !ok {
			continue
		}
		obj := calleeObject(&call.Call)
		if obj == nil || obj.Pkg() == r.pass.Pkg || r.Of(obj).Result == nil {
			continue
		}
		for _, use := range r.Of(obj).Result.Params {
			i := use.Index + argOffset(&call.Call, obj)
			if use.Does != known.CallsGuarded || i >= len(call.Call.Args) {
				continue
			}
			targets, _ := r.graph.Targets(call.Call.Args[i])
			for _, target := range targets {
				if fns == nil {
					fns = map[*ssa.Function]bool{}
				}
				fns[target] = true
			}
		}
	}
	return fns
}

// storedTo lists what is put where v is read: a local variable that literals share, a field,
// or, of a loop, what the round before made.
func (r *Result) storedTo(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.Phi:
		return v.Edges
	case *ssa.UnOp:
		addr := v.X
		if free, ok := addr.(*ssa.FreeVar); ok {
			addr = r.origins.bindingOf(free)
		}
		switch addr := addr.(type) {
		case *ssa.FieldAddr:
			_, field := fieldOf(addr)
			return r.storedIn(field)
		case *ssa.Alloc:
			var all []ssa.Value
			for _, ref := range *addr.Referrers() {
				if store, ok := ref.(*ssa.Store); ok && store.Addr == ssa.Value(addr) {
					all = append(all, store.Val)
				}
			}
			return all
		}
	}
	return nil
}

// isSheltered reports whether v holds a parameter only before it is wrapped.
func (r *Result) isSheltered(v ssa.Value, p *ssa.Parameter) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		if only := r.origins.onlyStore(load); only != nil {
			v = only // a parameter that a literal uses
		}
	}
	if v == nil || v == ssa.Value(p) || isFork(v) {
		return false
	}
	targets, _ := r.graph.Targets(v)
	return slices.ContainsFunc(targets, func(fn *ssa.Function) bool { return r.shelter(fn).params[p] })
}

// isFork matches a value that is one or the other by a condition, and not what a loop made
// of the value before: if safe { f = recovered(f) }.
func isFork(v ssa.Value) bool {
	phi, ok := v.(*ssa.Phi)
	return ok && !dependsOn(phi, phi, map[ssa.Value]bool{})
}

func dependsOn(v ssa.Value, on *ssa.Phi, seen map[ssa.Value]bool) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok || seen[v] {
		return false
	}
	seen[v] = true
	return slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool {
		return *op == ssa.Value(on) || dependsOn(*op, on, seen)
	})
}

// A shelter is what a function runs under its guard.
type shelter struct {
	fns    map[*ssa.Function]bool
	params map[*ssa.Parameter]bool
}

// shelter gives what a function calls under its own guard, through a variable, parameter or
// interface, or by one method: func (f job) Run() { f() }.
func (r *Result) shelter(fn *ssa.Function) shelter {
	if s, ok := r.shelters[fn]; ok {
		return s
	}
	s := shelter{map[*ssa.Function]bool{}, map[*ssa.Parameter]bool{}}
	r.shelters[fn] = s
	if len(r.guards[fn]) > 0 {
		r.takeIn(fn, s, func(site ssa.CallInstruction) bool { return r.cover(fn, site) == covered }, 0)
	} else if fn.Parent() != nil {
		r.takeInGuarded(fn, s)
	}
	return s
}

// takeInGuarded adds to the shelter of a literal without a guard what it hands to functions
// that guard it, and what is guarded by the literals that it calls: func() { try(next) }.
func (r *Result) takeInGuarded(fn *ssa.Function, s shelter) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if obj := calleeObject(&call.Call); obj != nil {
				offset := argOffset(&call.Call, obj)
				for i := offset; i < len(call.Call.Args); i++ {
					arg := call.Call.Args[i]
					if does := r.Does(obj, i-offset); len(does) == 1 && does[0] == known.CallsGuarded {
						targets, _ := r.graph.Targets(arg)
						for _, target := range targets {
							s.fns[target] = true
						}
						for _, p := range r.graph.Params(arg) {
							s.params[p] = true
						}
					}
				}
				continue
			}
			if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
				continue
			}
			targets, _ := r.graph.CallTargets(&call.Call)
			for _, target := range targets {
				if len(r.guards[target]) > 0 {
					maps.Copy(s.fns, r.shelter(target).fns)
					maps.Copy(s.params, r.shelter(target).params)
				}
			}
		}
	}
}

func (r *Result) takeIn(fn *ssa.Function, s shelter, counts func(ssa.CallInstruction) bool, depth int) {
	for _, part := range append([]*ssa.Function{fn}, r.bodies[fn]...) {
		for _, block := range part.Blocks {
			for _, instr := range block.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if _, isGo := instr.(*ssa.Go); !ok || isGo || !counts(site) {
					continue
				}
				common := site.Common()
				if _, builtin := common.Value.(*ssa.Builtin); builtin {
					continue
				}
				targets, _ := r.graph.CallTargets(common)
				for _, target := range targets {
					if common.StaticCallee() == nil {
						s.fns[target] = true
					}
					if depth == 0 && target.Blocks != nil && !funcflow.IsRangeBody(target) {
						r.takeIn(target, s, func(ssa.CallInstruction) bool { return true }, depth+1)
					}
				}
				if !common.IsInvoke() {
					for _, p := range r.graph.Params(common.Value) {
						s.params[p] = true
					}
				}
			}
		}
	}
}
