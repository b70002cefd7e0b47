package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// isOver reports whether every way from the start of the function fn to cur
// finds a context done, or that there is none: cur comes after
//
//	<-ctx.Done()
//	for { select { case <-ctx.Done(): break loop ... } }
//
// or stands in
//
//	case <-ctx.Done():
//	if ctx.Err() != nil
//	if errors.Is(err, context.Canceled)
//	if ctx == nil
//
// or after if ctx != nil { return ... }.
func (r *Result) isOver(cur, fn inspector.Cursor) bool {
	for ; cur != fn; cur = cur.Parent() {
		if r.underDone(cur) {
			return true
		}
		for before := range earlier(cur) {
			if r.waitsForDone(before.Node()) || r.leavesWithOne(before.Node()) {
				return true
			}
		}
	}
	return false
}

// earlier yields the statements before cur in its list.
func earlier(cur inspector.Cursor) func(yield func(inspector.Cursor) bool) {
	return func(yield func(inspector.Cursor) bool) {
		switch cur.ParentEdgeKind() {
		case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
		default:
			return
		}
		for before, ok := cur.PrevSibling(); ok; before, ok = before.PrevSibling() {
			if !yield(before) {
				return
			}
		}
	}
}

// underDone reports whether cur is only reached when a context is done or nil.
func (r *Result) underDone(cur inspector.Cursor) bool {
	switch cur.ParentEdgeKind() {
	case edge.CommClause_Body:
		comm := cur.Parent().Node().(*ast.CommClause).Comm
		return comm != nil && r.receivesDone(comm)
	case edge.CaseClause_Body:
		for _, cond := range cur.Parent().Node().(*ast.CaseClause).List {
			if r.meansDone(cond) {
				return true
			}
		}
	case edge.IfStmt_Body:
		cond := cur.Parent().Node().(*ast.IfStmt).Cond
		return r.meansDone(cond) || r.isNilCheck(cond, token.EQL)
	case edge.IfStmt_Else:
		return r.isNilCheck(cur.Parent().Node().(*ast.IfStmt).Cond, token.NEQ)
	}
	return false
}

// waitsForDone reports whether stmt does not end before a context is done.
func (r *Result) waitsForDone(stmt ast.Node) bool {
	if labeled, ok := stmt.(*ast.LabeledStmt); ok {
		stmt = labeled.Stmt
	}
	switch stmt := stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
		return r.receivesDone(stmt)
	case *ast.SelectStmt:
		for _, clause := range stmt.Body.List {
			if comm := clause.(*ast.CommClause).Comm; comm == nil || !r.receivesDone(comm) {
				return false
			}
		}
		return len(stmt.Body.List) > 0
	case *ast.ForStmt:
		return stmt.Cond == nil && r.mentionsDone(stmt.Body)
	}
	return false
}

// mentionsDone reports whether a loop looks at Done and does not return then:
// when it ends, that is likely why.
func (r *Result) mentionsDone(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CommClause:
			if n.Comm != nil && r.receivesDone(n.Comm) && returns(n.Body) {
				return false
			}
		case ast.Expr:
			found = found || r.isDone(n)
		}
		return !found
	})
	return found
}

// returns reports whether the last of the statements is a return.
func returns(stmts []ast.Stmt) bool {
	if len(stmts) == 0 {
		return false
	}
	_, ok := stmts[len(stmts)-1].(*ast.ReturnStmt)
	return ok
}

func (r *Result) receivesDone(stmt ast.Node) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return r.isDone(stmt.X)
	case *ast.AssignStmt:
		return len(stmt.Rhs) == 1 && r.isDone(stmt.Rhs[0])
	}
	return false
}

// isDone matches <-ctx.Done().
func (r *Result) isDone(e ast.Expr) bool {
	recv, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || recv.Op != token.ARROW {
		return false
	}
	call, ok := ast.Unparen(recv.X).(*ast.CallExpr)
	return ok && r.isContextMethod(call, "Done")
}

func (r *Result) isContextMethod(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	t := r.pass.TypesInfo.TypeOf(sel.X)
	return t != nil && (match.IsContext(t) || isContextual(t))
}

