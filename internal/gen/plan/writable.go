package plan

import (
	"fmt"
	"go/types"
	"strings"
)

// A writer of types knows in which package they are to be written.
type typeWriter struct {
	pkg  *types.Package
	pkgs map[string]*types.Package // those that were named, by path
	busy map[types.Type]bool
}

func newTypeWriter(pkg *types.Package) *typeWriter {
	return &typeWriter{pkg: pkg, pkgs: make(map[string]*types.Package), busy: make(map[types.Type]bool)}
}

// check says why t cannot be written in the package, as the go compiler would:
// "" if it can. It notes the packages that t names.
func (w *typeWriter) check(t types.Type) string {
	switch t := t.(type) {
	case *types.Alias:
		if why := w.object(t.Obj()); why != "" { // then by what it stands for
			return w.check(types.Unalias(t))
		}
		return w.list(t.TypeArgs())
	case *types.Named:
		if why := w.object(t.Obj()); why != "" {
			return why
		}
		return w.list(t.TypeArgs())
	case *types.Basic:
		return w.basic(t)
	case *types.Pointer:
		return w.check(t.Elem())
	case *types.Slice:
		return w.check(t.Elem())
	case *types.Array:
		return w.check(t.Elem())
	case *types.Chan:
		return w.check(t.Elem())
	case *types.Map:
		if why := w.check(t.Key()); why != "" {
			return why
		}
		return w.check(t.Elem())
	case *types.Signature:
		if why := w.tuple(t.Params()); why != "" {
			return why
		}
		return w.tuple(t.Results())
	case *types.Struct:
		return w.fields(t)
	case *types.Interface:
		return w.literal(t)
	case *types.Union:
		for term := range t.Terms() {
			if why := w.check(term.Type()); why != "" {
				return why
			}
		}
	}
	return ""
}

func (w *typeWriter) list(args *types.TypeList) string {
	for arg := range args.Types() {
		if why := w.check(arg); why != "" {
			return why
		}
	}
	return ""
}

func (w *typeWriter) tuple(vars *types.Tuple) string {
	for v := range vars.Variables() {
		if why := w.check(v.Type()); why != "" {
			return why
		}
	}
	return ""
}

const doesNotCheck = "a type in its signature does not type-check"

// basic checks a predeclared type, which a package may have redeclared.
func (w *typeWriter) basic(t *types.Basic) string {
	switch {
	case t.Kind() == types.Invalid:
		return doesNotCheck
	case t.Kind() == types.UnsafePointer:
		w.pkgs["unsafe"] = types.Unsafe
		return ""
	}
	return w.redeclared(t.Name())
}

func (w *typeWriter) redeclared(name string) string {
	if w.pkg.Scope().Lookup(name) != nil {
		return fmt.Sprintf("package %s redeclares %s", w.pkg.Name(), name)
	}
	return ""
}

func (w *typeWriter) object(obj *types.TypeName) string {
	pkg := obj.Pkg()
	if pkg == nil { // error, comparable, any
		return w.redeclared(obj.Name())
	}
	if obj.Parent() != nil && obj.Parent() != pkg.Scope() && obj.Parent() != types.Universe {
		return fmt.Sprintf("type %s is local to a function", obj.Name())
	}
	if pkg.Path() == w.pkg.Path() {
		if strings.HasPrefix(obj.Name(), "_C") {
			return "its signature has a C type, which only a file with the same C preamble can name"
		}
		return ""
	}
	switch {
	case !obj.Exported():
		return fmt.Sprintf("type %s.%s is unexported", pkg.Path(), obj.Name())
	case pkg.Name() == "main":
		return fmt.Sprintf("type %s.%s is in package main, which cannot be imported", pkg.Path(), obj.Name())
	case !importable(w.pkg.Path(), pkg.Path()):
		return fmt.Sprintf("package %s is internal to another tree", pkg.Path())
	}
	w.pkgs[pkg.Path()] = pkg
	return ""
}

// importable applies the rule for internal packages ("Internal Directories" in
// go help gopath).
func importable(from, path string) bool {
	if strings.HasPrefix(path, "vendor/") {
		return false
	}
	i := strings.LastIndex("/"+path+"/", "/internal/")
	if i < 0 {
		return true
	}
	if i == 0 {
		return false // of the standard library
	}
	root := path[:i-1]
	return from == root || strings.HasPrefix(from, root+"/")
}

func (w *typeWriter) fields(t *types.Struct) string {
	for field := range t.Fields() {
		if !field.Exported() && field.Pkg() != w.pkg {
			return "its signature has a struct with an unexported field of another package"
		}
		if why := w.check(field.Type()); why != "" {
			return why
		}
	}
	return ""
}

// literal checks the type of an interface that has no name.
func (w *typeWriter) literal(t *types.Interface) string {
	if w.busy[t] {
		return ""
	}
	w.busy[t] = true
	if t.IsImplicit() {
		return w.check(t.EmbeddedType(0))
	}
	for m := range t.ExplicitMethods() {
		if !m.Exported() && m.Pkg() != w.pkg {
			return "its signature has an interface with an unexported method of another package"
		}
		if why := w.check(m.Type()); why != "" {
			return why
		}
	}
	for e := range t.EmbeddedTypes() {
		if why := w.check(e); why != "" {
			return why
		}
	}
	return ""
}
