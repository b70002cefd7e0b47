// Package match answers whether an object, a type or a call is a given one.
// It compares objects by package path and name, never by their printed form,
// and it looks through aliases, parentheses, pointers and instantiation so
// that no caller has to.
package match

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A Func names a package-level function or a method of a named type.
type Func struct {
	Pkg  string // import path
	Recv string // name of the receiver's type without pointer, "" for a function
	Name string
}

// String gives the form that ParseFunc reads: path.Name or path.Type.Name.
func (f Func) String() string {
	if f.Recv == "" {
		return f.Pkg + "." + f.Name
	}
	return f.Pkg + "." + f.Recv + "." + f.Name
}

// ParseFunc reads path.Name, path.Type.Name or (*path.Type).Name.
func ParseFunc(s string) (Func, error) {
	clean := strings.NewReplacer("(", "", ")", "", "*", "").Replace(strings.TrimSpace(s))
	slash := strings.LastIndex(clean, "/") + 1
	parts := strings.Split(clean[slash:], ".")
	// A last path element may itself contain dots (gopkg.in/yaml.v3): the
	// name and the type are the parts at the end that look like identifiers.
	switch n := len(parts); {
	case n >= 3 && isVersion(parts[1]):
		parts = append([]string{parts[0] + "." + parts[1]}, parts[2:]...)
	}
	bad := fmt.Errorf("%q is not a function: write import/path.Func or import/path.Type.Method", s)
	for _, p := range parts {
		if p == "" {
			return Func{}, bad
		}
	}
	switch len(parts) {
	case 2:
		return Func{Pkg: clean[:slash] + parts[0], Name: parts[1]}, nil
	case 3:
		return Func{Pkg: clean[:slash] + parts[0], Recv: parts[1], Name: parts[2]}, nil
	}
	return Func{}, bad
}

// isVersion reports whether s is a version suffix of a gopkg.in path: v3.
func isVersion(s string) bool {
	return len(s) >= 2 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}

// FuncOf names fn. An instance of a generic function has the name of its
// origin; a method of an interface has the interface as its receiver. The
// zero Func stands for nil and for functions without a package (error.Error).
func FuncOf(fn *types.Func) Func {
	if fn == nil || fn.Pkg() == nil {
		return Func{}
	}
	fn = fn.Origin()
	f := Func{Pkg: fn.Pkg().Path(), Name: fn.Name()}
	if recv := fn.Signature().Recv(); recv != nil {
		if named := Named(recv.Type()); named != nil {
			f.Recv = named.Obj().Name()
		}
	}
	return f
}

// IsFunc reports whether fn is the package-level function pkg.name.
func IsFunc(fn *types.Func, pkg, name string) bool {
	return fn != nil && fn.Name() == name && FuncOf(fn) == Func{Pkg: pkg, Name: name}
}

// IsMethod reports whether fn is the method name of the type pkg.recv.
func IsMethod(fn *types.Func, pkg, recv, name string) bool {
	return fn != nil && fn.Name() == name && FuncOf(fn) == Func{Pkg: pkg, Recv: recv, Name: name}
}

// Callee gives the function or method that call names statically, or nil for
// a call of a function value, a conversion or a builtin. Methods of
// interfaces are included.
func Callee(info *types.Info, call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(info, call).(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// IsBuiltin reports whether call calls the predeclared function name, and not
// something of the user's that shadows it.
func IsBuiltin(info *types.Info, call *ast.CallExpr, name string) bool {
	b, ok := typeutil.Callee(info, call).(*types.Builtin)
	return ok && b.Name() == name
}

// Named gives the named type that t is or points to, or nil.
func Named(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

// IsType reports whether t, or what it points to, is the named type pkg.name.
func IsType(t types.Type, pkg, name string) bool {
	named := Named(t)
	if named == nil {
		return false
	}
	obj := named.Obj()
	return obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == pkg
}

// IsContext reports whether t is context.Context, by any alias.
func IsContext(t types.Type) bool {
	if _, ptr := types.Unalias(t).(*types.Pointer); ptr {
		return false
	}
	return IsType(t, "context", "Context")
}

// IsError reports whether t is the predeclared type error, by any alias.
func IsError(t types.Type) bool {
	return types.Identical(types.Unalias(t), types.Universe.Lookup("error").Type())
}

// IsConfigName reports whether a type, or a package, is named for what operators
// write: its fields are by nature optional, and who reads it may check it.
func IsConfigName(name string) bool {
	lower := strings.ToLower(name)
	for _, end := range [...]string{"config", "configuration", "conf", "cfg", "options", "opts", "option", "opt", "settings", "setting", "preferences"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// IsInternal reports whether only packages of its own module can import a package.
func IsInternal(pkg *types.Package) bool {
	return slices.Contains(strings.Split(pkg.Path(), "/"), "internal")
}

// IsExample reports whether a package is a program that shows how to do something, or
// how long it takes: it is short where others are careful.
func IsExample(pkg *types.Package) bool { return pkg.Name() == "main" && InExamples(pkg) }

// InExamples reports whether a package is in a folder for what shows how to do something,
// or how long it takes, be it a program or not.
func InExamples(pkg *types.Package) bool {
	return slices.ContainsFunc(strings.Split(pkg.Path(), "/"), func(folder string) bool {
		switch strings.Trim(folder, "_") {
		case "example", "examples", "demo", "demos", "sample", "samples", "bench", "benchmark", "benchmarks":
			return true
		}
		return false
	})
}
