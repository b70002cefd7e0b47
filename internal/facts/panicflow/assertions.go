package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// assertionDoubt says how far an assertion that nothing vouches for is seen to
// fail. Where the package itself puts values of the type into the interface,
// where a flag or kind was looked at first, or where the value is a parameter,
// its author knows what comes.
func (r *Result) assertionDoubt(fn *ssa.Function, assert *ssa.TypeAssert) (Doubt, *Need) {
	if isSocket(assert) {
		return Assumed, nil
	}
	if p := paramNumber(fn, assert.X); p != 0 {
		if r.toldBy(fn, assert) {
			return Assumed, nil
		}
		return Assumed, &Need{Param: p, Kind: Typed, Type: types.TypeString(assert.AssertedType, nil), Methods: methodNames(assert.AssertedType)}
	}
	if r.madeElsewhere(assert) || hasDefault(assert) || isInstanced(assert) || elementOfParam(assert.X) || isSealed(assert.AssertedType) || isDefaultTransport(assert.X) || constructed(assert) || isAnswer(assert) || isKin(assert) || r.isStored(assert) || r.isForeignField(assert.X) || isBoxable(assert.AssertedType) && r.boxes(assert) || tagged(assert) && (isOwnKind(assert.AssertedType) || describesItself(assert)) {
		return Assumed, nil
	}
	return Concrete, nil
}

// toldBy reports whether another parameter was looked at right before a parameter is
// asserted: switch kind { case ping: m.(*pingMessage) }. Callers give what goes together.
func (r *Result) toldBy(fn *ssa.Function, assert *ssa.TypeAssert) bool {
	if !tagged(assert) {
		return false
	}
	asked := r.origins.mentioned(flow.Controls(assert.Block())[0])
	for _, p := range fn.Params {
		if ssa.Value(p) != assert.X && asked[r.origins.rootKey(p)] {
			return true
		}
	}
	return false
}

// hasDefault matches settings.Get(key, "").(string): the call is given a value of the type,
// and gives that, or what somebody put there for it.
func hasDefault(assert *ssa.TypeAssert) bool {
	call := callOf(assert.X)
	return call != nil && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		boxed, ok := arg.(*ssa.MakeInterface)
		return ok && types.Identical(boxed.X.Type(), assert.AssertedType)
	})
}

// methodNames lists the methods of an interface type.
func methodNames(t types.Type) []string {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var names []string
	for m := range iface.Methods() {
		names = append(names, m.Name())
	}
	return names
}

// alwaysReturned reports whether the value comes from functions of this package that return
// values of the asserted type, and nothing else: newHash := func() any { return sha1.New() }.
func (r *Result) alwaysReturned(assert *ssa.TypeAssert) bool {
	call, i := callOf(assert.X), 0
	if call == nil {
		return false
	}
	if result, ok := assert.X.(*ssa.Extract); ok {
		i = result.Index
	}
	targets, all := r.graph.CallTargets(&call.Call)
	if !all || len(targets) == 0 {
		return false
	}
	for _, fn := range targets {
		returns := false
		for ret := range flow.Returns(fn) {
			if i >= len(ret.Results) || !isBoxed(ret.Results[i], assert.AssertedType) {
				return false
			}
			returns = true
		}
		if !returns {
			return false
		}
	}
	return true
}

// isSocket matches conn.(syscall.Conn) of a net.Conn, net.PacketConn or net.Listener: those
// that package net makes are sockets.
func isSocket(assert *ssa.TypeAssert) bool {
	if !match.IsType(assert.AssertedType, "syscall", "Conn") {
		return false
	}
	from := assert.X.Type()
	return match.IsType(from, "net", "Conn") || match.IsType(from, "net", "PacketConn") || match.IsType(from, "net", "Listener")
}

