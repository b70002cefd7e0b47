package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// An Option is an argument that could carry a context and is seen to carry none:
//
//	kv.Get(key, nil)
//	kv.Get(key, &api.QueryOptions{WaitIndex: i})
type Option struct {
	Type string   // its type: QueryOptions
	With string   // the method that gives one with a context: WithContext
	Arg  ast.Expr // the argument
	Nil  bool     // it is nil
}

// OptionOf finds such an argument of a call that is known to wait: a pointer to a struct of
// the called function's package, named for options or parameters, with a method
// WithContext(ctx) that gives the same type. Only nil, literals and variables that hold
// one of them are looked at.
func (r *Result) OptionOf(call *ast.CallExpr) (Option, bool) {
	fn := match.Callee(r.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || call.Ellipsis.IsValid() || r.takesContext(call) {
		return Option{}, false
	}
	params := fn.Signature().Params()
	for i, arg := range call.Args {
		if i >= params.Len() || fn.Signature().Variadic() && i == params.Len()-1 {
			break
		}
		named := match.Named(params.At(i).Type())
		if named == nil || named.Obj().Pkg() != fn.Pkg() || !isOption(named) || !r.isBareOption(arg, call.Pos()) || !r.Waits(fn) {
			continue
		}
		return Option{Type: named.Obj().Name(), With: "WithContext", Arg: arg, Nil: r.pass.TypesInfo.Types[arg].IsNil()}, true
	}
	return Option{}, false
}

func isOption(named *types.Named) bool {
	name := named.Obj().Name()
	if !slices.ContainsFunc([]string{"Options", "Opts", "Params", "Parameters"}, func(end string) bool { return strings.HasSuffix(name, end) }) {
		return false
	}
	if _, ok := named.Underlying().(*types.Struct); !ok {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, named.Obj().Pkg(), "WithContext")
	with, ok := obj.(*types.Func)
	if !ok || known.ContextIdle(with) {
		return false
	}
	sig := with.Signature()
	return sig.Params().Len() == 1 && match.IsContext(sig.Params().At(0).Type()) &&
		sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.NewPointer(named))
}

// isBareOption matches nil, &T{...} without a context, and a variable that was assigned
// one of them only and is not given a context.
func (r *Result) isBareOption(e ast.Expr, pos token.Pos) bool {
	if r.pass.TypesInfo.Types[e].IsNil() {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		lit, ok := e.X.(*ast.CompositeLit)
		return ok && e.Op == token.AND && !slices.ContainsFunc(lit.Elts, r.setsContext)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok || v.Kind() != types.LocalVar || r.givenBy(v) || slices.ContainsFunc(r.vars().uses[v], r.isSetContext) {
			return false
		}
		only, ok := r.onlyAssign(v)
		if !ok || only.from == nil || only.result >= 0 || only.end > pos {
			return false
		}
		_, isName := ast.Unparen(only.from).(*ast.Ident)
		return !isName && r.isBareOption(only.from, pos)
	}
	return false
}

// isSetContext matches the opts of opts.Ctx = ctx.
func (r *Result) isSetContext(id *ast.Ident) bool {
	value := r.vars().set[id]
	return value != nil && r.setsContext(value)
}

// setsContext reports whether an element of a literal is a context or carries one.
func (r *Result) setsContext(elt ast.Expr) bool {
	if kv, ok := elt.(*ast.KeyValueExpr); ok {
		elt = kv.Value
	}
	t := r.pass.TypesInfo.TypeOf(elt)
	return t != nil && (match.IsContext(t) || r.carries(t))
}
