package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Behind says what a method does of the type that a constructor hides behind an
// interface: func NewStore() Store { return &store{} }.
type Behind struct {
	Method string
	Does   *Summary
}

// behind lists what is to be said of the methods that callers of a constructor of this
// package call without seeing them. Of a function that may return values of several types
// nothing is said.
func (r *Result) behind(fn *ssa.Function) []Behind {
	t := r.hidden(fn)
	if t == nil {
		return nil
	}
	var all []Behind
	iface := fn.Signature.Results().At(0).Type().Underlying().(*types.Interface)
	for m := range iface.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
		method, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if s := r.Of(method); s.Panics != nil && !s.Panics.far() {
			all = append(all, Behind{m.Name(), &Summary{Panics: s.Panics}})
		}
	}
	return all
}

// hidden gives the type of the values that an exported function returns as an interface.
func (r *Result) hidden(fn *ssa.Function) types.Type {
	results := fn.Signature.Results()
	if results.Len() == 0 || !isOpen(fn) || fn.Signature.TypeParams() != nil || match.IsError(results.At(0).Type()) {
		return nil
	}
	iface, ok := results.At(0).Type().Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return nil
	}
	var hidden types.Type
	for ret := range flow.Returns(fn) {
		switch v := ret.Results[0].(type) {
		case *ssa.Const: // nil, and an error
		case *ssa.MakeInterface:
			if hidden != nil && !types.Identical(hidden, v.X.Type()) {
				return nil
			}
			hidden = v.X.Type()
		default:
			return nil
		}
	}
	return hidden
}

// behindCall gives what is known of the method that a call reaches through an interface
// which a constructor of another package returned.
func (r *Result) behindCall(common *ssa.CallCommon) *Summary {
	for _, b := range r.made(common.Value, 0) {
		if b.Method == common.Method.Name() {
			return b.Does
		}
	}
	return nil
}

// made follows a value to the call that made it: through variables and through a field that
// the package sets once.
func (r *Result) made(v ssa.Value, depth int) []Behind {
	if depth > 4 {
		return nil
	}
	if call := callOf(v); call != nil {
		if obj := calleeObject(&call.Call); obj != nil && obj.Pkg() != r.pass.Pkg && !call.Call.IsInvoke() {
			return r.Of(obj).Behind
		}
		return nil
	}
	switch v := v.(type) {
	case *ssa.ChangeInterface:
		return r.made(v.X, depth+1)
	case *ssa.UnOp:
		if only := r.origins.onlyStore(v); only != nil {
			return r.made(only, depth+1)
		}
		switch addr := v.X.(type) {
		case *ssa.Global:
			if only := r.initial(addr); only != nil {
				return r.made(only, depth+1)
			}
		case *ssa.FieldAddr:
			owner, field := fieldOf(addr)
			if owner == nil || owner.Obj().Pkg() != r.pass.Pkg || field.Exported() {
				return nil // others may set it
			}
			if all := r.storedIn(field); len(all) == 1 {
				return r.made(all[0], depth+1)
			}
		}
	case *ssa.FreeVar:
		if bound := r.origins.bindingOf(v); bound != nil {
			return r.made(bound, depth+1)
		}
	}
	return nil
}