// isInstanced matches any(p).(T) of a value whose type is, or points to, one type
// parameter, and T another: who instantiates the function knows that they agree.
func isInstanced(assert *ssa.TypeAssert) bool {
	boxed, ok := assert.X.(*ssa.MakeInterface)
	return ok && isTypeParam(boxed.X.Type()) && isTypeParam(assert.AssertedType)
}

func isTypeParam(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// elementOfParam reports whether v is an element of a slice that the function
// was given: args[i] of args ...any.
func elementOfParam(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	element, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	_, ok = element.X.(*ssa.Parameter)
	return ok
}

// madeElsewhere reports whether what a function, not one of std, returns as an
// any is asserted to be an interface, as what a loader of modules gives is: its
// documentation says what that has.
func (r *Result) madeElsewhere(assert *ssa.TypeAssert) bool {
	if iface, ok := assert.AssertedType.Underlying().(*types.Interface); !ok || iface.Empty() {
		return false
	}
	v := assert.X
	if load, ok := v.(*ssa.UnOp); ok {
		v = r.origins.onlyStore(load)
	}
	call := callOf(v)
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && obj.Pkg() != nil && !known.IsStd(obj.Pkg().Path())
}

// constructed reports whether a value comes from a constructor of the package
// that defines the asserted type: rerr.New(resp).(rerr.Unexpected).
func constructed(assert *ssa.TypeAssert) bool {
	v := assert.X
	call := callOf(v)
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	named := match.Named(assert.AssertedType)
	return obj != nil && named != nil && strings.HasPrefix(obj.Name(), "New") && obj.Pkg() == named.Obj().Pkg()
}

// isAnswer matches conn.RoundTrip(new(versions.Request)).(*versions.Response): what a call
// gives is of the kind that it was asked by.
func isAnswer(assert *ssa.TypeAssert) bool {
	call, named := callOf(assert.X), match.Named(assert.AssertedType)
	if call == nil || named == nil || named.Obj().Pkg() == nil || known.IsStd(named.Obj().Pkg().Path()) {
		return false
	}
	for _, arg := range call.Call.Args {
		boxed, ok := arg.(*ssa.MakeInterface)
		if !ok {
			continue
		}
		if question := match.Named(boxed.X.Type()); question != nil && question.Obj().Pkg() == named.Obj().Pkg() && question.Obj() != named.Obj() {
			return true
		}
	}
	return false
}

// isSealed reports whether t is an interface with methods that only its own
// package can implement.
func isSealed(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if !m.Exported() {
			return true
		}
	}
	return false
}

// isDefaultTransport matches http.DefaultTransport, which is a *http.Transport
// unless a program says otherwise.
func isDefaultTransport(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "net/http" && g.Name() == "DefaultTransport"
}

// definedBase reports whether t is a type that a program defined, or a pointer
// to one: no string or map as they come out of JSON.
func definedBase(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	return isNamed(t) && !types.IsInterface(t)
}

// isBoxable reports whether a value of type t in an interface is one that a program
// put there: no decoder makes defined types, or pointers.
func isBoxable(t types.Type) bool {
	_, pointer := t.Underlying().(*types.Pointer)
	return pointer || definedBase(t)
}

// isForeignField reports whether v is a field of a struct that another module, not
// std, declares: it documents what the field holds.
func (r *Result) isForeignField(v ssa.Value) bool {
	base, _ := fieldLoad(v)
	if base == nil {
		return false
	}
	named := match.Named(base.Type())
	return named != nil && named.Obj().Pkg() != nil && !known.IsStd(named.Obj().Pkg().Path()) && !r.isTraced(named.Obj().Pkg())
}

// isKin reports whether an interface is asserted to be a type of the package, not
// one of std, that declares both: a node of a tree, of which each level has one
// type. So is an interface with all the methods of the first a kind of it; one
// with others is what some may have beside.
func isKin(assert *ssa.TypeAssert) bool {
	iface, named := match.Named(assert.X.Type()), match.Named(assert.AssertedType)
	if iface == nil || named == nil || iface.Obj().Pkg() == nil || !types.AssignableTo(assert.AssertedType, iface) {
		return false
	}
	return iface.Obj().Pkg() == named.Obj().Pkg() && !known.IsStd(named.Obj().Pkg().Path())
}

