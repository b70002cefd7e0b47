package ctxflow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Imposed reports whether others have a say in the parameters of fn, so that
// it cannot be told to take a context: it is a method that makes its type
// implement an interface, or its value is used, or go test calls it.
func (r *Result) Imposed(fn *types.Func) bool {
	if isTestFunc(fn) {
		return true
	}
	if slices.ContainsFunc(r.vars().funcs[fn], func(u use) bool { return u.bare }) {
		return true
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	for _, iface := range r.interfaces(fn.Name()) {
		if types.Implements(recv.Type(), iface) || types.Implements(types.NewPointer(recv.Type()), iface) {
			return true
		}
	}
	return false
}

// ImposedOnCallers reports whether nobody can hand fn a context: others have a
// say in its parameters, or only the package calls it, from functions that have
// no context and of which the same is true.
func (r *Result) ImposedOnCallers(fn *types.Func) bool {
	return r.imposedOnCallers(fn, map[*types.Func]bool{})
}

func (r *Result) imposedOnCallers(fn *types.Func, seen map[*types.Func]bool) bool {
	if r.Imposed(fn) {
		return true
	}
	if seen[fn] {
		return true // recursion: the other callers decide
	}
	seen[fn] = true
	uses := r.vars().funcs[fn]
	if fn.Exported() && r.pass.Pkg.Name() != "main" || len(uses) == 0 {
		return false
	}
	for _, u := range uses {
		if u.in == nil || !u.call && !u.gone {
			return false // a literal: who runs it may give it a context
		}
		caller, ok := r.pass.TypesInfo.Defs[u.in.Name].(*types.Func)
		if !ok || r.givesOne(caller) || !r.imposedOnCallers(caller, seen) {
			return false
		}
	}
	return true
}

// OnlyTested reports whether nobody but tests of its package calls fn.
func (r *Result) OnlyTested(fn *types.Func) bool {
	return !fn.Exported() && r.vars().tested[fn] && len(r.vars().funcs[fn]) == 0
}

// CallerWith gives a function of the package that has a context to give and
// calls fn, at once or by way of functions without one; nil if there is none.
func (r *Result) CallerWith(fn *types.Func) *ast.FuncDecl {
	return r.callerWith(fn, map[*types.Func]bool{})
}

func (r *Result) callerWith(fn *types.Func, seen map[*types.Func]bool) *ast.FuncDecl {
	if seen[fn] {
		return nil
	}
	seen[fn] = true
	for _, u := range append(slices.Clip(r.vars().funcs[fn]), r.usesAs(fn)...) {
		if u.in == nil || !u.call {
			continue
		}
		if r.holds(u.in) {
			return u.in
		}
		if caller, ok := r.pass.TypesInfo.Defs[u.in.Name].(*types.Func); ok {
			if found := r.callerWith(caller, seen); found != nil {
				return found
			}
		}
	}
	return nil
}

// CallersWith gives the functions of the package that have the context of a request to
// give and call fn, at once or by way of functions without one, if all calls of fn begin
// with them. Who calls an exported function is not seen.
func (r *Result) CallersWith(fn *types.Func) []*ast.FuncDecl {
	found, all := r.callersWith(fn, map[*types.Func]bool{})
	if !all {
		return nil
	}
	return found
}

func (r *Result) callersWith(fn *types.Func, seen map[*types.Func]bool) (found []*ast.FuncDecl, all bool) {
	uses := r.vars().funcs[fn]
	if seen[fn] {
		return nil, true // recursion: the other callers decide
	}
	seen[fn] = true
	if len(uses) == 0 || fn.Exported() || slices.ContainsFunc(r.vars().results[fn], r.givenBy) {
		return nil, false
	}
	for _, u := range uses {
		if u.in == nil || !u.call {
			return nil, false
		}
		caller, ok := r.pass.TypesInfo.Defs[u.in.Name].(*types.Func)
		switch {
		case !ok:
			return nil, false
		case r.givesOne(caller):
			if !slices.Contains(found, u.in) {
				found = append(found, u.in)
			}
			continue
		}
		more, all := r.callersWith(caller, seen)
		if !all {
			return nil, false
		}
		found = append(found, more...)
	}
	return found, true
}

// givesOne reports whether fn has a parameter that is or carries a context.
func (r *Result) givesOne(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if match.IsContext(v.Type()) || r.carries(v.Type()) {
			return true
		}
	}
	return false
}

// isTestFunc matches TestX(t *testing.T) and its like.
func isTestFunc(fn *types.Func) bool {
	params := fn.Signature().Params()
	if fn.Signature().Recv() != nil || params.Len() != 1 {
		return false
	}
	row, ok := carrierOf(params.At(0).Type())
	return ok && row.Test && slices.ContainsFunc([]string{"Test", "Benchmark", "Fuzz"}, func(prefix string) bool {
		return strings.HasPrefix(fn.Name(), prefix)
	})
}

