package funcflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Source gives the function that somebody wrote behind an instance of a
// generic function, a promoted method, a bound method or a method expression.
// What is not such a wrapper is its own source.
func Source(fn *ssa.Function) *ssa.Function {
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if fn.Synthetic == "" {
		return fn
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return fn // package initializer, range-over-func body
	}
	if declared := fn.Prog.FuncValue(obj.Origin()); declared != nil {
		return declared
	}
	return fn
}

// abstractBound gives the interface method that fn binds: fn is i.M as a
// value, or I.M.
func abstractBound(fn *ssa.Function) *types.Func {
	obj, ok := fn.Object().(*types.Func)
	if !ok || len(fn.FreeVars) != 1 || fn.Synthetic == "" {
		return nil
	}
	recv := obj.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	return obj
}

// IsRangeBody reports whether fn is the body of a range-over-func loop.
func IsRangeBody(fn *ssa.Function) bool {
	return fn.Synthetic == "range-over-func yield"
}

// Frame gives the function that a programmer sees around fn: fn itself, or
// for the body of a range-over-func loop the function that holds the loop.
func Frame(fn *ssa.Function) *ssa.Function {
	for IsRangeBody(fn) {
		fn = fn.Parent()
	}
	return fn
}

// exposedTypes gives the types of a package that importers can come by: the
// exported ones and those in the signatures, variables and fields that an
// exported name leads to. A main package exposes none.
func exposedTypes(pkg *types.Package) map[*types.TypeName]bool {
	exposed := map[*types.TypeName]bool{}
	if pkg.Name() == "main" {
		return exposed
	}
	var visit func(t types.Type)
	visit = func(t types.Type) {
		switch t := types.Unalias(t).(type) {
		case *types.Named:
			obj := t.Obj()
			if obj.Pkg() != pkg || exposed[obj] {
				return
			}
			exposed[obj] = true
			visit(t.Underlying())
			for m := range t.Methods() {
				if m.Exported() {
					visit(m.Type())
				}
			}
		case *types.Pointer:
			visit(t.Elem())
		case *types.Slice:
			visit(t.Elem())
		case *types.Array:
			visit(t.Elem())
		case *types.Chan:
			visit(t.Elem())
		case *types.Map:
			visit(t.Key())
			visit(t.Elem())
		case *types.Signature:
			for v := range t.Results().Variables() {
				visit(v.Type())
			}
			for v := range t.Params().Variables() {
				visit(v.Type())
			}
		case *types.Struct:
			for f := range t.Fields() {
				if f.Exported() || f.Embedded() {
					visit(f.Type())
				}
			}
		case *types.Interface:
			for m := range t.ExplicitMethods() {
				visit(m.Type())
			}
		}
	}
	for _, name := range pkg.Scope().Names() {
		if ast.IsExported(name) {
			visit(pkg.Scope().Lookup(name).Type())
		}
	}
	return exposed
}

// open reports whether other packages can name fn.
func (g *Graph) open(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || fn.Parent() != nil || g.pkg.Pkg.Name() == "main" || !obj.Exported() {
		return false
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return true
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && g.exposed[named.Obj()]
}
