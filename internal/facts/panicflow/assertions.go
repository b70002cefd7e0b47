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

// assertionRisk judges an assertion that nothing vouches for.
func (r *Result) assertionRisk(fn *ssa.Function, assert *ssa.TypeAssert) (string, Doubt, *Need) {
	what := "type assertion " + r.source(assert.Pos())
	if why, doubt := r.nilInterface(assert, assert.X); why != "" {
		return what + "of nil" + strings.TrimPrefix(why, "nil dereference"), doubt, nil
	}
	if handsOn(assert) {
		return what + "of nil (the map may not have the key)", Concrete, nil
	}
	if doubt, ok := r.tookNothing(assert); ok {
		return what + "of nil (" + nothing + ")", doubt, nil
	}
	doubt, need := r.assertionDoubt(fn, assert)
	if doubt == Assumed && r.origins.asksSiblings(assert) {
		doubt, need = Weak, nil
	}
	return what + "without ok", doubt, need
}

// asksSiblings reports whether the function asserts another element of the same list, or value
// of the same map, to be of a type like that, and asks for ok: its author does not know them.
func (o *origins) asksSiblings(assert *ssa.TypeAssert) bool {
	from := containerOf(assert.X)
	if from == nil || !isData(assert.AssertedType) {
		return false
	}
	for _, block := range assert.Parent().Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(*ssa.TypeAssert)
			if ok && other.CommaOk && isData(other.AssertedType) && flow.MayPrecede(other, assert) && containerOf(other.X) != nil && o.sameRoot(containerOf(other.X), from) {
				return true
			}
		}
	}
	return false
}

// containerOf gives the list or map of which v is a part, read by a constant index or key.
func containerOf(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Lookup:
		if isConst(v.Index) {
			return v.X
		}
	case *ssa.UnOp:
		if element, ok := v.X.(*ssa.IndexAddr); ok && isConst(element.Index) {
			return element.X
		}
	}
	return nil
}

// isData matches the types that decoders put into an any.
func isData(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return true
	case *types.Map:
		return types.IsInterface(t.Elem())
	case *types.Slice:
		return types.IsInterface(t.Elem())
	}
	return false
}

// handsOn matches v, ok := m.Load(key); return v.(*T), ok of a sync.Map: whether there is a
// value, the caller is to ask, who does not come to it.
func handsOn(assert *ssa.TypeAssert) bool {
	v, ok := assert.X.(*ssa.Extract)
	if !ok || v.Index != 0 {
		return false
	}
	call, ok := v.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	if !match.IsMethod(obj, "sync", "Map", "Load") && !match.IsMethod(obj, "sync", "Map", "LoadAndDelete") {
		return false
	}
	returned := false
	for _, ref := range *call.Referrers() {
		verdict, ok := ref.(*ssa.Extract)
		if !ok || verdict.Index != 1 {
			continue
		}
		for _, use := range *verdict.Referrers() {
			switch use.(type) {
			case *ssa.DebugRef:
			case *ssa.Return:
				returned = use.Block() == assert.Block()
			default:
				return false
			}
		}
	}
	return returned
}

// tookNothing reports whether what is asserted comes out of a queue of this package, by a
// method without parameters that gives nil where there is nothing, and nobody has asked, or
// waited for it.
func (r *Result) tookNothing(assert *ssa.TypeAssert) (Doubt, bool) {
	call, ok := assert.X.(*ssa.Call)
	if !ok || call.Call.IsInvoke() || len(call.Call.Args) != 1 || call.Call.Signature().Recv() == nil {
		return 0, false
	}
	if r.origins.decided(assert.Block())[r.origins.rootKey(call.Call.Args[0])] || waitedBefore(call) {
		return 0, false
	}
	return r.foundNothing(assert, call, 0)
}

// waitedBefore reports whether a function receives from a channel, or waits for something,
// each time before it makes a call: somebody says when there is something in the queue.
func waitedBefore(call *ssa.Call) bool {
	for block := call.Block(); block != nil; block = block.Idom() {
		for _, instr := range block.Instrs {
			switch other := instr.(type) {
			case *ssa.UnOp:
				if other.Op != token.ARROW {
					continue
				}
			case *ssa.Select:
			case *ssa.Call:
				obj := calleeObject(&other.Call)
				if obj == nil || obj.Name() != "Wait" && obj.Name() != "Acquire" {
					continue
				}
			default:
				continue
			}
			if flow.Dominates(instr, call) {
				return true
			}
		}
	}
	return false
}

// assertionDoubt says how far an assertion that nothing vouches for is seen to fail. What
// a program puts somewhere, as an any, its author knows; what comes from outside nobody
// does: decoded data, an error, a value that may be absent. (Of ten assertions of other
// values that a strict reading of 60 modules met, none could fail.)
func (r *Result) assertionDoubt(fn *ssa.Function, assert *ssa.TypeAssert) (Doubt, *Need) {
	if r.origins.isSocket(assert) {
		return Assumed, nil
	}
	if p := paramNumber(fn, assert.X); p != 0 {
		if r.toldBy(fn, assert) {
			return Assumed, nil
		}
		return Assumed, &Need{Param: p, Kind: Typed, Type: types.TypeString(assert.AssertedType, nil), Methods: methodNames(assert.AssertedType)}
	}
	if yieldsOnly(assert) || isInstanced(assert) || isSealed(assert.AssertedType) || r.isStored(assert) || isBoxable(assert.AssertedType) && r.boxes(assert) || tagged(assert) && isOwnKind(assert.AssertedType) {
		return Assumed, nil
	}
	if doubt, decoded := r.origins.decodedDoubt(assert, assert.X); decoded {
		return doubt, nil
	}
	if !r.comesFromOutside(assert, assert.X, 0) {
		return Assumed, nil
	}
	return Concrete, nil
}

