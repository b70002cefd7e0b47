package ctxflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Rebound reports whether a call of fn binds a prepared statement to a transaction,
// and what it gives is run with a context:
//
//	tx.Stmt(s.insert).ExecContext(ctx, name)
//
// The context of StmtContext is for preparing it once more (its documentation),
// which is done only where the connection has not; what waits is the run.
func (r *Result) Rebound(cur inspector.Cursor, fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Results().Len() != 1 || !isStatement(sig.Results().At(0).Type()) || !anyStatement(sig.Params()) {
		return false
	}
	switch cur.ParentEdgeKind() {
	case edge.SelectorExpr_X:
		call, ok := cur.Parent().Parent().Node().(*ast.CallExpr)
		return ok && r.takesPlainContext(call)
	case edge.CallExpr_Args:
		return r.takesPlainContext(cur.Parent().Node().(*ast.CallExpr))
	case edge.AssignStmt_Rhs:
		id, ok := cur.Parent().Node().(*ast.AssignStmt).Lhs[0].(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := r.pass.TypesInfo.ObjectOf(id).(*types.Var)
		return ok && r.isRunWithContext(v)
	}
	return false
}

// isRunWithContext reports whether a call that is given a context is one of a method
// of v, or is given v too.
func (r *Result) isRunWithContext(v *types.Var) bool {
	for _, id := range r.vars().uses[v] {
		for _, call := range r.vars().around[id] {
			if r.takesPlainContext(call) {
				return true
			}
		}
	}
	return false
}

func anyStatement(params *types.Tuple) bool {
	for v := range params.Variables() {
		if isStatement(v.Type()) {
			return true
		}
	}
	return false
}

func isStatement(t types.Type) bool {
	return match.IsType(t, "database/sql", "Stmt") || match.IsType(t, "github.com/jmoiron/sqlx", "Stmt") || match.IsType(t, "github.com/jmoiron/sqlx", "NamedStmt")
}
