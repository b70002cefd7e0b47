package decodeflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/recoverlint/recoverlint/internal/match"
)

// between handles low <= p.Size && p.Size <= high: whoever looks at both ends looks at
// zero, which is outside or as good as any other. (Between -90 and 90, nobody looks at it.)
func (c *checks) between(n *ast.BinaryExpr) {
	if n.Op != token.LAND && n.Op != token.LOR {
		return
	}
	least, most := map[*types.Var]bool{}, map[*types.Var]bool{}
	c.ends(n, n.Op, least, most)
	for v := range least {
		if most[v] {
			c.looked[v] = true
		}
	}
}

// ends notes the variables that a condition says are at least something, and those that
// it says are at most something.
func (c *checks) ends(x ast.Expr, joined token.Token, least, most map[*types.Var]bool) {
	n, ok := ast.Unparen(x).(*ast.BinaryExpr)
	if !ok {
		return
	}
	low, high := n.X, n.Y
	switch n.Op {
	case joined:
		c.ends(n.X, joined, least, most)
		c.ends(n.Y, joined, least, most)
		return
	case token.LSS, token.LEQ:
	case token.GTR, token.GEQ:
		low, high = high, low
	default:
		return
	}
	if c.isNegative(low) || c.isNegative(high) {
		return
	}
	c.mark(most, []ast.Expr{low})
	c.mark(least, []ast.Expr{high})
}

func (c *checks) isNegative(x ast.Expr) bool {
	val := c.constant(x)
	return val != nil && (val.Kind() == constant.Int || val.Kind() == constant.Float) && constant.Sign(val) < 0
}

// smaller handles if update.Version <= current.Version { return }, and if !until.After(from)
// { return err }: zero is on the side that is refused. (Where both sides are the same field,
// things are sorted.)
func (c *checks) smaller(x ast.Expr) {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		less, more := x.X, x.Y
		switch x.Op {
		case token.LSS, token.LEQ:
		case token.GTR, token.GEQ:
			less, more = more, less
		default:
			return
		}
		if c.constant(less) == nil && c.constant(more) == nil && !slices.Equal(c.vars(less), c.vars(more)) {
			c.look(less)
		}
	case *ast.UnaryExpr:
		call, ok := ast.Unparen(x.X).(*ast.CallExpr)
		if !ok || x.Op != token.NOT || !match.IsMethod(match.Callee(c.res.pass.TypesInfo, call), "time", "Time", "After") {
			return
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && !slices.Equal(c.vars(sel.X), c.vars(call.Args[0])) {
			c.look(sel.X)
		}
	}
}
