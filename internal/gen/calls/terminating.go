package calls

import (
	"go/ast"
	"go/token"
	"go/types"
)

// neverEnds reports whether no statement behind the last one of a body is reached: that
// one is a terminating statement (go.dev/ref/spec#Terminating_statements).
func neverEnds(info *types.Info, body *ast.BlockStmt) bool {
	return terminator{info}.list(body.List)
}

type terminator struct{ info *types.Info }

func (t terminator) list(stmts []ast.Stmt) bool {
	for len(stmts) > 0 {
		last := stmts[len(stmts)-1]
		if _, empty := last.(*ast.EmptyStmt); !empty {
			return t.stmt(last, "")
		}
		stmts = stmts[:len(stmts)-1]
	}
	return false
}

// stmt judges a statement; label is the one that it has.
func (t terminator) stmt(stmt ast.Stmt, label string) bool {
	switch stmt := stmt.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return stmt.Tok == token.GOTO
	case *ast.ExprStmt:
		call, ok := stmt.X.(*ast.CallExpr)
		return ok && isPanic(t.info, call)
	case *ast.BlockStmt:
		return t.list(stmt.List)
	case *ast.LabeledStmt:
		return t.stmt(stmt.Stmt, stmt.Label.Name)
	case *ast.IfStmt:
		return stmt.Else != nil && t.list(stmt.Body.List) && t.stmt(stmt.Else, "")
	case *ast.ForStmt:
		return stmt.Cond == nil && !breaks(stmt.Body, label)
	case *ast.SelectStmt:
		return t.clauses(stmt.Body, label)
	case *ast.SwitchStmt:
		return hasDefault(stmt.Body) && t.clauses(stmt.Body, label)
	case *ast.TypeSwitchStmt:
		return hasDefault(stmt.Body) && t.clauses(stmt.Body, label)
	}
	return false
}

// clauses reports whether all clauses of a switch or select end in a terminating
// statement, or fall through to the next, and none breaks out.
func (t terminator) clauses(body *ast.BlockStmt, label string) bool {
	for _, clause := range body.List {
		var stmts []ast.Stmt
		switch clause := clause.(type) {
		case *ast.CaseClause:
			stmts = clause.Body
		case *ast.CommClause:
			stmts = clause.Body
		}
		if !t.list(stmts) && !fallsThrough(stmts) {
			return false
		}
	}
	return !breaks(body, label)
}

func fallsThrough(stmts []ast.Stmt) bool {
	if len(stmts) == 0 {
		return false
	}
	branch, ok := stmts[len(stmts)-1].(*ast.BranchStmt)
	return ok && branch.Tok == token.FALLTHROUGH
}

func hasDefault(body *ast.BlockStmt) bool {
	for _, clause := range body.List {
		if clause, ok := clause.(*ast.CaseClause); ok && clause.List == nil {
			return true
		}
	}
	return false
}

// breaks reports whether a break leaves the statement with this body, which has the
// given label or none.
func breaks(body *ast.BlockStmt, label string) bool {
	found := false
	var look func(n ast.Node, own bool)
	look = func(n ast.Node, own bool) {
		ast.Inspect(n, func(inner ast.Node) bool {
			switch inner := inner.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BranchStmt:
				if inner.Tok == token.BREAK {
					found = found || inner.Label == nil && own || inner.Label != nil && inner.Label.Name == label
				}
			case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				if inner != n {
					look(inner, false)
					return false
				}
			}
			return true
		})
	}
	look(body, true)
	return found
}
