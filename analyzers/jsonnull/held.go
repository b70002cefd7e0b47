package jsonnull

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// heldAt gives the variables that hold what a site decodes: order in Decode(&order), and in
// order, err := decode[Order](r).
func (c *checker) heldAt(decl *ast.FuncDecl, site *decodeflow.Site) map[types.Object]bool {
	held := map[types.Object]bool{}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if n == nil || n.End() < site.End || site.Pos < n.Pos() {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && len(n.Rhs) == 1 {
				held[c.pass.TypesInfo.ObjectOf(id)] = true
			}
		case ast.Expr:
			if n.Pos() == site.Pos && n.End() == site.End {
				held[c.root(n)] = true
			}
		}
		return true
	})
	delete(held, nil)
	return held
}

// root gives the variable that an expression leads from: req in &req.Items[0].
func (c *checker) root(x ast.Expr) types.Object {
	for {
		switch e := ast.Unparen(x).(type) {
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.ObjectOf(e).(*types.Var)
			if !ok {
				return nil
			}
			return v
		case *ast.SelectorExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.UnaryExpr:
			x = e.X
		default:
			return nil
		}
	}
}

// uses reports whether a body mentions a variable below a position.
func uses(info *types.Info, body *ast.BlockStmt, v types.Object, below token.Pos) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() >= below {
			found = found || info.Uses[id] == v
		}
		return !found
	})
	return found
}

// reads reports whether the field of what is held is read between from and to, or anywhere
// below from; other than on the way out.
func (r *replacing) reads(body *ast.BlockStmt, from, to token.Pos) bool {
	found := false
	written := map[ast.Expr]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || found || n.End() <= from || to.IsValid() && to <= n.Pos() {
			return false
		}
		switch n := n.(type) {
		case *ast.BlockStmt:
			return n.Pos() < from || !leaves(n)
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				written[ast.Unparen(x)] = n.Tok == token.ASSIGN
			}
		case *ast.SelectorExpr:
			found = n.Pos() >= from && !written[n] && r.held[r.c.root(n)] && r.c.pass.TypesInfo.Uses[n.Sel] == r.field.last()
		}
		return !found
	})
	return found
}

// skips reports whether the rest of the loop, or of the function that is called, may be left
// undone while its caller goes on as if it were done.
func (r *replacing) skips(body *ast.BlockStmt, to token.Pos) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			found = found || r.looped && n.Pos() < to
		case *ast.ReturnStmt:
			found = found || r.passed && n.Pos() < to && !r.c.fails(n)
		}
		return !found
	})
	return found
}

// fails reports whether a return statement returns an error.
func (c *checker) fails(ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := c.pass.TypesInfo.Types[ret.Results[len(ret.Results)-1]]
	return last.Type != nil && !last.IsNil() && match.IsError(last.Type)
}

// leaves reports whether a block ends by leaving the function or the loop.
func leaves(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}
