package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// beyondLoop reports whether x[i] reads behind the last element in the last round of a
// loop, and nothing but the loop's condition measures:
//
//	for i := range list { list[i+1] }
//
// It gives the loop's step, or 0: with i += 2, that is so where the number of elements
// is odd.
func (o *origins) beyondLoop(at ssa.Instruction, x, i ssa.Value) int64 {
	counter, plus, ok := o.pastCounter(at, x, i)
	if !ok {
		return 0
	}
	ahead, ok := constInt(plus)
	if step, isC := constInt2(o.stepOf(counter)); ok && isC && ahead > 0 && (step == 1 && ahead == 1 || ahead < step) && !o.endsInTime(counter, x, step, ahead) {
		return step
	}
	return 0
}

// beyondChunk reports whether x[i:i+size] does so, in a loop with that step. (Blocks of
// bytes are padded, and pairs, i += 2, are whole.)
func (o *origins) beyondChunk(s *ssa.Slice) bool {
	if s.High == nil || isBytes(s.X.Type()) {
		return false
	}
	counter, size, ok := o.pastCounter(s, s.X, s.High)
	if !ok || isConst(size) {
		return false
	}
	step := o.stepOf(counter)
	return step != nil && (step == size || o.sameRoot(step, size))
}

func isBytes(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return true // a string
	case *types.Slice:
		basic, ok := t.Elem().Underlying().(*types.Basic)
		return ok && basic.Kind() == types.Uint8
	}
	return false
}

// pastCounter matches i = counter + step where a loop's condition, counter < len(x), is
// all that was asked of both before.
func (o *origins) pastCounter(at ssa.Instruction, x, i ssa.Value) (counter, step ssa.Value, ok bool) {
	sum, isSum := strip(i).(*ssa.BinOp)
	if !isSum || sum.Op != token.ADD || at.Block() == nil {
		return nil, nil, false
	}
	counter = sum.X
	var bound ssa.Value
	for _, cond := range flow.Controls(at.Block()) {
		if cmp, ok := cond.(*ssa.BinOp); ok && cmp.Op == token.LSS && cmp.X == counter && o.isLenOfWhole(cmp.Y, x) && onSide(cmp, true, at) {
			bound = cond
			break
		}
	}
	if bound == nil {
		return nil, nil, false
	}
	for _, cond := range flow.Conditions(at.Block()) {
		if cond != bound && o.measures(cond, counter, x, 0) {
			return nil, nil, false
		}
	}
	return counter, sum.Y, true
}

// isLenOfWhole reports whether v is len(x), and not the length of a part of x.
func (o *origins) isLenOfWhole(v, x ssa.Value) bool {
	arg := lengthOf(v)
	if arg == nil || !o.sameRoot(arg, x) {
		return false
	}
	if arg == x {
		return true
	}
	_, a := arg.(*ssa.UnOp)
	_, b := x.(*ssa.UnOp)
	return a && b
}

// stepOf gives what a loop adds to its counter, or nil.
func (o *origins) stepOf(counter ssa.Value) ssa.Value {
	if next, ok := counter.(*ssa.BinOp); ok && next.Op == token.ADD { // of range
		if _, ok := next.X.(*ssa.Phi); ok {
			return next.Y
		}
	}
	phi, ok := counter.(*ssa.Phi)
	if !ok {
		return nil
	}
	for _, edge := range phi.Edges {
		if next, ok := edge.(*ssa.BinOp); ok && next.Op == token.ADD && next.X == ssa.Value(phi) {
			return next.Y
		}
	}
	return nil
}

