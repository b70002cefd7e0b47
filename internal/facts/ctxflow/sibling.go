package ctxflow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Sibling is a function that does what another one does, and takes a
// context.
type Sibling struct {
	Func *types.Func
	// At is the place of the context among the arguments.
	At int
	// Fits says that a call stays right when its function is renamed and the
	// context is put in: the other parameters and the results are the same.
	Fits bool
	// HandsOn says that it gives the context to a function among its arguments, which
	// takes none here: Do(func()) and DoContext(ctx, func(ctx)).
	HandsOn bool
}

type siblingKey struct {
	fn   *types.Func
	recv types.Type
}

// SiblingOf finds the sibling that takes a context of the function that call
// calls: the function FContext, FWithContext, FCtx or FWithCtx of the same
// package, or the method of the same receiver, where F takes no context, and
// the others of their parameters and results agree. Also a sibling that
//
//   - takes options beside (opts ...Option at its end),
//   - takes no timeout, since a context has one,
//   - gives an error beside,
//   - hands its context on to the function that it is given
//
// is one, although only the first fits every call. There is none where the
// sibling is deprecated, belongs to another type (promoted from an embedded
// one that F hides), or makes no difference (known.ContextIdle).
func (r *Result) SiblingOf(call *ast.CallExpr) (Sibling, bool) {
	fn, fun := r.Called(call)
	if fn == nil || fn.Pkg() == nil {
		return Sibling{}, false
	}
	recv, targs, args := r.operands(fun, call.Args)
	key := siblingKey{fn, recv}
	found, done := r.sibling[key]
	if !done {
		found = r.findSibling(fn, recv, targs)
		if targs == nil {
			r.sibling[key] = found
		}
	}
	if found.Func == nil || r.takesContext(call) {
		return Sibling{}, false
	}
	found.Fits = found.Fits && fun == ast.Unparen(call.Fun) && r.fitsArgs(args, found)
	found.At += len(call.Args) - len(args)
	return found, true
}

// Called gives the function that call calls and the expression that names it,
// which stands elsewhere when the call is of a variable that is assigned once:
//
//	get := http.Get
//	get(url)
func (r *Result) Called(call *ast.CallExpr) (*types.Func, ast.Expr) {
	fun := ast.Unparen(call.Fun)
	if fn := match.Callee(r.pass.TypesInfo, call); fn != nil {
		return fn, fun
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil, nil
	}
	v, ok := r.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Exported() && v.Parent() == r.pass.Pkg.Scope() {
		return nil, nil
	}
	only, ok := r.onlyAssign(v)
	if !ok || only.from == nil || only.result >= 0 {
		return nil, nil
	}
	value := ast.Unparen(only.from)
	return match.Callee(r.pass.TypesInfo, &ast.CallExpr{Fun: value}), value
}

// operands gives the static type of the receiver of a method call, the type
// arguments of a call of a generic function, and the arguments without the
// receiver, which a method expression has among them.
func (r *Result) operands(fun ast.Expr, args []ast.Expr) (types.Type, *types.TypeList, []ast.Expr) {
	switch index := fun.(type) {
	case *ast.IndexExpr:
		fun = index.X
	case *ast.IndexListExpr:
		fun = index.X
	}
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		sel := r.pass.TypesInfo.Selections[fun]
		if sel == nil {
			return nil, r.pass.TypesInfo.Instances[fun.Sel].TypeArgs, args
		}
		if sel.Kind() == types.MethodExpr && len(args) > 0 {
			args = args[1:]
		}
		return sel.Recv(), nil, args
	case *ast.Ident:
		return nil, r.pass.TypesInfo.Instances[fun].TypeArgs, args
	}
	return nil, nil, args
}

// HasSibling reports whether the declared function fn has a sibling that takes
// a context: it is then the short form for those who have none.
func (r *Result) HasSibling(fn *types.Func) bool {
	var recv types.Type
	if fn.Signature().Recv() != nil {
		recv = fn.Signature().Recv().Type()
	}
	return fn.Signature().TypeParams().Len() == 0 && r.findSibling(fn, recv, nil).Func != nil
}

