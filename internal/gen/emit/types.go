package emit

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
)

// typ is the code of a type.
func (w *writer) typ(t types.Type) *jen.Statement {
	switch t := t.(type) {
	case *types.Alias:
		if !w.nameable(t.Obj()) {
			return w.typ(types.Unalias(t))
		}
		return w.name(t.Obj(), t.TypeArgs())
	case *types.Named:
		return w.name(t.Obj(), t.TypeArgs())
	case *types.TypeParam:
		return jen.Id(w.param(t))
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return jen.Qual("unsafe", "Pointer")
		}
		return jen.Id(t.Name())
	case *types.Pointer:
		return jen.Op("*").Add(w.typ(t.Elem()))
	case *types.Slice:
		return jen.Index().Add(w.typ(t.Elem()))
	case *types.Array:
		return jen.Index(jen.Lit(int(t.Len()))).Add(w.typ(t.Elem()))
	case *types.Map:
		return jen.Map(w.typ(t.Key())).Add(w.typ(t.Elem()))
	case *types.Chan:
		return w.channel(t)
	case *types.Signature:
		return jen.Func().Add(w.signature(t))
	case *types.Interface:
		return w.iface(t)
	case *types.Struct:
		return w.structure(t)
	case *types.Union:
		return w.union(t)
	}
	panic(fmt.Sprintf("internal error: no code for the type %T", t))
}

// nameable reports whether an alias can be named in this file.
func (w *writer) nameable(obj *types.TypeName) bool {
	return obj.Pkg() == nil || obj.Pkg().Path() == w.file.Path || obj.Exported() && obj.Parent() == obj.Pkg().Scope() && w.imports(obj.Pkg().Path())
}

func (w *writer) imports(path string) bool {
	for _, i := range w.file.Imports {
		if i.Path == path {
			return true
		}
	}
	return false
}

func (w *writer) name(obj *types.TypeName, args *types.TypeList) *jen.Statement {
	if c, ok := strings.CutPrefix(obj.Name(), "_Ctype_"); ok {
		return jen.Qual("C", c) // as cgo calls it in what it makes of a file
	}
	code := jen.Id(obj.Name())
	if obj.Pkg() != nil && obj.Pkg().Path() != w.file.Path {
		code = jen.Qual(obj.Pkg().Path(), obj.Name())
	}
	if args.Len() == 0 {
		return code
	}
	var list []jen.Code
	for arg := range args.Types() {
		list = append(list, w.typ(arg))
	}
	return code.Index(jen.List(list...))
}

func (w *writer) param(t *types.TypeParam) string {
	for _, p := range w.params {
		if p.Param == t {
			return p.Name
		}
	}
	return t.Obj().Name()
}

func (w *writer) channel(t *types.Chan) *jen.Statement {
	elem := w.typ(t.Elem())
	switch t.Dir() {
	case types.SendOnly:
		return jen.Chan().Op("<-").Add(elem)
	case types.RecvOnly:
		return jen.Op("<-").Chan().Add(elem)
	}
	if inner, ok := types.Unalias(t.Elem()).(*types.Chan); ok && inner.Dir() == types.RecvOnly {
		return jen.Chan().Parens(elem) // chan <-chan T would be read as chan<- chan T
	}
	return jen.Chan().Add(elem)
}

// signature is the parameters and results of a function type, without names.
func (w *writer) signature(t *types.Signature) *jen.Statement {
	var params, results []jen.Code
	for i := range t.Params().Len() {
		if t.Variadic() && i == t.Params().Len()-1 {
			params = append(params, w.variadic(t.Params().At(i).Type()))
			continue
		}
		params = append(params, w.typ(t.Params().At(i).Type()))
	}
	for v := range t.Results().Variables() {
		results = append(results, w.typ(v.Type()))
	}
	code := jen.Params(params...)
	switch len(results) {
	case 0:
		return code
	case 1:
		return code.Add(results[0])
	}
	return code.Params(results...)
}

func (w *writer) variadic(t types.Type) *jen.Statement {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return jen.Op("...").Add(w.typ(s.Elem()))
	}
	return jen.Op("...").Byte() // append's string...
}

func (w *writer) iface(t *types.Interface) *jen.Statement {
	if t.IsImplicit() {
		return w.typ(t.EmbeddedType(0))
	}
	if t.NumExplicitMethods() == 0 && t.NumEmbeddeds() == 0 {
		return jen.Interface()
	}
	var members []jen.Code
	for m := range t.ExplicitMethods() {
		members = append(members, jen.Id(m.Name()).Add(w.signature(m.Signature())))
	}
	for e := range t.EmbeddedTypes() {
		members = append(members, w.typ(e))
	}
	return jen.Interface(members...)
}

func (w *writer) structure(t *types.Struct) *jen.Statement {
	var fields []jen.Code
	for i := range t.NumFields() {
		f := t.Field(i)
		code := jen.Id(f.Name()).Add(w.typ(f.Type()))
		if f.Embedded() {
			code = jen.Add(w.typ(f.Type()))
		}
		if tag := t.Tag(i); strconv.CanBackquote(tag) && tag != "" {
			code.Op("`" + tag + "`")
		} else if tag != "" {
			code.Lit(tag)
		}
		fields = append(fields, code)
	}
	return jen.Struct(fields...)
}

func (w *writer) union(t *types.Union) *jen.Statement {
	var terms []jen.Code
	for term := range t.Terms() {
		code := w.typ(term.Type())
		if term.Tilde() {
			code = jen.Op("~").Add(code)
		}
		terms = append(terms, code)
	}
	return jen.Union(terms...)
}

// typeParams is the list of a generic declaration: [K comparable, V any].
func (w *writer) typeParams() *jen.Statement {
	if len(w.params) == 0 {
		return jen.Null()
	}
	var list []jen.Code
	for _, p := range w.params {
		list = append(list, jen.Id(p.Name).Add(w.typ(p.Constraint)))
	}
	return jen.Index(jen.List(list...))
}

// typeArgs is the list of a generic type's use: [K, V].
func (w *writer) typeArgs() *jen.Statement {
	if len(w.params) == 0 {
		return jen.Null()
	}
	var list []jen.Code
	for _, p := range w.params {
		list = append(list, jen.Id(p.Name))
	}
	return jen.Index(jen.List(list...))
}
