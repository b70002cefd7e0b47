package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// sumWraps reports whether the upper bound of x[a:b] is a sum of narrow numbers, one of them
// a byte out of data of which nobody asked how large it is, that wraps below the lower bound:
//
//	host := buf[2 : 2+buf[1]]
func (o *origins) sumWraps(s *ssa.Slice) bool {
	low, ok := constInt2(s.Low)
	sum, isSum := strip(s.High).(*ssa.BinOp)
	if !ok || low <= 0 || !isSum || sum.Op != token.ADD || !isNarrow(sum.Type()) {
		return false
	}
	plus, part := sum.X, sum.Y
	if isConst(part) {
		plus, part = part, plus
	}
	n, ok := constInt(plus)
	if !ok || low > n {
		return false
	}
	load, ok := part.(*ssa.UnOp) // (a conversion from a wider number cuts, a narrower one is no larger)
	if !ok || load.Op != token.MUL {
		return false
	}
	if _, element := load.X.(*ssa.IndexAddr); !element {
		return false
	}
	return !slices.ContainsFunc(flow.Conditions(s.Block()), func(cond ssa.Value) bool { return o.isAbout(cond, part, 0) })
}

// isAbout reports whether a condition compares a number, or what is calculated from it, or
// asks a function about it. (That a call has not failed which was given it tells nothing.)
func (o *origins) isAbout(cond, number ssa.Value, depth int) bool {
	cond = strip(cond)
	if cond == number || o.sameRoot(cond, number) {
		return true
	}
	switch v := cond.(type) {
	case *ssa.BinOp:
		return o.isAbout(v.X, number, depth) || o.isAbout(v.Y, number, depth)
	case *ssa.UnOp:
		return v.Op == token.NOT && o.isAbout(v.X, number, depth)
	case *ssa.Call:
		return depth == 0 && slices.ContainsFunc(v.Call.Args, func(arg ssa.Value) bool { return o.isAbout(arg, number, 1) })
	case *ssa.Phi:
		return depth == 0 && slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return o.isAbout(edge, number, 1) })
	}
	return false
}

func isNarrow(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && (basic.Kind() == types.Uint8 || basic.Kind() == types.Uint16)
}
