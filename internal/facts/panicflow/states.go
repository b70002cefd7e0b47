package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// stateRisk judges calls of std that panic by the state that other calls have left: a
// WaitGroup that is done twice, an atomic.Value that has held another type.
func (r *Result) stateRisk(site ssa.CallInstruction) *Witness {
	call, ok := site.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return nil
	}
	obj := calleeObject(&call.Call)
	switch {
	case match.IsMethod(obj, "sync", "WaitGroup", "Done"):
		if r.doneTwice(call) {
			return &Witness{What: "negative WaitGroup counter (Done is deferred, too)", Where: r.where(site.Pos())}
		}
	case match.IsMethod(obj, "sync/atomic", "Value", "Store"), match.IsMethod(obj, "sync/atomic", "Value", "Swap"):
		if change, ok := call.Call.Args[1].(*ssa.ChangeInterface); ok && match.IsError(change.X.Type()) {
			return &Witness{What: qualified(obj) + " panics on an error of another type than the one before", Where: r.where(site.Pos()), Doubt: Weak}
		}
	}
	return nil
}

// doneTwice reports whether a function that calls Done has deferred that call, too, and
// adds nothing itself.
func (r *Result) doneTwice(call *ssa.Call) bool {
	deferred := false
	for _, block := range call.Parent().Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(ssa.CallInstruction)
			if !ok || other == ssa.CallInstruction(call) {
				continue
			}
			obj := calleeObject(other.Common())
			if !match.IsMethod(obj, "sync", "WaitGroup", "Done") && !match.IsMethod(obj, "sync", "WaitGroup", "Add") || !r.origins.sameRoot(other.Common().Args[0], call.Call.Args[0]) {
				continue
			}
			if obj.Name() == "Add" {
				return false
			}
			if _, ok := other.(*ssa.Defer); ok && flow.Dominates(other, call) {
				deferred = true
			}
		}
	}
	return deferred
}

// walkRisk judges a method call on the second parameter of a function that filepath.Walk
// or WalkDir calls: it is nil where there is an error.
func (r *Result) walkRisk(site ssa.CallInstruction) *Witness {
	common := site.Common()
	if !common.IsInvoke() {
		return nil
	}
	p, ok := common.Value.(*ssa.Parameter)
	if !ok || !isWalkFunc(p.Parent().Signature) || paramNumber(p.Parent(), p) != 2 {
		return nil
	}
	if r.origins.guardedBy(site, p) || r.origins.guardedBy(site, p.Parent().Params[2]) {
		return nil
	}
	return &Witness{What: "nil dereference (where there is an error, " + p.Name() + " is nil)", Where: r.where(site.Pos())}
}

// isWalkFunc matches func(path string, info fs.FileInfo, err error) error, and that with
// an fs.DirEntry.
func isWalkFunc(sig *types.Signature) bool {
	params, results := sig.Params(), sig.Results()
	if sig.Recv() != nil || params.Len() != 3 || results.Len() != 1 || !match.IsError(results.At(0).Type()) || !match.IsError(params.At(2).Type()) {
		return false
	}
	return match.IsType(params.At(1).Type(), "io/fs", "FileInfo") || match.IsType(params.At(1).Type(), "io/fs", "DirEntry")
}

// missingFunc reports whether a function that is called was read from a map with a key
// that comes from outside, and nobody looked whether it is there.
func (r *Result) missingFunc(site ssa.CallInstruction) (Doubt, bool) {
	if site.Common().IsInvoke() {
		return 0, false
	}
	lookup, ok := site.Common().Value.(*ssa.Lookup)
	if !ok || lookup.CommaOk || isConst(lookup.Index) || r.origins.guardedBy(site, lookup) || r.origins.guardedBy(site, lookup.Index) || r.origins.guardedBy(site, lookup.X) {
		return 0, false
	}
	basic, ok := types.Unalias(lookup.Index.Type()).(*types.Basic)
	if !ok || basic.Info()&types.IsString == 0 {
		return 0, false // the program's own kinds, each of which has one
	}
	return Weak, !isRangeKey(lookup.Index)
}

// isRangeKey reports whether a key is one that a loop ranges over.
func isRangeKey(v ssa.Value) bool {
	e, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	_, ok = e.Tuple.(*ssa.Next)
	return ok
}
