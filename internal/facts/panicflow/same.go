package panicflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// givesSame reports whether fn has results, and gives constants where its recover finds
// nothing, so that a call of it that is not deferred says nothing.
func (r *Result) givesSame(fn *ssa.Function) bool {
	first := r.firstRecover(fn)
	if first == nil || fn.Signature.Results().Len() == 0 || fn.Recover != nil {
		return false // (what it defers may set them)
	}
	reached := withoutPanic(fn, first)
	for ret := range flow.Returns(fn) {
		if !reached[ret.At.Block()] {
			continue
		}
		for _, v := range ret.Results {
			if !isSame(v, first, reached) {
				return false
			}
		}
	}
	return true
}

// withoutPanic gives the blocks of fn that can run where recovered is nil.
func withoutPanic(fn *ssa.Function, recovered *ssa.Call) map[*ssa.BasicBlock]bool {
	return flow.Reached(fn, func(cond ssa.Value) (truth, ok bool) {
		if known, taken := nilBranch(cond, recovered); known {
			return taken == 1, true // the other one is for a panic
		}
		return false, isAsserted(cond, recovered)
	})
}

// isAsserted matches the ok of v, ok := recover().(T), which is false for nil.
func isAsserted(cond, recovered ssa.Value) bool {
	ok, isExtract := cond.(*ssa.Extract)
	if !isExtract || ok.Index != 1 {
		return false
	}
	assert, isAssert := ok.Tuple.(*ssa.TypeAssert)
	return isAssert && sameValue(assert.X, recovered)
}

// isSame reports whether a result is a constant, or nil because nothing was recovered, on
// all ways that were reached.
func isSame(v ssa.Value, recovered *ssa.Call, reached map[*ssa.BasicBlock]bool) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Phi:
		for i, edge := range v.Edges {
			if _, constant := edge.(*ssa.Const); !constant && edge != ssa.Value(recovered) && reached[v.Block().Preds[i]] {
				return false
			}
		}
		return true
	}
	return v == ssa.Value(recovered)
}
