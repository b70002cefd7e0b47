package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

const outOfRange = "index out of range"

// indexRisk judges x[i]. It asks for a sign that i is wrong rather than for a
// proof that it is right: a constant or len(x)-1 into something of unknown
// length that nobody measured, or an index that a call computed without x.
func (o *origins) indexRisk(at ssa.Instruction, x, i ssa.Value) (string, Doubt) {
	if max, ok := arrayLength(x.Type()); ok {
		if c, ok := constInt(i); ok && c < max || bounded(i, max) {
			return "", Concrete
		}
	}
	if c, ok := constInt(i); ok && o.lengthAtLeast(x, c+1) {
		return "", Concrete
	}
	switch step := o.beyondLoop(at, x, i); {
	case step == 1:
		return outOfRange, Concrete
	case step > 1:
		return outOfRange, o.lengthDoubt(at, x)
	}
	if o.offByOne(at, x, i) {
		return outOfRange + " (the index may be the length)", Concrete
	}
	if o.isAdvanced(at, x, i) {
		return outOfRange + " (the index may be the length)", Weak
	}
	if o.longEnough(at, x, i) {
		return "", Concrete
	}
	if o.isEmpty(x) && !o.guardedBy(at, x) && !o.overNothing(at) {
		return outOfRange, Concrete
	}
	if o.guardedBy(at, i) || inRangeByLoop(at, i) {
		return "", Concrete
	}
	if c, ok := constInt(i); ok && measuredTooLate(at, x, c+1) {
		return outOfRange + " (the length is looked at afterwards)", Concrete
	}
	switch {
	case isParsed(i):
		return outOfRange, Concrete
	case isConst(i), o.fromLength(i, x):
		if (o.firstPart(x) || o.hasWord(at, x)) && (isZero(i) || isLast(i)) {
			return "", Concrete
		}
		if c, ok := constInt(i); ok && c <= 1 && o.hasSeparator(at, x) {
			return "", Concrete
		}
		return outOfRange, o.lengthDoubt(at, x)
	case fromCall(i) && !o.callTakes(i, x):
		return outOfRange, max(o.lengthDoubt(at, x), indexDoubt(i))
	}
	if p, ok := strip(i).(*ssa.Parameter); ok && p.Parent().Parent() == nil && p.Parent().Name() != "Less" && p.Parent().Name() != "Swap" {
		return outOfRange, Assumed // callers may see to it
	}
	return "", Concrete // a variable: its owner may know
}

// conversionRisk judges a conversion of a slice to an array, or a pointer to one: it
// takes the slice's length as x[n-1] does.
func (o *origins) conversionRisk(fn *ssa.Function, conv *ssa.SliceToArrayPointer) (what string, doubt Doubt, need *Need) {
	n, ok := arrayLength(conv.Type())
	if !ok || n == 0 {
		return "", Concrete, nil
	}
	last := ssa.NewConst(constant.MakeInt64(n-1), types.Typ[types.Int])
	what, doubt = o.indexRisk(conv, conv.X, last)
	if what == "" {
		return "", Concrete, nil
	}
	if doubt != Concrete {
		need = o.needOfIndex(conv, fn, conv.X, last)
	}
	return "conversion of a slice to an array", doubt, need
}

// isEmpty reports whether x has no elements, for nobody has put any in: []int{}, make([]int,
// 0, n), a local variable that is only declared.
func (o *origins) isEmpty(x ssa.Value) bool {
	switch x := strip(x).(type) {
	case *ssa.Const:
		return x.IsNil()
	case *ssa.MakeSlice:
		n, ok := constInt(x.Len)
		return ok && n == 0
	case *ssa.Slice:
		if _, made := x.X.(*ssa.Alloc); !made {
			return false
		}
		n, ok := arrayLength(x.X.Type())
		return ok && (n == 0 || x.High != nil && isZero(x.High))
	case *ssa.UnOp:
		if v := o.onlyStore(x); v != nil {
			return o.isEmpty(v)
		}
		return o.isNeverSet(x.X) || unsetHere(x)
	}
	return false
}

// overNothing reports whether an instruction is in a loop over what has no elements.
func (o *origins) overNothing(at ssa.Instruction) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		of := lengthOf(cmp.Y)
		return of != nil && o.isEmpty(of)
	})
}

func isZero(i ssa.Value) bool { c, ok := constInt(i); return ok && c == 0 }

// isLast matches len(x)-1.
func isLast(i ssa.Value) bool {
	op, ok := strip(i).(*ssa.BinOp)
	if !ok || op.Op != token.SUB {
		return false
	}
	c, ok := constInt(op.Y)
	return ok && c == 1
}

// sliceRisk judges x[a:b] by the same signs.
func (o *origins) sliceRisk(s *ssa.Slice) (string, Doubt) {
	if _, ok := s.X.Type().Underlying().(*types.Pointer); ok && s.Low == nil && s.High == nil {
		return "", Concrete // a[:]
	}
	if o.beyondChunk(s) {
		return "slice bounds out of range", Concrete
	}
	if s.High != nil && o.sumWraps(s) {
		return "slice bounds out of range (the sum wraps)", Weak
	}
	for _, n := range []ssa.Value{s.Low, s.High} {
		if sent := o.sentPast(s, n); sent != nil {
			if isRead(sent) {
				return "slice bounds out of range", Concrete
			}
			return "slice bounds out of range", Weak
		}
	}
	for _, i := range []ssa.Value{s.Low, s.High, s.Max} {
		if i == nil {
			continue
		}
		c, isC := constInt(i)
		if isC && (c == 0 || o.lengthAtLeast(s.X, c)) || (isC && c == 1 || isLast(i)) && o.firstPart(s.X) {
			continue
		}
		if max, ok := arrayLength(s.X.Type()); ok && isC && c <= max {
			continue
		}
		if o.measuredTo(s, i) {
			continue
		}
		if indexFunction(i) && !o.validated(s, s.X) {
			if isMapKey(s.X) {
				return "slice bounds out of range", Assumed // who made the keys knows their form
			}
			return "slice bounds out of range", Concrete // -1 where nothing is found
		}
		if isC && c > 0 || o.fromLength(i, s.X) && minusConstant(i) || fromCall(i) && !o.callTakes(i, s.X) {
			doubt := o.lengthDoubt(s, s.X)
			if call := callOf(strip(i)); call != nil && isFormula(call.Call.StaticCallee()) {
				doubt = max(doubt, Assumed)
			}
			return "slice bounds out of range", doubt
		}
	}
	if paramNumber(s.Parent(), s.Low) != 0 && !o.measuredTo(s, s.Low) || paramNumber(s.Parent(), s.High) != 0 && !o.measuredTo(s, s.High) {
		return "slice bounds out of range", Assumed // callers may see to it
	}
	return "", Concrete
}

// measuredTo reports whether somebody looked at a bound of x[a:b], or at x.
func (o *origins) measuredTo(s *ssa.Slice, bound ssa.Value) bool {
	return o.longEnoughTo(s, s.X, bound) || o.guardedBy(s, bound) || inRangeByLoop(s, bound)
}
