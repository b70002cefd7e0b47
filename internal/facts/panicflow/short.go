package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// givesNone reports whether a call may give a nil slice, because its method notes an error
// in the receiver and returns nothing, and nobody has asked the receiver:
//
//	func (b *buffer) take(n int) []byte {
//		if len(b.data) < n {
//			b.err = errShort
//			return nil
//		}
func (o *origins) givesNone(at ssa.Instruction, call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil || len(fn.Params) == 0 || fn.Signature.Results().Len() != 1 {
		return false
	}
	if _, ok := fn.Signature.Results().At(0).Type().Underlying().(*types.Slice); !ok {
		return false
	}
	if o.decided(at.Block())[o.rootKey(call.Call.Args[0])] || o.guardedBy(at, call) {
		return false
	}
	for ret := range flow.Returns(fn) {
		if isNil(ret.Results[0]) && notesError(ret.At.Block(), fn.Params[0]) {
			return true
		}
	}
	return false
}

// notesError reports whether a block puts an error into a field of the receiver.
func notesError(block *ssa.BasicBlock, recv ssa.Value) bool {
	for _, instr := range block.Instrs {
		store, ok := instr.(*ssa.Store)
		if !ok || !match.IsError(store.Val.Type()) || isNil(store.Val) {
			continue
		}
		if addr, ok := store.Addr.(*ssa.FieldAddr); ok && addr.X == recv {
			return true
		}
	}
	return false
}
