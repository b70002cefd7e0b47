package ctxflow

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// EndedByHand reports whether the function around a call itself ends what the call makes,
// or the value whose method it calls, when a context is done:
//
//	cmd := exec.Command(...)
//	context.AfterFunc(ctx, func() { cmd.Process.Kill() })
//
//	go func() { errs <- conn.Handshake() }()
//	select { case <-ctx.Done(): conn.Close() ... }
func (r *Result) EndedByHand(cur inspector.Cursor) bool {
	for decl := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		return slices.ContainsFunc(r.endable(cur), func(v *types.Var) bool {
			return slices.ContainsFunc(r.vars().uses[v], func(use *ast.Ident) bool {
				return r.isEnd(v, use) && r.whenDone(decl, use)
			})
		})
	}
	return false
}

// endable gives the command that a call makes, or the value whose method it calls and what
// that was made around: conn of tls.Client(conn, config).
func (r *Result) endable(cur inspector.Cursor) []*types.Var {
	if v := r.assigned(cur); v != nil && match.IsType(v.Type(), "os/exec", "Cmd") {
		return []*types.Var{v}
	}
	call := cur.Node().(*ast.CallExpr)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	v := varOf(r.pass.TypesInfo, sel.X)
	if v == nil {
		return nil
	}
	found := []*types.Var{v}
	last, ok := r.lastAssign(v, call.Pos())
	if made, isCall := last.from.(*ast.CallExpr); ok && isCall {
		for _, arg := range made.Args {
			if around := varOf(r.pass.TypesInfo, arg); around != nil {
				found = append(found, around)
			}
		}
	}
	return slices.DeleteFunc(found, func(v *types.Var) bool { return !isInterruptible(v.Type()) })
}

// isInterruptible reports whether who waits for a value of type t is told at once that it
// was closed, as with a connection. (The Close of a sql.DB waits for its queries.)
func isInterruptible(t types.Type) bool {
	for _, name := range []string{"SetDeadline", "SetReadDeadline"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// endings are the methods and fields by which a value is ended.
var endings = []string{"Process", "Cancel", "Close", "CloseNow", "CloseWithError", "SetDeadline", "SetReadDeadline"}

// isEnd reports whether a use of v ends it. A command that is handed on whole may be
// killed too.
func (r *Result) isEnd(v *types.Var, use *ast.Ident) bool {
	selected := r.vars().selected[use]
	return slices.Contains(endings, selected) || selected == "" && match.IsType(v.Type(), "os/exec", "Cmd")
}

// whenDone reports whether a place in a declared function is reached when a context is
// done, and only then.
func (r *Result) whenDone(decl inspector.Cursor, at *ast.Ident) bool {
	cur, ok := decl.FindNode(at)
	if !ok {
		return false
	}
	if r.isOver(cur, decl) {
		return true
	}
	for lit := range cur.Enclosing((*ast.FuncLit)(nil)) {
		if lit.ParentEdgeKind() != edge.CallExpr_Args {
			continue
		}
		if match.IsFunc(match.Callee(r.pass.TypesInfo, lit.Parent().Node().(*ast.CallExpr)), "context", "AfterFunc") {
			return true
		}
	}
	return false
}

// EndsThemselves matches group.Wait() where every function that the group was given here
// has a context of its own to look at: all of them end with it, and so does the wait.
func (r *Result) EndsThemselves(call *ast.CallExpr, fn *types.Func) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || fn.Name() != "Wait" {
		return false
	}
	v := varOf(r.pass.TypesInfo, sel.X)
	if v == nil || v.IsField() {
		return false
	}
	given := 0
	for _, use := range r.vars().uses[v] {
		for _, call := range r.vars().around[use] {
			for _, arg := range call.Args {
				lit, ok := ast.Unparen(arg).(*ast.FuncLit)
				switch {
				case !ok:
				case !r.looksAtContext(lit):
					return false
				default:
					given++
				}
			}
		}
	}
	return given > 0
}

func (r *Result) looksAtContext(lit *ast.FuncLit) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && r.isContextValue(e)
		return !found
	})
	return found
}