// takesContext reports whether an argument already is or carries a context.
func (r *Result) takesContext(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := r.pass.TypesInfo.TypeOf(arg)
		return t != nil && (match.IsContext(t) || r.carries(t))
	})
}

func (r *Result) findSibling(fn *types.Func, recv types.Type, targs *types.TypeList) Sibling {
	sig := r.signature(fn, recv, targs)
	if sig == nil || contextParam(sig) >= 0 || known.ContextIdle(fn) {
		return Sibling{}
	}
	for _, name := range siblingNames(fn.Name()) {
		other := r.lookup(fn, recv, name)
		if other == nil || r.isDeprecated(other) {
			continue
		}
		otherSig := r.signature(other, recv, targs)
		if otherSig == nil {
			continue
		}
		if found, ok := pair(sig, otherSig); ok {
			found.Func = other.Origin()
			return found
		}
	}
	return Sibling{}
}

// siblingNames gives the names that a sibling with a context of the function
// name may have.
func siblingNames(name string) []string {
	names := []string{name + "Context", name + "WithContext", name + "Ctx", name + "WithCtx"}
	if stem, ok := strings.CutSuffix(name, "f"); ok {
		names = append(names, stem+"Contextf", stem+"Ctxf")
	}
	if !ast.IsExported(name) {
		names = append(names, strings.ToUpper(name[:1])+name[1:]+"Context")
	}
	return names
}

// TwinNames gives the names that the sibling without a context of the function
// name may have, or none for a name that says nothing of a context.
func TwinNames(name string) []string {
	var names []string
	for _, suffix := range []string{"WithContext", "Context", "WithCtx", "Ctx"} {
		if stem, ok := strings.CutSuffix(name, suffix); ok && stem != "" {
			names = append(names, stem)
		}
	}
	return names
}

// lookup finds the function called name beside fn: in its package, or among
// the methods of the type that declares fn.
func (r *Result) lookup(fn *types.Func, recv types.Type, name string) *types.Func {
	if fn.Signature().Recv() == nil {
		other, _ := fn.Pkg().Scope().Lookup(name).(*types.Func)
		return r.visible(other)
	}
	if recv == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(recv, true, fn.Pkg(), name)
	other, _ := obj.(*types.Func)
	if other == nil || !sameOwner(fn, other) {
		return nil
	}
	return r.visible(other)
}

func (r *Result) visible(fn *types.Func) *types.Func {
	if fn == nil || !fn.Exported() && r.imported(fn) {
		return nil
	}
	return fn
}

// sameOwner reports whether two methods belong to one type. The methods of an
// interface may come from several that it embeds.
func sameOwner(a, b *types.Func) bool {
	ra, rb := a.Signature().Recv().Type(), b.Signature().Recv().Type()
	if types.IsInterface(ra) && types.IsInterface(rb) {
		return true
	}
	na, nb := match.Named(ra), match.Named(rb)
	return na != nil && nb != nil && na.Origin() == nb.Origin()
}

// signature gives the signature of fn as a call of it on recv or with targs
// sees it, or nil where it cannot be called so.
func (r *Result) signature(fn *types.Func, recv types.Type, targs *types.TypeList) *types.Signature {
	sig := fn.Signature()
	if sig.Recv() != nil {
		if recv == nil {
			return nil
		}
		obj, _, _ := types.LookupFieldOrMethod(recv, true, fn.Pkg(), fn.Name())
		if method, ok := obj.(*types.Func); ok {
			return method.Signature()
		}
		return nil
	}
	if targs.Len() == 0 {
		if sig.TypeParams().Len() > 0 {
			return nil
		}
		return sig
	}
	inst, err := types.Instantiate(nil, sig, slices.Collect(targs.Types()), true)
	if err != nil {
		return nil // other type parameters
	}
	return inst.(*types.Signature)
}

