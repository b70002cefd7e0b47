package panicflow

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// longEnough reports whether somebody looked how long x is before x[i]. Where all that
// was asked is how its length compares with constants, those tell how long it is; who
// asked anything else is taken to have known what he did.
func (o *origins) longEnough(at ssa.Instruction, x, i ssa.Value) bool {
	return o.measuredFor(at, x, i, 1)
}

// longEnoughTo is longEnough for a bound of x[a:b].
func (o *origins) longEnoughTo(at ssa.Instruction, x, bound ssa.Value) bool {
	return o.measuredFor(at, x, bound, 0)
}

func (o *origins) measuredFor(at ssa.Instruction, x, i ssa.Value, more int64) bool {
	if !o.guardedBy(at, x) {
		return false
	}
	n, plain := o.measuredLength(at, x)
	if !plain || n > 0 && isSubmatch(x) {
		return true // one match has all the groups
	}
	if c, ok := constInt(i); ok {
		return c+more <= n
	}
	if op, ok := strip(i).(*ssa.BinOp); ok && op.Op == token.SUB && o.isLenOf(op.X, x) {
		if c, ok := constInt(op.Y); ok {
			return c <= n
		}
	}
	return true
}

// isSubmatch matches what FindStringSubmatch and its like give.
func isSubmatch(x ssa.Value) bool {
	call, ok := strip(x).(*ssa.Call)
	if !ok {
		return false
	}
	f := match.FuncOf(calleeObject(&call.Call))
	return f.Pkg == "regexp" && strings.Contains(f.Name, "Submatch")
}

// measuredLength gives how long x is by the comparisons of its length with constants
// that were decided before an instruction, and whether nothing else was asked about it.
func (o *origins) measuredLength(at ssa.Instruction, x ssa.Value) (least int64, plain bool) {
	key := o.rootKey(x)
	not := map[int64]bool{} // lengths that x does not have
	if o.firstPart(x) {
		least = 1
	}
	for _, cond := range flow.Conditions(at.Block()) {
		if !o.mentioned(cond)[key] {
			continue
		}
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !o.isLenOfWhole(cmp.X, x) {
			return 0, false
		}
		c, ok := constInt(cmp.Y)
		if !ok {
			return 0, false
		}
		op := cmp.Op
		if !onSide(cmp, true, at) {
			if !onSide(cmp, false, at) {
				return 0, false
			}
			op = opposite[op]
		}
		switch op {
		case token.EQL, token.GEQ:
			least = max(least, c)
		case token.GTR:
			least = max(least, c+1)
		case token.NEQ:
			not[c] = true
		}
		plain = true
	}
	for not[least] {
		least++
	}
	return least, plain
}

// measuredTooLate reports whether it is asked whether x has n elements, or fewer, but only
// after an instruction that needs n.
func measuredTooLate(at ssa.Instruction, x ssa.Value, n int64) bool {
	for _, block := range at.Parent().Blocks {
		for _, instr := range block.Instrs {
			cmp, ok := instr.(*ssa.BinOp)
			if !ok {
				continue
			}
			c, isC := constInt(cmp.Y)
			if of := lengthOf(cmp.X); of == nil || !isC || strip(of) != strip(x) || !flow.Dominates(at, cmp) || flow.Reaches(cmp, at) {
				continue
			}
			switch cmp.Op {
			case token.LSS, token.GEQ:
				c--
			case token.NEQ:
				continue
			}
			if c < n {
				return true
			}
		}
	}
	return false
}

// opposite gives the comparison that holds where another does not.
var opposite = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LSS: token.GEQ, token.GEQ: token.LSS,
	token.GTR: token.LEQ, token.LEQ: token.GTR,
}

// swapped gives the comparison that holds for two values the other way round.
var swapped = map[token.Token]token.Token{
	token.EQL: token.EQL, token.NEQ: token.NEQ,
	token.LSS: token.GTR, token.GTR: token.LSS,
	token.LEQ: token.GEQ, token.GEQ: token.LEQ,
}
