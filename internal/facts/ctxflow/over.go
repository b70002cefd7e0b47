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
func (r *Result) isOver(cur, fn inspector.Cursor) bool {
	for ; cur != fn; cur = cur.Parent() {
		if r.underDone(cur) {
			return true
		}
		for before := range earlier(cur) {
			if r.waitsForDone(before.Node()) {
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
			call, ok := ast.Unparen(cond.X).(*ast.CallExpr)
			return ok && r.isContextMethod(call, "Err")
		case token.EQL:
			return r.isContextError(cond.Y)
		}
	case *ast.CallExpr:
		fn := match.Callee(r.pass.TypesInfo, cond)
		return match.IsFunc(fn, "errors", "Is") && len(cond.Args) == 2 && r.isContextError(cond.Args[1])
	}
	return false
}

// isNilCheck matches ctx == nil, or ctx != nil.
func (r *Result) isNilCheck(cond ast.Expr, op token.Token) bool {
	eq, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || eq.Op != op || !r.pass.TypesInfo.Types[eq.Y].IsNil() {
		return false
	}
	t := r.pass.TypesInfo.TypeOf(eq.X)
	return t != nil && match.IsContext(t)
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
