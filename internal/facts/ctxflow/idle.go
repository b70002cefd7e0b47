package ctxflow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// idle says that a function works without a look at whether its context is
// over: the context reaches no wait, no Done, and no call that takes one but
// logs, traces and functions of which the same is known.
type idle struct{}

func (*idle) AFact()         {}
func (*idle) String() string { return "idle context" }

// hooked says that the context of a function reaches nothing that could look at it
// but functions that somebody put into fields: what these do is not known.
type hooked struct{}

func (*hooked) AFact()         {}
func (*hooked) String() string { return "hooked context" }

// Hooked reports whether only functions that are held in fields get the context that
// fn takes: a cache that is filled by one.
func (r *Result) Hooked(fn *types.Func) bool {
	fn = fn.Origin()
	if r.imported(fn) {
		return !known.IsStd(fn.Pkg().Path()) && r.pass.ImportObjectFact(fn, &hooked{})
	}
	found, seen := r.hooked[fn]
	if seen {
		return found
	}
	r.hooked[fn] = false // while it is asked, for what calls itself
	decl := r.decls()[fn]
	found = decl != nil && contextParam(fn.Signature()) >= 0 && r.isIdle(decl.Body, true)
	r.hooked[fn] = found
	return found
}

// Idle reports whether the context that fn takes stops nothing that fn does. A
// function without calls of its own is not judged: it is a stub, or too small
// for anybody to have thought of its context.
func (r *Result) Idle(fn *types.Func) bool {
	fn = fn.Origin()
	if r.imported(fn) {
		return !known.IsStd(fn.Pkg().Path()) && r.pass.ImportObjectFact(fn, &idle{})
	}
	return r.idles(fn)
}

// idles judges a function of this package, once.
func (r *Result) idles(fn *types.Func) bool {
	found, seen := r.idle[fn]
	if seen {
		return found
	}
	r.idle[fn] = false // while it is asked, for what calls itself
	decl := r.decls()[fn]
	found = decl != nil && contextParam(fn.Signature()) >= 0 && (r.isIdle(decl.Body, false) || r.polls(fn, decl.Body))
	r.idle[fn] = found
	return found
}

// polls reports whether a function asks its twin without a context again and again
// until the answer suits it, and the twin only looks: who calls that does not wait, and
// wants no more than the answer of now.
func (r *Result) polls(fn *types.Func, body *ast.BlockStmt) bool {
	twins := TwinNames(fn.Name())
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		loop, ok := n.(*ast.ForStmt)
		if !ok {
			return !found
		}
		ast.Inspect(loop.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return !found
			}
			twin := match.Callee(r.pass.TypesInfo, call)
			if twin == nil || twin.Pkg() != fn.Pkg() || !slices.Contains(twins, twin.Name()) || !sameOwner(fn, twin) {
				return true
			}
			_, blocks := r.Blocks(twin)
			found = found || !blocks && !fails(twin.Signature())
			return !found
		})
		return !found
	})
	return found
}

// findIdle exports what idles finds of the functions that others may be sent
// to: those with a sibling of the same name and no context.
func (r *Result) findIdle() {
	for fn, decl := range r.funcs() {
		if !fn.Exported() || len(TwinNames(fn.Name())) == 0 || isTestFile(r.pass, decl) {
			continue
		}
		if r.idles(fn) {
			r.pass.ExportObjectFact(fn, &idle{})
		} else if r.Hooked(fn) {
			r.pass.ExportObjectFact(fn, &hooked{})
		}
	}
}

// isIdle reports whether a body does something, and nothing with a context but
// what stops nothing, or calls functions in fields if hooks says so.
func (r *Result) isIdle(body *ast.BlockStmt, hooks bool) bool {
	works, stops := false, false
	harmless := map[ast.Expr]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			works = works || r.isWork(n) || hooks && r.isHook(n)
			if r.leavesAlone(n) || hooks && (r.isHook(n) || r.isHooked(n)) {
				for _, arg := range append(n.Args, receiver(n)) {
					harmless[ast.Unparen(arg)] = true
				}
			}
		case *ast.AssignStmt: // ctx, span := tracer.Start(ctx, name)
			for _, left := range n.Lhs {
				harmless[left] = true
			}
		case ast.Expr:
			stops = stops || !harmless[n] && r.isContextValue(n)
		}
		return !stops
	})
	return works && !stops
}

// isHook matches the call of a function that a field holds.
func (r *Result) isHook(call *ast.CallExpr) bool {
	return fieldOf(r.pass.TypesInfo, call.Fun) != nil
}

func (r *Result) isHooked(call *ast.CallExpr) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	return fn != nil && fn.Pkg() != nil && r.Hooked(fn)
}

// receiver gives the expression whose method a call calls, or its function.
func receiver(call *ast.CallExpr) ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.X
	}
	return call.Fun
}

// isWork reports whether a call does more than convert, measure or log.
func (r *Result) isWork(call *ast.CallExpr) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() != "context" && !r.traces(fn)
}

// isContextValue reports whether the value of an expression is a context.
func (r *Result) isContextValue(e ast.Expr) bool {
	tv, ok := r.pass.TypesInfo.Types[e]
	return ok && tv.IsValue() && match.IsContext(tv.Type)
}

// leavesAlone reports whether a call does nothing with the contexts that it is
// given, or on which it is called, that could stop the function: it reads or
// adds a value, logs, traces, or is known to be idle.
func (r *Result) leavesAlone(call *ast.CallExpr) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if fn.Pkg().Path() == "context" {
		return fn.Name() == "WithValue" || fn.Name() == "WithoutCancel" || fn.Name() == "Value"
	}
	return r.traces(fn) || r.Idle(fn)
}

// traces reports whether a function logs or opens a span.
func (r *Result) traces(fn *types.Func) bool {
	path := fn.Pkg().Path()
	switch {
	case path == "log/slog", path == "log", strings.HasPrefix(path, "go.opentelemetry.io/otel"), strings.HasPrefix(path, "go.uber.org/zap"):
		return true
	}
	return false
}
