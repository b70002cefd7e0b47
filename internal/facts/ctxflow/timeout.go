package ctxflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"time"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Timeout is a constant bound on the life of a context.
type Timeout struct {
	After time.Duration
	Call  *ast.CallExpr // of WithTimeout or WithDeadline, which sets it
}

// TimeoutOf gives the constant timeout that the context e has where it
// stands: the shortest of those that are set by WithTimeout(parent, constant)
// and WithDeadline(parent, time.Now().Add(constant)) on the way from e to its
// root, in this function. It gives false when there is none, and when that
// depends on the way taken.
func (r *Result) TimeoutOf(e ast.Expr) (Timeout, bool) { return r.timeout(e, e.Pos()) }

func (r *Result) timeout(e ast.Expr, pos token.Pos) (Timeout, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok || !match.IsContext(v.Type()) {
			return Timeout{}, false
		}
		last, ok := r.lastAssign(v, pos)
		if !ok || last.from == nil || last.result > 0 {
			return Timeout{}, false
		}
		return r.timeout(last.from, last.from.Pos())
	case *ast.CallExpr:
		return r.timeoutOfCall(e)
	}
	return Timeout{}, false
}

func (r *Result) timeoutOfCall(call *ast.CallExpr) (Timeout, bool) {
	fn := match.Callee(r.pass.TypesInfo, call)
	if !derives(fn) || len(call.Args) == 0 {
		return Timeout{}, false
	}
	parent, bounded := r.timeout(call.Args[0], call.Args[0].Pos())
	var own time.Duration
	var ok bool
	switch fn.Name() {
	case "WithTimeout", "WithTimeoutCause":
		own, ok = r.constant(call.Args[1])
	case "WithDeadline", "WithDeadlineCause":
		own, ok = r.fromNow(call.Args[1])
	}
	if !ok || bounded && parent.After <= own {
		return parent, bounded
	}
	return Timeout{own, call}, true
}

// fromNow gives d for time.Now().Add(d).
func (r *Result) fromNow(e ast.Expr) (time.Duration, bool) {
	add, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !match.IsMethod(match.Callee(r.pass.TypesInfo, add), "time", "Time", "Add") || len(add.Args) != 1 {
		return 0, false
	}
	sel, ok := ast.Unparen(add.Fun).(*ast.SelectorExpr)
	if !ok {
		return 0, false
	}
	now, ok := ast.Unparen(sel.X).(*ast.CallExpr)
	if !ok || !match.IsFunc(match.Callee(r.pass.TypesInfo, now), "time", "Now") {
		return 0, false
	}
	return r.constant(add.Args[0])
}

// constant gives the value of a constant duration, also through a variable
// that is assigned once.
func (r *Result) constant(e ast.Expr) (time.Duration, bool) {
	if d, ok := r.literal(e); ok {
		return d, true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return 0, false
	}
	v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Exported() && v.Parent() == r.pass.Pkg.Scope() {
		return 0, false
	}
	only, ok := r.onlyAssign(v)
	if !ok || only.from == nil || only.result >= 0 {
		return 0, false
	}
	return r.literal(only.from)
}

func (r *Result) literal(e ast.Expr) (time.Duration, bool) {
	value := r.pass.TypesInfo.Types[e].Value
	if value == nil {
		return 0, false
	}
	d, ok := constant.Int64Val(constant.ToInt(value))
	return time.Duration(d), ok
}
