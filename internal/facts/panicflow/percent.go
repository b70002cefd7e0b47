package panicflow

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// percentRisk reports whether a division gives the percentage of a whole that may be nothing,
// and nobody looked: done * 100 / total, hits * 100 / (hits + misses).
func (r *Result) percentRisk(div *ssa.BinOp) bool {
	return div.Op == token.QUO && isHundredfold(div.X) && r.mayBeNothing(div, div.Y)
}

func isHundredfold(v ssa.Value) bool {
	op, ok := strip(v).(*ssa.BinOp)
	if !ok || op.Op != token.MUL {
		return false
	}
	return isHundred(op.X) || isHundred(op.Y)
}

func isHundred(v ssa.Value) bool { c, ok := constInt(strip(v)); return ok && c == 100 }

func (r *Result) mayBeNothing(at ssa.Instruction, whole ssa.Value) bool {
	whole = strip(whole)
	if r.origins.decidedAbout(decisionsAt(at), whole) {
		return false
	}
	switch whole := whole.(type) {
	case *ssa.BinOp:
		return whole.Op == token.ADD && r.mayBeNothing(at, whole.X) && r.mayBeNothing(at, whole.Y)
	case *ssa.Call:
		obj := calleeObject(&whole.Call)
		return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "sync/atomic"
	case *ssa.UnOp:
		addr, ok := whole.X.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		owner, field := fieldOf(addr)
		return owner != nil && owner.Obj().Pkg() == r.pass.Pkg && !r.looks().find(field, amount{whole, 1, nil}) &&
			!slices.ContainsFunc(r.looks().stores[field], setsSome)
	}
	return false
}

// setsSome reports whether a store sets a number that is never zero: a constant, or one that
// the runtime gives.
func setsSome(store *ssa.Store) bool {
	switch v := strip(store.Val).(type) {
	case *ssa.Const:
		return v.Value != nil && constant.Sign(constant.ToFloat(v.Value)) != 0
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		return obj != nil && obj.Pkg() != nil && known.IsStd(obj.Pkg().Path())
	}
	return false
}
