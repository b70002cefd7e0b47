package ctxflow

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/match"
)

// typed is a Result that knows types alone, as the package pkg sees them.
func typed(pkg *types.Package) *Result {
	return &Result{pass: &analysis.Pass{
		Pkg:              pkg,
		ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
	}}
}

// SiblingIn finds the sibling of the declared function fn that the package pkg can
// call, for who has no facts: it may be a deprecated one. See [Result.SiblingOf].
func SiblingIn(pkg *types.Package, fn *types.Func) (Sibling, bool) {
	var recv types.Type
	if r := fn.Signature().Recv(); r != nil {
		recv = r.Type()
	}
	if fn.Pkg() == nil || fn.Signature().TypeParams().Len() > 0 {
		return Sibling{}, false
	}
	found := typed(pkg).findSibling(fn, recv, nil)
	return found, found.Func != nil
}

// ContextOf gives the Go expression for the context that the variable v of the
// package pkg is or carries: ctx, r.Context(), s.ctx. (It leaves out what exists in
// tests only.)
func ContextOf(pkg *types.Package, v *types.Var) (expr string, ok bool) {
	if row, ok := carrierOf(v.Type()); ok && row.Test {
		return "", false
	}
	r := typed(pkg)
	if expr, _, ok := r.expr(v, v.Name(), nil); ok {
		return expr, true
	}
	for _, name := range fieldNames {
		obj, _, _ := types.LookupFieldOrMethod(v.Type(), true, pkg, name)
		if field, ok := obj.(*types.Var); ok && match.IsContext(field.Type()) && !field.Embedded() {
			return v.Name() + "." + name, true
		}
	}
	return "", false
}