// measures reports whether a condition is about a counter or the length of x. What it
// asks of the elements tells nothing.
func (o *origins) measures(v, counter, x ssa.Value, depth int) bool {
	if v == nil || depth > 8 {
		return false
	}
	if v == counter {
		return true
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		return o.measures(v.X, counter, x, depth+1) || o.measures(v.Y, counter, x, depth+1)
	case *ssa.Convert:
		return o.measures(v.X, counter, x, depth+1)
	case *ssa.UnOp:
		return v.Op != token.MUL && o.measures(v.X, counter, x, depth+1)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if o.measures(edge, counter, x, depth+3) {
				return true
			}
		}
	case *ssa.Extract:
		return o.measures(v.Tuple, counter, x, depth+1)
	case *ssa.Call:
		for _, arg := range v.Call.Args {
			if o.measures(arg, counter, x, depth+1) || o.sameRoot(arg, x) {
				return true
			}
		}
	}
	return false
}

// isParsed matches a number that was read from a text, with something added.
func isParsed(v ssa.Value) bool {
	switch v := strip(v).(type) {
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && v.Index == 0 && !constantArgs(call) && isNumberParser(calleeObject(&call.Call))
	case *ssa.BinOp:
		return (v.Op == token.ADD || v.Op == token.SUB) && (isParsed(v.X) || isParsed(v.Y))
	}
	return false
}

// unbounded reports whether nobody looked whether a number that was parsed is below
// zero: to compare it with a largest one is not enough.
func (o *origins) unbounded(at ssa.Instruction, n ssa.Value) bool {
	n = strip(n)
	for _, cond := range flow.Conditions(at.Block()) {
		if !o.mentioned(cond)[o.rootKey(n)] {
			continue
		}
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || strip(cmp.X) != n || !isConst(cmp.Y) {
			return false
		}
		c, _ := constInt(cmp.Y)
		if isCap := cmp.Op == token.GTR || cmp.Op == token.GEQ; !isCap || c <= 0 || !onSide(cmp, false, at) {
			return false
		}
	}
	return true
}

func isNumberParser(fn *types.Func) bool {
	f := match.FuncOf(fn)
	return f.Pkg == "strconv" && (f.Name == "Atoi" || f.Name == "ParseInt" || f.Name == "ParseUint") || f == match.Func{Pkg: "time", Name: "ParseDuration"}
}

// changes reports whether a function sets what a list is read from, or calls a method of
// the object that has it: l.items = append(l.items, item).
func (o *origins) changes(list ssa.Value, fn *ssa.Function) bool {
	load, ok := strip(list).(*ssa.UnOp)
	if !ok {
		return false
	}
	field, isField := load.X.(*ssa.FieldAddr)
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if o.sameRoot(instr.Addr, load.X) {
					return true
				}
			case *ssa.Call:
				if isField && slices.ContainsFunc(instr.Call.Args, func(arg ssa.Value) bool { return arg == field.X || o.sameRoot(arg, field.X) }) {
					return true
				}
			}
		}
	}
	return false
}

// offByOne reports whether all that was asked about x[i] is that i is not more than
// len(x), which it may be:
//
//	if i < 0 || i > len(x) {
//		return
//	}
//	x[i]
func (o *origins) offByOne(at ssa.Instruction, x, i ssa.Value) bool {
	switch strip(i).(type) {
	case *ssa.Const, *ssa.UnOp:
		return false // a field, or a variable that others set
	case *ssa.BinOp:
		return false // i-1 is less than the length where i may be it
	}
	if o.changes(x, at.Parent()) {
		return false
	}
	key, found := o.rootKey(i), false
	for _, cond := range flow.Conditions(at.Block()) {
		if key == "" || !o.mentioned(cond)[key] {
			continue
		}
		cmp, ok := cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		asked, with, op := cmp.X, cmp.Y, cmp.Op
		if o.sameRoot(with, i) {
			asked, with, op = with, asked, swapped[op]
		}
		if _, computed := strip(asked).(*ssa.BinOp); computed || !o.sameRoot(asked, i) {
			return false
		}
		switch {
		case isZero(with) && (op == token.LSS || op == token.GEQ):
		case o.isLenOfWhole(with, x) && (op == token.GTR && onSide(cmp, false, at) || op == token.LEQ && onSide(cmp, true, at)):
			found = true
		default:
			return false
		}
	}
	return found
}