// contextParam gives the index of the parameter that is a context, or -1.
func contextParam(sig *types.Signature) int {
	for i := range sig.Params().Len() {
		if match.IsContext(sig.Params().At(i).Type()) {
			return i
		}
	}
	return -1
}

// pair compares the signatures of F and of its supposed sibling.
func pair(sig, other *types.Signature) (Sibling, bool) {
	found := Sibling{At: contextParam(other), Fits: true}
	if found.At < 0 {
		return Sibling{}, false
	}
	mine, theirs := slices.Collect(sig.Params().Variables()), slices.Collect(other.Params().Variables())
	theirs = slices.Delete(theirs, found.At, found.At+1)
	if other.Variadic() && !sig.Variadic() && len(theirs) == len(mine)+1 {
		theirs = theirs[:len(theirs)-1] // options
	} else if sig.Variadic() != other.Variadic() {
		return Sibling{}, false
	}
	if i := slices.IndexFunc(mine, isDuration); i >= 0 && len(mine) == len(theirs)+1 {
		mine = slices.Delete(mine, i, i+1)
		found.Fits = false
	}
	if len(mine) != len(theirs) {
		return Sibling{}, false
	}
	for i := range mine {
		same, handsOn := agree(mine[i].Type(), theirs[i].Type())
		if !same {
			return Sibling{}, false
		}
		found.Fits = found.Fits && !handsOn
		found.HandsOn = found.HandsOn || handsOn
	}
	return pairResults(found, sig.Results(), other.Results())
}

func pairResults(found Sibling, mine, theirs *types.Tuple) (Sibling, bool) {
	switch theirs.Len() - mine.Len() {
	case 0:
	case 1:
		if !match.IsError(theirs.At(mine.Len()).Type()) {
			return Sibling{}, false
		}
		found.Fits = false
	default:
		return Sibling{}, false
	}
	for i := range mine.Len() {
		if !types.Identical(mine.At(i).Type(), theirs.At(i).Type()) {
			return Sibling{}, false
		}
	}
	return found, true
}

func isDuration(v *types.Var) bool { return match.IsType(v.Type(), "time", "Duration") }

// agree reports whether two parameters are of one type, or of function types
// of which the second takes a context beside. Interfaces agree if the second
// has the methods of the first with a context: a call must show whether its
// argument fits.
func agree(a, b types.Type) (same, handsOn bool) {
	if types.Identical(a, b) {
		return true, false
	}
	fa, ok := a.Underlying().(*types.Signature)
	if !ok {
		return siblingInterfaces(a, b), false
	}
	fb, ok := b.Underlying().(*types.Signature)
	if !ok || contextParam(fa) >= 0 {
		return false, false
	}
	found, ok := pair(fa, fb)
	return ok && found.Fits, true
}

// siblingInterfaces matches Queryer and QueryerContext.
func siblingInterfaces(a, b types.Type) bool {
	na, nb := match.Named(a), match.Named(b)
	if na == nil || nb == nil || !types.IsInterface(a) || !types.IsInterface(b) || na.Obj().Pkg() != nb.Obj().Pkg() {
		return false
	}
	return slices.Contains(siblingNames(na.Obj().Name()), nb.Obj().Name())
}

// fitsArgs reports whether the arguments of a call may stand in a call of its
// sibling.
func (r *Result) fitsArgs(args []ast.Expr, sibling Sibling) bool {
	params := sibling.Func.Signature().Params()
	for i, arg := range args {
		t := r.pass.TypesInfo.TypeOf(arg)
		if _, isTuple := t.(*types.Tuple); isTuple {
			return false // f(g())
		}
		if i >= sibling.At {
			i++
		}
		if i >= params.Len() {
			break // variadic
		}
		want := params.At(i).Type()
		if types.IsInterface(want) && !isTypeParam(want) && !types.AssignableTo(t, want) {
			return false
		}
	}
	return true
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}
