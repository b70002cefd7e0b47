package deadrecover

import (
	"go/ast"
	"go/token"

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
// arguments are the same when they are evaluated earlier.
func (c *checker) unwrap(deferred *ssa.Function, call *ast.CallExpr) []analysis.SuggestedFix {
	lit, ok := deferred.Syntax().(*ast.FuncLit)
	if !ok || len(lit.Body.List) != 1 || len(lit.Type.Params.List) > 0 {
		return nil
	}
	only, ok := lit.Body.List[0].(*ast.ExprStmt)
	if !ok || ast.Unparen(only.X) != ast.Expr(call) {
		return nil
	}
	for _, arg := range call.Args {
		if !stable(arg) {
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
// at the end of the function: a literal, or the address of a variable.
func stable(arg ast.Expr) bool {
	switch arg := ast.Unparen(arg).(type) {
	case *ast.BasicLit:
		return true
	case *ast.UnaryExpr:
		_, ok := ast.Unparen(arg.X).(*ast.Ident)
		return ok && arg.Op == token.AND
	}
	return false
}