// meansDone matches ctx.Err() != nil and errors.Is(err, context.Canceled),
// also with more conditions beside them.
func (r *Result) meansDone(cond ast.Expr) bool {
	switch cond := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		switch cond.Op {
		case token.LAND, token.LOR:
			return r.meansDone(cond.X) || r.meansDone(cond.Y)
		case token.NEQ:
			return r.isErrOfContext(cond.X)
		case token.EQL:
			return r.isContextError(cond.Y)
		}
	case *ast.CallExpr:
		fn := match.Callee(r.pass.TypesInfo, cond)
		return match.IsFunc(fn, "errors", "Is") && len(cond.Args) == 2 && r.isContextError(cond.Args[1])
	}
	return false
}

// isErrOfContext matches ctx.Err(), and a variable that holds what it gave:
//
//	if err := ctx.Err(); err != nil
func (r *Result) isErrOfContext(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return r.isContextMethod(e, "Err")
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		last, ok := r.lastAssign(v, e.Pos())
		if !ok || last.from == nil || last.result >= 0 {
			return false
		}
		call, ok := ast.Unparen(last.from).(*ast.CallExpr)
		return ok && r.isContextMethod(call, "Err")
	}
	return false
}

// isNilCheck reports whether cond says that a context is nil (EQL), or is false only where
// one is (NEQ), perhaps in a variable:
//
//	usesCtx := o.ctx != nil
func (r *Result) isNilCheck(cond ast.Expr, op token.Token) bool {
	switch cond := ast.Unparen(cond).(type) {
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[cond].(*types.Var)
		if !ok {
			return false
		}
		last, ok := r.lastAssign(v, cond.Pos())
		return ok && last.from != nil && last.result < 0 && r.isNilCheck(last.from, op)
	case *ast.UnaryExpr:
		return cond.Op == token.NOT && r.isNilCheck(cond.X, opposite[op])
	case *ast.BinaryExpr:
		switch {
		case cond.Op == token.LAND && op == token.EQL, cond.Op == token.LOR && op == token.NEQ:
			return r.isNilCheck(cond.X, op) || r.isNilCheck(cond.Y, op)
		case cond.Op != op || !r.pass.TypesInfo.Types[cond.Y].IsNil():
			return false
		}
		t := r.pass.TypesInfo.TypeOf(cond.X)
		return t != nil && match.IsContext(t)
	}
	return false
}

var opposite = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL}

// leavesWithOne matches if ctx != nil { return s.QueryContext(ctx) }: what comes after has
// none.
func (r *Result) leavesWithOne(stmt ast.Node) bool {
	check, ok := stmt.(*ast.IfStmt)
	return ok && check.Else == nil && r.isNilCheck(check.Cond, token.NEQ) && returns(check.Body.List)
}

func (r *Result) isContextError(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := r.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	return ok && v.Pkg() != nil && v.Pkg().Path() == "context" && (v.Name() == "Canceled" || v.Name() == "DeadlineExceeded")
}

// cancelled reports whether what was made together with the context v ends it
// before cur:
//
//	ctx, cancel := context.WithTimeout(...); ...; cancel()
//	group, ctx := errgroup.WithContext(...); ...; group.Wait()
func (r *Result) cancelled(v *types.Var, cur, fn inspector.Cursor) bool {
	last, ok := r.lastAssign(v, cur.Node().Pos())
	if !ok || last.from == nil || last.result < 0 {
		return false
	}
	for ; cur != fn; cur = cur.Parent() {
		for before := range earlier(cur) {
			if before.Node().Pos() < last.end {
				break
			}
			for _, other := range last.beside {
				if id, ok := other.(*ast.Ident); ok && r.ends(before.Node(), r.pass.TypesInfo.ObjectOf(id)) {
					return true
				}
			}
		}
	}
	return false
}

// ends reports whether stmt calls cancel, which is obj, or obj.Wait.
func (r *Result) ends(stmt ast.Node, obj types.Object) bool {
	if obj == nil || match.IsContext(obj.Type()) {
		return false
	}
	uses := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && r.pass.TypesInfo.Uses[id] == obj
	}
	if expr, ok := stmt.(*ast.ExprStmt); ok {
		call, ok := expr.X.(*ast.CallExpr)
		if ok && uses(call.Fun) {
			return true
		}
	}
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Wait" && uses(sel.X) {
				found = true
			}
		}
		_, isLit := n.(*ast.FuncLit)
		return !found && !isLit
	})
	return found
}
