package panicflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// filters reports whether a function returns, as its only result, those elements of
// something that a condition in a loop picks: there may be none.
func filters(fn *ssa.Function) bool {
	if fn != nil && fn.Origin() != nil {
		fn = fn.Origin()
	}
	if fn == nil || len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 {
		return false
	}
	picks := false
	for ret := range flow.Returns(fn) {
		empty, picked := picked(ret.Results[0], map[ssa.Value]bool{})
		if !empty || !picked {
			return false
		}
		picks = true
	}
	return picks
}

// picked looks at what flows into a slice: nothing at first, and then itself with
// something appended, where a condition in a loop says so.
func picked(v ssa.Value, seen map[ssa.Value]bool) (empty, ok bool) {
	if seen[v] {
		return false, true
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		ok = true
		for _, edge := range v.Edges {
			e, o := picked(edge, seen)
			empty, ok = empty || e, ok && o
		}
		return empty, ok
	case *ssa.Call:
		b, isBuiltin := v.Call.Value.(*ssa.Builtin)
		if !isBuiltin || b.Name() != "append" || !inBranchOfLoop(v.Block()) {
			return false, false
		}
		return picked(v.Call.Args[0], seen)
	}
	return isEmpty(v), isEmpty(v)
}

// inBranchOfLoop reports whether a block in a loop is run under a condition other than
// the loop's own.
func inBranchOfLoop(block *ssa.BasicBlock) bool {
	for b := block; b != nil; b = b.Idom() {
		if isLoopHead(b) {
			return false
		}
		if up := b.Idom(); up != nil && len(up.Succs) == 2 && !isLoopHead(up) && slices.Contains(up.Succs, b) {
			return true
		}
	}
	return false
}
