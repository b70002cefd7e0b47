package panicflow

import (
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
