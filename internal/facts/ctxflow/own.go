package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// own says with what context a function that takes none does its work, where that is not
// one that nothing ends: with one that has a timeout, or with that of its receiver.
type own struct {
	Timed bool
	Bound bool
}

func (*own) AFact() {}

func (f *own) String() string {
	if f.Timed {
		return "own timeout"
	}
	return "context of its receiver"
}

// Timed reports whether all that fn hands a context to gets one that fn makes with a
// timeout or a deadline:
//
//	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
//	defer cancel()
//	return h.ReleaseContext(ctx)
func (r *Result) Timed(fn *types.Func) bool { return r.ownOf(fn).Timed }

// Bound reports whether all that fn hands a context to gets the one that its receiver
// holds: s.GetContext(s.ctx).
func (r *Result) Bound(fn *types.Func) bool { return r.ownOf(fn).Bound }

func (r *Result) ownOf(fn *types.Func) own {
	fn = fn.Origin()
	var found own
	if r.imported(fn) {
		if !known.IsStd(fn.Pkg().Path()) {
			r.pass.ImportObjectFact(fn, &found)
		}
		return found
	}
	decl := r.decls()[fn]
	if decl == nil {
		return own{}
	}
	found, seen := r.owns[fn]
	if !seen {
		found = r.judgeOwn(decl)
		r.owns[fn] = found
	}
	return found
}

// findOwn exports what is found of the functions that have a sibling with a context.
func (r *Result) findOwn() {
	for twin := range r.twins() {
		if found := r.ownOf(twin); found != (own{}) {
			r.pass.ExportObjectFact(twin, &found)
		}
	}
}

// judgeOwn looks at the calls that are given a context, which must be one of a kind, and
// at the others, which must not wait.
func (r *Result) judgeOwn(decl *ast.FuncDecl) own {
	timed, bound, other := 0, 0, 0
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		fn := match.Callee(r.pass.TypesInfo, call)
		if derives(fn) {
			return true
		}
		given := false
		for _, arg := range call.Args {
			if !r.isContextValue(ast.Unparen(arg)) {
				continue
			}
			given = true
			switch {
			case r.isTimedContext(arg):
				timed++
			case r.isOfReceiver(arg, decl):
				bound++
			default:
				other++
			}
		}
		if _, blocks := r.Blocks(fn); blocks && !given {
			other++
		}
		return true
	})
	return own{Timed: timed > 0 && bound+other == 0, Bound: bound > 0 && timed+other == 0}
}

// isTimedContext reports whether a variable holds a context that this function makes, and
// makes with a timeout.
func (r *Result) isTimedContext(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || !r.isFreshContext(e, e.Pos()) {
		return false
	}
	last, ok := r.lastAssign(r.pass.TypesInfo.Uses[id].(*types.Var), e.Pos())
	if !ok {
		return false
	}
	made, ok := ast.Unparen(last.from).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := match.Callee(r.pass.TypesInfo, made)
	if derives(fn) && (strings.HasPrefix(fn.Name(), "WithTimeout") || strings.HasPrefix(fn.Name(), "WithDeadline")) {
		return true
	}
	return len(made.Args) > 0 && r.isTimedContext(made.Args[0])
}

// isOfReceiver matches s.ctx and s.Context(), also in a variable.
func (r *Result) isOfReceiver(e ast.Expr, decl *ast.FuncDecl) bool {
	if decl.Recv == nil || len(decl.Recv.List) != 1 {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		recv := r.paramVar(decl.Recv.List[0])
		return recv != nil && varOf(r.pass.TypesInfo, e.X) == recv
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		return ok && len(e.Args) == 0 && r.isOfReceiver(sel, decl)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		last, ok := r.lastAssign(v, e.Pos())
		return ok && last.from != nil && last.result < 0 && r.isOfReceiver(last.from, decl)
	}
	return false
}

// A Binding says whether the value whose method is called was given a context.
type Binding uint8

const (
	BoundElsewhere Binding = iota // where we cannot look
	Unbound                       // it was made here, and given none
	BoundHere                     // it was given one
)

// BindingOf follows the value whose method a call calls through local variables and
// chains of calls to where it was given a context, or made:
//
//	s := c.Session(ctx); s.Get()
//	c.Batch().Using(ctx).Add().Exec()
func (r *Result) BindingOf(call *ast.CallExpr) Binding {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return Unbound
	}
	return r.binding(sel.X, 0)
}

// maxBinding is through how many calls and variables a value is followed.
const maxBinding = 8

func (r *Result) binding(e ast.Expr, depth int) Binding {
	if depth > maxBinding {
		return BoundElsewhere
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return r.binding(e.X, depth+1)
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			if r.isContextValue(elt) {
				return BoundHere
			}
		}
		return Unbound
	case *ast.CallExpr:
		if r.takesContext(e) {
			return BoundHere
		}
		if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && sameNamed(r.pass.TypesInfo.TypeOf(sel.X), r.pass.TypesInfo.TypeOf(e)) {
			return r.binding(sel.X, depth+1) // a builder
		}
		return Unbound
	case *ast.Ident:
		return r.bindingOfVar(e, depth)
	}
	return BoundElsewhere
}

func sameNamed(a, b types.Type) bool {
	if a == nil || b == nil {
		return false
	}
	named := match.Named(a)
	return named != nil && named == match.Named(b)
}

// bindingOfVar looks at what a local variable is given, at first and by its methods.
func (r *Result) bindingOfVar(id *ast.Ident, depth int) Binding {
	v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar && v.Kind() != types.ResultVar {
		return BoundElsewhere
	}
	for _, use := range r.vars().uses[v] {
		for _, call := range r.vars().around[use] {
			if use.Pos() < id.Pos() && r.binds(call, v) {
				return BoundHere // b.Using(ctx)
			}
		}
	}
	last, ok := r.lastAssign(v, id.Pos())
	if !ok || last.from == nil || last.result > 0 {
		return BoundElsewhere
	}
	return r.binding(last.from, depth+1)
}

// binds reports whether a call gives v a context, and neither waits nor gives anything but
// v back.
func (r *Result) binds(call *ast.CallExpr, v *types.Var) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	if fn == nil || !r.takesPlainContext(call) {
		return false
	}
	results := fn.Signature().Results()
	return results.Len() == 0 || results.Len() == 1 && sameNamed(results.At(0).Type(), v.Type())
}

// AfterError reports whether a call is only reached when something has failed: it stands
// in the body of if err != nil.
func (r *Result) AfterError(cur inspector.Cursor) bool {
	for ; ; cur = cur.Parent() {
		switch cur.ParentEdgeKind() {
		case edge.Invalid, edge.FuncDecl_Body, edge.FuncLit_Body:
			return false
		case edge.IfStmt_Body:
			cond, ok := ast.Unparen(cur.Parent().Node().(*ast.IfStmt).Cond).(*ast.BinaryExpr)
			if ok && cond.Op == token.NEQ && r.pass.TypesInfo.Types[cond.Y].IsNil() && match.IsError(r.pass.TypesInfo.TypeOf(cond.X)) {
				return true
			}
		}
	}
}
