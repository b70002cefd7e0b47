package jsonnull

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// isReplaced reports whether the function that decodes gives the field, or one that it
// is in, another value afterwards: req.User = session.User. It may do so to each element
// of what is decoded, and leave it to a function of the package.
func (c *checker) isReplaced(site *decodeflow.Site, f plainField) bool {
	decl := c.declAt(site.Pos)
	if decl == nil {
		return false
	}
	r := &replacing{c: c, field: f, held: c.heldAt(decl, site), copies: map[types.Object]bool{}}
	return r.in(decl.Body, site.End)
}

// A replacing looks for the place where a field of what some variables hold gets another
// value, whatever happens. (What functions of other packages do is out of sight.)
type replacing struct {
	c      *checker
	field  plainField
	held   map[types.Object]bool
	copies map[types.Object]bool // those of held that are copies; the original is used again
	inner  bool                  // it is in a loop over what is held, or in a function that is given it
	looped bool                  // what is looped over is used again after the loop
	passed bool                  // what the function is given is used again by its caller
	seen   []*types.Func         // the functions around
	read   bool                  // somebody has read the field first
}

// in reports whether a body replaces the field, below from, before it is read.
func (r *replacing) in(body *ast.BlockStmt, from token.Pos) bool {
	at := token.NoPos
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		if n == nil || at.IsValid() || r.read || n.End() <= from {
			return false
		}
		within := n.Pos() < from
		switch n := n.(type) {
		case *ast.IfStmt:
			if !within { // if req.Limit > 100 { req.Limit = 100 }
				inspect(n.Init, visit)
				inspect(n.Cond, visit)
				return false
			}
		case *ast.ForStmt, *ast.RangeStmt:
			if !within {
				if r.loops(n, body) {
					at = n.Pos()
				}
				return false
			}
		case *ast.CaseClause, *ast.CommClause, *ast.FuncLit, *ast.DeferStmt:
			return within
		case *ast.AssignStmt:
			if n.Pos() >= from && r.assigns(n) {
				at = n.Pos()
			}
		case *ast.CallExpr:
			if n.Pos() >= from && r.hands(n, body) {
				at = n.Pos()
			}
		}
		return true
	}
	inspect(body, visit)
	r.read = r.read || r.reads(body, from, at)
	return at.IsValid() && !r.read && !r.skips(body, at)
}

func inspect(n ast.Node, visit func(ast.Node) bool) {
	if n != nil {
		ast.Inspect(n, visit)
	}
}

// isField matches req.User.
func (r *replacing) isField(x ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := r.c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	return ok && slices.Contains(r.field.vars, v.Origin())
}

// assigns handles req.User = session.User. (Where no loop and no call is around, it may be a
// field of what req was put in.)
func (r *replacing) assigns(assign *ast.AssignStmt) bool {
	sets := func(x ast.Expr) bool {
		root := r.c.root(x)
		return r.isField(x) && !r.copies[root] && (r.held[root] || !r.inner)
	}
	return assign.Tok == token.ASSIGN && slices.ContainsFunc(assign.Lhs, sets) &&
		!slices.ContainsFunc(assign.Rhs, func(x ast.Expr) bool { return mentions(x, r.isField) })
}

// loops handles for i := range orders { orders[i].User = session.User }.
func (r *replacing) loops(loop ast.Node, around *ast.BlockStmt) bool {
	var over types.Object
	var body *ast.BlockStmt
	inner := *r
	inner.held, inner.copies, inner.inner = maps.Clone(r.held), maps.Clone(r.copies), true
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		over, body = r.c.root(loop.X), loop.Body
		if id, ok := loop.Value.(*ast.Ident); ok && r.held[over] {
			inner.hold(r.c.pass.TypesInfo.ObjectOf(id), over, r.copies[over] || uses(r.c.pass.TypesInfo, around, over, loop.End()))
			r.held[r.c.pass.TypesInfo.ObjectOf(id)] = true // to be read
		}
	case *ast.ForStmt:
		over, body = r.c.counted(loop), loop.Body
	}
	if !r.held[over] {
		return false
	}
	inner.looped = r.looped || uses(r.c.pass.TypesInfo, around, over, loop.End())
	return inner.in(body, body.Pos())
}

// counted gives orders in for i := 0; i < len(orders); i++.
func (c *checker) counted(loop *ast.ForStmt) types.Object {
	less, ok := loop.Cond.(*ast.BinaryExpr)
	if !ok || less.Op != token.LSS {
		return nil
	}
	if call, ok := less.Y.(*ast.CallExpr); ok && match.IsBuiltin(c.pass.TypesInfo, call, "len") {
		return c.root(call.Args[0])
	}
	return nil
}

// hold notes a variable that is given what is held: a copy of it, if it is no reference, which
// is as good if the original is not used again.
func (r *replacing) hold(v, from types.Object, again bool) {
	if v == nil {
		return
	}
	r.held[v] = true
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map:
		r.copies[v] = r.copies[from]
	default:
		r.copies[v] = again
	}
}

// hands handles stamp(&req), h.insert(w, orders...) and req.stamp().
func (r *replacing) hands(call *ast.CallExpr, around *ast.BlockStmt) bool {
	fn := match.Callee(r.c.pass.TypesInfo, call)
	decl := r.c.declOf(fn)
	if decl == nil || decl.Body == nil || slices.Contains(r.seen, fn) {
		return false
	}
	inner := *r
	inner.held, inner.copies, inner.inner = map[types.Object]bool{}, map[types.Object]bool{}, true
	inner.looped, inner.seen = false, append(r.seen[:len(r.seen):len(r.seen)], fn)
	give := func(to *types.Var, x ast.Expr) {
		if root := r.c.root(x); to != nil && r.held[root] {
			again := uses(r.c.pass.TypesInfo, around, root, call.End())
			inner.passed = inner.passed || again
			inner.hold(to, root, r.copies[root] || again)
		}
	}
	params := fn.Signature().Params()
	for i, arg := range call.Args {
		give(params.At(min(i, params.Len()-1)), arg)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		give(fn.Signature().Recv(), sel.X)
	}
	if len(inner.held) == 0 {
		return false
	}
	replaced := inner.in(decl.Body, decl.Body.Pos())
	r.read = r.read || inner.read
	return replaced
}

// declOf gives the declaration of a function of the package, or nil.
func (c *checker) declOf(fn *types.Func) *ast.FuncDecl {
	if fn == nil || fn.Pkg() != c.pass.Pkg || !fn.Pos().IsValid() {
		return nil
	}
	if decl := c.declAt(fn.Pos()); decl != nil && c.pass.TypesInfo.Defs[decl.Name] == fn.Origin() {
		return decl
	}
	return nil
}

func mentions(x ast.Expr, what func(ast.Expr) bool) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		part, ok := n.(ast.Expr)
		found = found || ok && what(part)
		return !found
	})
	return found
}
