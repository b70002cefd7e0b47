package deadrecover

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// wrapRecover turns defer recover() into a deferred function that recovers.
func wrapRecover(stmt *ast.DeferStmt) []analysis.SuggestedFix {
	if len(stmt.Call.Args) > 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Call recover in a deferred function", TextEdits: []analysis.TextEdit{
		{Pos: stmt.Call.Pos(), End: stmt.Call.End(), NewText: []byte("func() { _ = recover() }()")},
	}}}
}

// unwrap turns defer func() { helper() }() into defer helper(), where the
// receiver and the arguments are the same when they are evaluated earlier.
func (c *checker) unwrap(deferred *ssa.Function, call *ast.CallExpr) []analysis.SuggestedFix {
	lit, ok := deferred.Syntax().(*ast.FuncLit)
	if !ok || len(lit.Body.List) != 1 || len(lit.Type.Params.List) > 0 {
		return nil
	}
	only, ok := lit.Body.List[0].(*ast.ExprStmt)
	if !ok || ast.Unparen(only.X) != ast.Expr(call) || !c.stableCallee(call.Fun) {
		return nil
	}
	for _, arg := range call.Args {
		if !c.stable(arg) {
			return nil
		}
	}
	uses := c.graph.Uses(deferred)
	if len(uses) != 1 {
		return nil
	}
	stmt := c.index.Defer(uses[0].Site)
	if stmt == nil || ast.Unparen(stmt.Call.Fun) != ast.Expr(lit) {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Defer the function itself", TextEdits: []analysis.TextEdit{
		{Pos: stmt.Call.Pos(), End: call.Pos()},
		{Pos: call.End(), End: stmt.Call.End()},
	}}}
}

// stable reports whether an argument means the same at the defer statement as
// at the end of the function: a constant, nil, or the address of a variable.
func (c *checker) stable(arg ast.Expr) bool {
	if tv := c.pass.TypesInfo.Types[arg]; tv.Value != nil || tv.IsNil() {
		return true
	}
	address, ok := ast.Unparen(arg).(*ast.UnaryExpr)
	if !ok || address.Op != token.AND {
		return false
	}
	_, ok = ast.Unparen(address.X).(*ast.Ident)
	return ok
}

// stableCallee reports the same of what a call names.
func (c *checker) stableCallee(fun ast.Expr) bool {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		_, declared := c.pass.TypesInfo.Uses[fun].(*types.Func)
		return declared
	case *ast.IndexExpr: // an instance
		return c.stableCallee(fun.X)
	case *ast.IndexListExpr:
		return c.stableCallee(fun.X)
	case *ast.SelectorExpr:
		sel := c.pass.TypesInfo.Selections[fun]
		if sel == nil {
			return true // a function of another package
		}
		return sel.Kind() == types.MethodExpr || c.stableReceiver(fun.X, sel)
	}
	return false
}

// stableReceiver reports the same of the receiver of a method: the address of
// a local variable, or a pointer that is not assigned to again. (Where a value
// is copied, the copy would be made earlier.)
func (c *checker) stableReceiver(x ast.Expr, sel *types.Selection) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Parent() == c.pass.Pkg.Scope() || isPointer(v.Type()) && c.assigned(v) || throughPointer(sel) {
		return false
	}
	recv := sel.Obj().(*types.Func).Signature().Recv().Type()
	if st, ok := recv.Underlying().(*types.Struct); ok && st.NumFields() == 0 {
		return true
	}
	return isPointer(recv)
}

// throughPointer reports whether a method is promoted by an embedded pointer,
// which may be set later.
func throughPointer(sel *types.Selection) bool {
	t := sel.Recv()
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || isPointer(st.Field(i).Type()) {
			return true
		}
		t = st.Field(i).Type()
	}
	return false
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// assigned reports whether a variable is assigned to after its declaration, or
// its address taken.
func (c *checker) assigned(v *types.Var) bool {
	isIt := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && c.pass.TypesInfo.Uses[id] == v
	}
	found := false
	for _, file := range c.pass.Files {
		if v.Pos() < file.FileStart || file.FileEnd <= v.Pos() {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				found = found || slices.ContainsFunc(n.Lhs, isIt)
			case *ast.RangeStmt:
				found = found || n.Key != nil && isIt(n.Key) || n.Value != nil && isIt(n.Value)
			case *ast.UnaryExpr:
				found = found || n.Op == token.AND && isIt(n.X)
			}
			return !found
		})
	}
	return found
}
