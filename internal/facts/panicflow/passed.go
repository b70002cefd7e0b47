package panicflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// passedIn gives the functions that a call hands to a callee which calls them
// in line, so that their panic comes back here.
func (r *Result) passedIn(site ssa.CallInstruction) (local []*ssa.Function, best *Witness) {
	common := site.Common()
	obj := calleeObject(common)
	if obj == nil {
		return nil, nil
	}
	offset := len(common.Args) - obj.Signature().Params().Len()
	if offset < 0 || offset > 1 {
		offset = 0
	}
	for i, arg := range common.Args {
		if i < offset || !isFunc(arg.Type()) && !isFuncs(arg.Type()) || !r.callsIn(obj, i-offset) && !r.raisesHere(site, obj) {
			continue
		}
		if _, handedOn := arg.(*ssa.Parameter); handedOn {
			continue // judged where callers pass it
		}
		for _, target := range r.functionsIn(arg) {
			if funcflow.IsRangeBody(target) || r.inTest(target) && !r.inTest(site.Parent()) {
				continue // part of this frame, or no part of the program
			}
			if target.Blocks != nil {
				local = append(local, target)
			} else if obj, ok := target.Object().(*types.Func); ok {
				best = r.foreign(site, obj)
			}
		}

	}
	return local, best
}

// raisesHere reports whether the function around a call that starts something waits for it
// by a method that raises its panic again: wg.Go(f) and wg.Wait() of conc.
func (r *Result) raisesHere(site ssa.CallInstruction, obj *types.Func) bool {
	if !known.RaisesInWait(obj) || len(site.Common().Args) == 0 {
		return false
	}
	group := site.Common().Args[0]
	for _, block := range site.Parent().Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || len(call.Common().Args) == 0 {
				continue
			}
			wait, on := calleeObject(call.Common()), call.Common().Args[0]
			if wait != nil && wait.Name() == "Wait" && wait.Pkg() == obj.Pkg() && (on == group || r.origins.sameRoot(on, group)) {
				return true
			}
		}
	}
	return false
}

func (r *Result) callsIn(obj *types.Func, arg int) bool {
	for _, does := range r.Does(obj, arg) {
		if does == known.Calls || does == known.Defers || does == known.Shares {
			return true
		}
	}
	return false
}

// functionsIn gives the functions that v, one or a slice of them, may hold, and those that
// they are known to wrap.
func (r *Result) functionsIn(v ssa.Value) []*ssa.Function {
	if isFuncs(v.Type()) {
		return r.graph.Elements(v)
	}
	var targets []*ssa.Function
	for _, part := range ownParts(v) {
		held, _ := r.graph.Targets(part)
		targets = append(targets, held...)
	}
	wrapped, _ := r.wrapped(v)
	return append(r.unsheltered(v, targets), wrapped...)
}

// ownParts gives what v may be but for a parameter, whose callers are asked:
// if log == nil { log = stdLog }.
func ownParts(v ssa.Value) []ssa.Value {
	phi, ok := v.(*ssa.Phi)
	if !ok {
		return []ssa.Value{v}
	}
	return slices.DeleteFunc(slices.Clone(phi.Edges), func(edge ssa.Value) bool {
		_, given := edge.(*ssa.Parameter)
		return given
	})
}

// isFuncs reports whether t is a slice of functions, as variadic parameters
// are.
func isFuncs(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && isFunc(slice.Elem())
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
