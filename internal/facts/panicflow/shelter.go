package panicflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
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
	if len(fns) < 2 || isFork(v) {
		return fns
	}
	var kept []*ssa.Function
	for _, fn := range fns {
		if !slices.ContainsFunc(fns, func(other *ssa.Function) bool { return other != fn && r.shelter(other).fns[fn] }) {
			kept = append(kept, fn)
		}
	}
	return kept
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
	}
	return s
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
