package panicflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// notTheOne reports whether a pointer is, or is on some path, one of those of which a message
// has at most one, and nobody has asked which: update.Message.Text.
func (r *Result) notTheOne(at ssa.Instruction, ptr ssa.Value) bool {
	if r.origins.guardedBy(at, ptr) {
		return false
	}
	if phi, ok := ptr.(*ssa.Phi); ok {
		for i, edge := range phi.Edges {
			if message := oneOfMany(edge); message != nil && !r.isGiven(message) && !r.origins.guardedBy(phi.Block().Preds[i].Instrs[0], edge) {
				return true
			}
		}
		return false
	}
	message := oneOfMany(ptr)
	return message != nil && !r.isGiven(message) && !r.origins.asked(at, r.origins.rootKey(ptr))
}

// oneOfMany gives the message of which v is one of the pointers.
func oneOfMany(v ssa.Value) ssa.Value {
	message, _ := fieldLoad(v)
	if message == nil || !isPointer(v.Type()) || !known.OneOf(message.Type()) {
		return nil
	}
	return message
}

// isGiven reports whether a function was given a message: who calls it may have asked.
func (r *Result) isGiven(message ssa.Value) bool {
	if load, ok := message.(*ssa.UnOp); ok {
		message = load.X
	}
	cell, ok := message.(*ssa.Alloc)
	return r.isPassed(message) || ok && slices.ContainsFunc(*cell.Referrers(), func(ref ssa.Instruction) bool {
		store, ok := ref.(*ssa.Store)
		return ok && store.Addr == ssa.Value(cell) && r.isPassed(store.Val)
	})
}