// isOwnKind reports whether t comes out of no decoder: a defined type, a channel,
// a function.
func isOwnKind(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	}
	return isBoxable(t)
}

// tagged reports whether a flag, or the kind of something, was looked at right
// before an assertion.
func tagged(assert *ssa.TypeAssert) bool {
	conds := flow.Controls(assert.Block())
	if len(conds) == 0 {
		return false
	}
	switch cond := conds[0].(type) {
	case *ssa.BinOp:
		return cond.Op == token.EQL && isConst(cond.Y) && !isNil(cond.Y)
	case *ssa.Extract:
		return false // the ok of a map, a channel, another assertion
	case *ssa.Call:
		return false
	}
	return true
}

// describesItself reports whether the value is a field of a struct of which another
// field was looked at right before: switch c.action { case set: c.data.(string) }. A
// struct that a decoder may fill, it has tags, does not.
func describesItself(assert *ssa.TypeAssert) bool {
	base, i := fieldLoad(assert.X)
	cond, ok := flow.Controls(assert.Block())[0].(*ssa.BinOp)
	if base == nil || !ok {
		return false
	}
	kind, j := fieldLoad(cond.X)
	s, ok := structOf(base.Type())
	return ok && kind == base && i != j && s.Tag(i) == ""
}

// fieldLoad matches x.f, and gives x and the number of f; nil for other values.
func fieldLoad(v ssa.Value) (ssa.Value, int) {
	switch v := strip(v).(type) {
	case *ssa.Field:
		return v.X, v.Field
	case *ssa.UnOp:
		if addr, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return addr.X, addr.Field
		}
	}
	return nil, 0
}

func structOf(t types.Type) (*types.Struct, bool) {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	return s, ok
}

// boxes reports whether the package, tests apart, makes an interface value of
// the kind that is asserted from a value of the asserted type.
func (r *Result) boxes(assert *ssa.TypeAssert) bool {
	if r.boxed == nil {
		r.boxed = r.findBoxed()
	}
	for _, made := range r.boxed[types.TypeString(assert.AssertedType, nil)] {
		if types.Identical(made, assert.X.Type()) {
			return true
		}
	}
	return false
}

// findBoxed lists, by concrete type, the interface types that values of it are
// made into, other than for the arguments of variadic calls (which print).
func (r *Result) findBoxed() map[string][]types.Type {
	boxed := map[string][]types.Type{}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				mi, ok := instr.(*ssa.MakeInterface)
				if !ok || !isBoxable(mi.X.Type()) || onlyVariadic(mi) {
					continue
				}
				name := types.TypeString(mi.X.Type(), nil)
				boxed[name] = append(boxed[name], mi.Type())
			}
		}
	}
	return boxed
}

func onlyVariadic(mi *ssa.MakeInterface) bool {
	for _, ref := range *mi.Referrers() {
		store, ok := ref.(*ssa.Store)
		if !ok {
			return false
		}
		element, ok := store.Addr.(*ssa.IndexAddr)
		if !ok {
			return false
		}
		alloc, ok := element.X.(*ssa.Alloc)
		if !ok || alloc.Comment != "varargs" || isAppended(alloc) {
			return false
		}
	}
	return true
}

// isAppended reports whether the array of a variadic call's arguments is append's.
func isAppended(args *ssa.Alloc) bool {
	for _, ref := range *args.Referrers() {
		slice, ok := ref.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, use := range *slice.Referrers() {
			if call, ok := use.(*ssa.Call); ok {
				b, ok := call.Call.Value.(*ssa.Builtin)
				return ok && b.Name() == "append"
			}
		}
	}
	return false
}
