package panicflow

import (
	"go/ast"
	"go/token"
	"go/types"
)

// source gives the text of a panic statement's argument, «(err)», or of an
// assertion, «x.(T) », as its author wrote it; nothing where there is no such
// text. The position is that of the parenthesis, as SSA has it.
func (r *Result) source(lparen token.Pos) string {
	file := r.fileAt(lparen)
	if file == nil {
		return ""
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || lparen < n.Pos() || n.End() <= lparen {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Lparen == lparen && len(n.Args) == 1 {
				text = "(" + short(n.Args[0]) + ")"
			}
		case *ast.GoStmt: // SSA gives the call the place of the statement
			if n.Go == lparen && len(n.Call.Args) == 1 {
				text = "(" + short(n.Call.Args[0]) + ")"
			}
		case *ast.DeferStmt:
			if n.Defer == lparen && len(n.Call.Args) == 1 {
				text = "(" + short(n.Call.Args[0]) + ")"
			}
		case *ast.TypeAssertExpr:
			if n.Lparen == lparen && n.Type != nil {
				text = short(n) + " "
			}
		}
		return text == ""
	})
	return text
}

// maxSource is how much of an expression a message has room for.
const maxSource = 40

// short gives the text of an expression, cut where it is long.
func short(e ast.Expr) string {
	text := []rune(types.ExprString(e))
	if len(text) <= maxSource {
		return string(text)
	}
	return string(text[:maxSource-1]) + "…"
}