// comesFromOutside reports whether it is not the program alone that decides on the type of
// what is in an interface: a part of decoded data, an error, a result of a library, a value
// that was perhaps not found, or that the starter of the goroutine was given. It does, too,
// where the type is known, and is not the asserted one.
func (r *Result) comesFromOutside(assert *ssa.TypeAssert, v ssa.Value, depth int) bool {
	if depth > 5 {
		return false
	}
	if match.IsError(v.Type()) {
		return true
	}
	data := !isOwnKind(assert.AssertedType) && !hasMethods(assert.AssertedType) && !isTypeParam(assert.AssertedType)
	switch v := v.(type) {
	case *ssa.MakeInterface, *ssa.Parameter:
		return true
	case *ssa.Const:
		return depth == 0 // where branches join, see maybeNil
	case *ssa.ChangeInterface:
		return r.comesFromOutside(assert, v.X, depth+1)
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return r.comesFromOutside(assert, edge, depth+1) })
	case *ssa.FreeVar:
		bound := r.origins.bindingOf(v)
		return bound != nil && r.comesFromOutside(assert, bound, depth+1)
	case *ssa.Lookup:
		return data && !isByKind(v.X.Type())
	case *ssa.Call:
		return isOutside(v, data)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Lookup:
			return data && !isByKind(tuple.X.Type())
		case *ssa.Next:
			return data
		case *ssa.Call:
			return unasked(v) || isOutside(tuple, data)
		}
	case *ssa.Field:
		return data && r.isTagged(v.X.Type(), v.Field)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		switch addr := v.X.(type) {
		case *ssa.IndexAddr:
			return data && !elementOfParam(v)
		case *ssa.FieldAddr:
			return data && r.isTagged(addr.X.Type(), addr.Field)
		}
		stored := r.origins.onlyStore(v)
		return stored != nil && r.comesFromOutside(assert, stored, depth+1)
	}
	return false
}

// isOutside reports whether a call gives what the caller does not decide on: what std
// returns, or a text, a number or the like. Of its own types a package knows which it gives.
func isOutside(call *ssa.Call, data bool) bool {
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	return known.IsStd(obj.Pkg().Path()) || data && !hasDefault(call)
}

// isTagged reports whether a decoder may fill a field: it is the program's own, and has a
// tag.
func (r *Result) isTagged(t types.Type, field int) bool {
	s, ok := structOf(t)
	named := match.Named(t)
	return ok && s.Tag(field) != "" && (named == nil || r.IsTraced(named.Obj().Pkg()))
}

func hasMethods(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && !iface.Empty()
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

// hasDefault matches settings.Get(key, ""): the call is given a value, and gives that, or
// what somebody put there for it.
func hasDefault(call *ssa.Call) bool {
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		_, boxed := arg.(*ssa.MakeInterface)
		return boxed
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
// that package net makes are sockets. What a listener accepts is of its kind: who made it
// knows which.
func (o *origins) isSocket(assert *ssa.TypeAssert) bool {
	if match.IsType(assert.AssertedType, "net", "TCPConn") || match.IsType(assert.AssertedType, "net", "UnixConn") {
		return o.isAccepted(assert.X)
	}
	if !match.IsType(assert.AssertedType, "syscall", "Conn") {
		return false
	}
	from := assert.X.Type()
	return match.IsType(from, "net", "Conn") || match.IsType(from, "net", "PacketConn") || match.IsType(from, "net", "Listener")
}

// isAccepted matches conn of conn, err := l.Accept().
func (o *origins) isAccepted(v ssa.Value) bool {
	for range 4 {
		if load, ok := v.(*ssa.UnOp); ok {
			v = o.onlyStore(load)
		}
		arg := literalArg(v)
		if arg == nil {
			break
		}
		v = arg
	}
	result, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := result.Tuple.(*ssa.Call)
	return ok && match.IsMethod(calleeObject(&call.Call), "net", "Listener", "Accept")
}

// yieldsOnly matches v, err := r.read(parseList); v.([]any), where parseList is a function that
// gives, as an any, only values of that type.
func yieldsOnly(assert *ssa.TypeAssert) bool {
	call := callOf(assert.X)
	return call != nil && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		if converted, ok := arg.(*ssa.ChangeType); ok {
			arg = converted.X // to a named function type
		}
		fn, ok := arg.(*ssa.Function)
		if !ok || fn.Signature.Results().Len() == 0 || !types.IsInterface(fn.Signature.Results().At(0).Type()) {
			return false
		}
		yields := false
		for ret := range flow.Returns(fn) {
			boxed, ok := ret.Results[0].(*ssa.MakeInterface)
			if ok && !types.Identical(boxed.X.Type(), assert.AssertedType) || !ok && !isNil(ret.Results[0]) {
				return false
			}
			yields = yields || ok
		}
		return yields
	})
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

// isOwnKind reports whether t comes out of no decoder: a defined type, a channel,
// a function.
func isOwnKind(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	}
	return isBoxable(t)
}

// isByKind matches a map whose keys are the numbers that a program has given its kinds of
// something, map[EventType]any: for each, it knows the type of what is there.
func isByKind(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	if !ok || !isNamed(m.Key()) {
		return false
	}
	basic, ok := m.Key().Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
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