// interfaces lists the interfaces with a method of that name that the package
// declares, or that are declared by a package that it imports.
func (r *Result) interfaces(method string) []*types.Interface {
	var found []*types.Interface
	for _, pkg := range append([]*types.Package{r.pass.Pkg}, r.pass.Pkg.Imports()...) {
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || pkg != r.pass.Pkg && !tn.Exported() {
				continue
			}
			iface, ok := tn.Type().Underlying().(*types.Interface)
			if ok && iface.IsMethodSet() && methodOf(iface, method) != nil && !r.isOwnToChange(tn, methodOf(iface, method)) {
				found = append(found, iface)
			}
		}
	}
	return found
}

func methodOf(iface *types.Interface, name string) *types.Func {
	for method := range iface.Methods() {
		if method.Name() == name {
			return method
		}
	}
	return nil
}

// isOwnToChange reports whether a method of an interface may as well take a context: the
// interface is hidden in the package, and whoever calls the method has one to give.
func (r *Result) isOwnToChange(iface *types.TypeName, method *types.Func) bool {
	uses := r.vars().funcs[method.Origin()]
	return iface.Pkg() == r.pass.Pkg && !iface.Exported() && len(uses) > 0 && !slices.ContainsFunc(uses, func(u use) bool {
		if u.in == nil || !u.call {
			return true
		}
		caller, ok := r.pass.TypesInfo.Defs[u.in.Name].(*types.Func)
		return !ok || !r.givesOne(caller)
	})
}

// Hidden reports whether a method of a hidden type is called by way of a hidden interface
// of the package, both of which may as well take a context.
func (r *Result) Hidden(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	named := match.Named(recv.Type())
	return named != nil && !named.Obj().Exported() && len(r.usesAs(fn)) > 0
}

// usesAs gives the calls of a method by way of the hidden interfaces of the package that
// its type implements.
func (r *Result) usesAs(fn *types.Func) []use {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	var found []use
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.Exported() {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok || !iface.IsMethodSet() || !types.Implements(recv.Type(), iface) && !types.Implements(types.NewPointer(recv.Type()), iface) {
			continue
		}
		if method := methodOf(iface, fn.Name()); method != nil && r.isOwnToChange(tn, method) {
			found = append(found, r.vars().funcs[method.Origin()]...)
		}
	}
	return found
}

// AtStart reports whether only the start of the program calls fn: main, init,
// the initializers of package variables, and functions of which that is true.
// There is no request yet, and nobody to cancel it.
func (r *Result) AtStart(fn *types.Func) bool {
	return r.atStart(fn, map[*types.Func]bool{})
}

func (r *Result) atStart(fn *types.Func, seen map[*types.Func]bool) bool {
	if isStart(fn) {
		return true
	}
	if seen[fn] {
		return true // recursion: the other callers decide
	}
	seen[fn] = true
	if fn.Exported() && r.pass.Pkg.Name() != "main" || fn.Signature().Recv() != nil {
		return false // callers that we do not see
	}
	uses := r.vars().funcs[fn]
	for _, u := range uses {
		if !u.call {
			return false
		}
		if u.in == nil {
			continue
		}
		caller, ok := r.pass.TypesInfo.Defs[u.in.Name].(*types.Func)
		if !ok || !r.atStart(caller, seen) {
			return false
		}
	}
	return len(uses) > 0
}

// Waits reports whether there is evidence that a call of fn waits for
// something: the tables, or what the function and those that it calls do. A
// function that makes a context of its own and may fail is taken to wait too,
// unless it makes something (New...).
func (r *Result) Waits(fn *types.Func) bool {
	if _, ok := known.ContextlessCall(fn); ok {
		return true
	}
	if _, ok := r.Blocks(fn); ok {
		return true
	}
	if _, ok := r.Makes(fn); !ok || strings.HasPrefix(fn.Name(), "New") {
		return false
	}
	return fails(fn.Signature())
}

// OnlyMakes reports whether fn makes something, with a context of its own, and
// nothing shows that it waits meanwhile: NewTLSConfig. (A NewRequest gives its
// context to what waits later.)
func (r *Result) OnlyMakes(fn *types.Func) bool {
	_, makes := r.Makes(fn)
	_, blocks := r.Blocks(fn)
	return strings.HasPrefix(fn.Name(), "New") && !strings.HasPrefix(fn.Name(), "NewRequest") && makes && !blocks
}

// fails reports whether a function has an error among its results.
func fails(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if match.IsError(v.Type()) {
			return true
		}
	}
	return false
}

// Getter reports whether fn, of which sibling takes a context, looks like one
// that just gives or makes something: neither can fail, what it gives is a
// pointer or an interface or needs no parameter to be found, and nothing shows
// that it waits.
func (r *Result) Getter(fn, sibling *types.Func) bool {
	sig := fn.Signature()
	if sig.Results().Len() != 1 || fails(sibling.Signature()) || r.Waits(fn) {
		return false
	}
	switch sig.Results().At(0).Type().Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Signature:
		return true
	}
	return sig.Params().Len() == 0
}
