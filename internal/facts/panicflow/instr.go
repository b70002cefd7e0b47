package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// lookInstr gives the witness that an instruction other than a call is.
func (r *Result) lookInstr(fn *ssa.Function, instr ssa.Instruction) *Witness {
	if !instr.Pos().IsValid() && !isIndexing(instr) {
		return nil // made by the SSA builder: «noreturn», loop bookkeeping
	}
	if isMeasured(instr) {
		return nil
	}
	what, doubt, need := "", Concrete, (*Need)(nil)
	switch instr := instr.(type) {
	case *ssa.Panic:
		return r.statementRisk(fn, instr)
	case *ssa.TypeAssert:
		if r.origins.assertionMayFail(instr) && !r.alwaysReturned(instr) && !isUnwrapped(instr) {
			what, doubt, need = r.assertionRisk(fn, instr)
		}
	case *ssa.MapUpdate:
		what, doubt = r.mapRisk(instr)
	case *ssa.BinOp:
		var zero bool
		if doubt, zero = r.origins.dividesByZero(instr); zero {
			what = "division by a value that may be zero"
			need = needOfNumber(fn, instr.Y)
		} else if isInteger(instr) && r.countRisk(instr, instr.Y) {
			what, doubt = "division by a count that may be zero", countDoubt(instr)
		} else if isInteger(instr) && r.percentRisk(instr) {
			what, doubt = "division by a total that may be zero", Weak
		} else if isInteger(instr) && r.origins.quotientRisk(instr) {
			what, doubt = "division by a quotient that may be zero", Weak
		}
	case *ssa.MakeSlice:
		if isParsed(instr.Len) && r.origins.unbounded(instr, instr.Len) {
			what = "make of a length that may be negative"
		} else if r.origins.sentShort(instr, instr.Len) {
			what, doubt = "make of a length that may be negative", Weak
		}
	case *ssa.Send:
		what, doubt = r.sendRisk(instr)
	case *ssa.Select:
		what = r.selectRisk(instr)
		doubt = Weak
	case *ssa.SliceToArrayPointer:
		what, doubt, need = r.origins.conversionRisk(fn, instr)
	case *ssa.FieldAddr:
		what, doubt = r.nilRisk(instr, instr.X)
	case *ssa.UnOp:
		if instr.Op == token.MUL {
			what, doubt = r.nilRisk(instr, instr.X)
		}
	default:
		what, doubt, need = r.rangeRisk(fn, instr)
	}
	if what == "" {
		return nil
	}
	return &Witness{What: what, Where: r.where(posOf(instr)), Doubt: doubt, Need: need}
}

// mapRisk judges a write to a map.
func (r *Result) mapRisk(update *ssa.MapUpdate) (string, Doubt) {
	if r.neverMade(update.Map) || r.innerUnmade(update) || r.origins.maybeNil(update, update.Map) {
		return "write to a nil map", Concrete
	}
	if r.writesToNothing(update) {
		return "write to a nil map (" + nothing + ")", Weak
	}
	if by := r.clearedElsewhere(update, update.Map); by != "" {
		return "write to a nil map (" + by + ")", Weak
	}
	if from, ok := r.unsent(update); ok {
		return "write to a nil map (what was decoded may not have it)", from
	}
	return "", Concrete
}

// sendRisk judges a send statement.
func (r *Result) sendRisk(send *ssa.Send) (string, Doubt) {
	if r.origins.closedBefore(send.Chan, send) {
		return "send on a closed channel", Concrete
	}
	if by := r.sentAfterClose(send, send.Chan); by != "" {
		return by, Weak
	}
	return r.closedByMaker(send, send.Chan), Concrete
}

// isMeasured reports whether an instruction is part of the argument of unsafe.Sizeof and
// its like, which is not evaluated (spec, section Package unsafe), but where its size
// depends on a type parameter is built as if it were.
func isMeasured(instr ssa.Instruction) bool {
	v, ok := instr.(ssa.Value)
	if !ok || v.Referrers() == nil || len(*v.Referrers()) != 1 {
		return false
	}
	switch use := (*v.Referrers())[0].(type) {
	case *ssa.UnOp, *ssa.FieldAddr, *ssa.Field, *ssa.IndexAddr:
		return isMeasured(use)
	case *ssa.Call:
		b, ok := use.Call.Value.(*ssa.Builtin)
		return ok && (b.Name() == "Sizeof" || b.Name() == "Alignof" || b.Name() == "Offsetof")
	}
	return false
}

// rangeRisk judges the instructions that take an index or bounds.
func (r *Result) rangeRisk(fn *ssa.Function, instr ssa.Instruction) (what string, doubt Doubt, need *Need) {
	var x, i ssa.Value
	switch instr := instr.(type) {
	case *ssa.IndexAddr:
		x, i = instr.X, instr.Index
	case *ssa.Index:
		x, i = instr.X, instr.Index
	case *ssa.Lookup:
		if basic, ok := instr.X.Type().Underlying().(*types.Basic); !ok || basic.Info()&types.IsString == 0 {
			return "", Concrete, nil
		}
		x, i = instr.X, instr.Index
	case *ssa.Slice:
		if what, doubt = r.origins.sliceRisk(instr); doubt != Concrete {
			need = needOfSlice(fn, instr)
		}
		return what, doubt, need
	default:
		return "", Concrete, nil
	}
	if what, doubt = r.origins.indexRisk(instr, x, i); doubt != Concrete {
		need = r.origins.needOfIndex(instr, fn, x, i)
	}
	return what, doubt, need
}

func isIndexing(instr ssa.Instruction) bool {
	switch instr.(type) {
	case *ssa.IndexAddr, *ssa.Index, *ssa.Slice, *ssa.Lookup, *ssa.SliceToArrayPointer:
		return posOf(instr).IsValid()
	}
	return false
}

func (r *Result) lookBuiltin(site ssa.CallInstruction, name string) *Witness {
	switch name {
	case "panic": // go panic(x), defer panic(x)
		if isRaisedAgain(site.Common().Args[0]) {
			return nil
		}
		return &Witness{What: explicit + r.source(site.Pos()), Where: r.where(site.Pos())}
	case "close":
		if r.origins.closedBefore(site.Common().Args[0], site) || r.origins.closesAgain(site) {
			return &Witness{What: closedTwice, Where: r.where(site.Pos())}
		}
		if w := r.closedByCalls(site); w != nil {
			return w
		}
		if r.closesForEach(site) {
			return &Witness{What: closedTwice + " (a message may come again)", Where: r.where(site.Pos()), Doubt: Weak}
		}
		if call, ok := site.(*ssa.Call); ok {
			if by := r.closedElsewhere(call); by != "" {
				return &Witness{What: by, Where: r.where(site.Pos()), Doubt: Weak}
			}
		}
	}
	return nil
}

// assertionMayFail reports whether nothing vouches for x.(T).
func (o *origins) assertionMayFail(assert *ssa.TypeAssert) bool {
	if assert.CommaOk || types.Identical(assert.X.Type(), assert.AssertedType) {
		return false
	}
	_, isParam := types.Unalias(assert.AssertedType).(*types.TypeParam)
	if iface, ok := assert.AssertedType.Underlying().(*types.Interface); ok && !isParam && types.Implements(assert.X.Type(), iface) {
		return false // a method value of an interface
	}
	if handsOn(assert) {
		return true
	}
	if isInjected(assert.X) || checkedBefore(assert) || o.foundBefore(assert) || o.guardedBy(assert, assert.X) && !o.onlyNilAsked(assert) {
		return false
	}
	return !homogeneous(assert.X, 0) && !o.isDialled(assert) && !justStored(assert) && !joined(assert) && !o.filled(assert)
}

// isDialled matches conn.(*net.UnixConn) of net.Dial("unix", addr), and its like: the network
// tells the type.
func (o *origins) isDialled(assert *ssa.TypeAssert) bool {
	call := callOf(assert.X)
	if load, ok := assert.X.(*ssa.UnOp); ok && call == nil {
		call = callOf(o.onlyStore(load))
	}
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	if match.FuncOf(obj).Pkg != "net" || !strings.HasPrefix(obj.Name(), "Dial") && !strings.HasPrefix(obj.Name(), "Listen") {
		return false
	}
	named := match.Named(assert.AssertedType)
	return named != nil && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		network, ok := stringConst(arg)
		kind := strings.TrimRight(network, "46")
		return ok && kind != "" && strings.HasPrefix(strings.ToLower(named.Obj().Name()), kind) // TCPConn, UnixListener
	})
}

// onlyNilAsked reports whether nothing was asked of what is asserted but whether it is nil:
// what a function found in a text may be of another kind than the one that is expected.
func (o *origins) onlyNilAsked(assert *ssa.TypeAssert) bool {
	call, ok := assert.X.(*ssa.Call)
	if !ok || !types.Identical(call.Type().Underlying(), types.Universe.Lookup("any").Type().Underlying()) {
		return false
	}
	key := o.rootKey(call)
	return !slices.ContainsFunc(flow.Conditions(assert.Block()), func(cond ssa.Value) bool {
		return o.mentioned(cond)[key] && !isNilCheckOf(cond, call)
	})
}

func isNilCheckOf(cond, v ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	return ok && cmp.X == v && isNil(cmp.Y)
}

// joined reports whether branches join whose values are all vouched for:
// x, ok := m.Load(k); if !ok { x = newT() }; x.(T).
func joined(assert *ssa.TypeAssert) bool {
	phi, ok := assert.X.(*ssa.Phi)
	return ok && isJoined(phi, assert.AssertedType, 0)
}

func isJoined(phi *ssa.Phi, t types.Type, depth int) bool {
	return depth < 3 && !slices.ContainsFunc(phi.Edges, func(edge ssa.Value) bool {
		inner, ok := edge.(*ssa.Phi)
		return !isBoxed(edge, t) && !homogeneous(edge, 0) && !(ok && isJoined(inner, t, depth+1))
	})
}

// isBoxed reports whether v is made an interface from a value of type t, or, where t is
// an interface, of one that has its methods.
func isBoxed(v ssa.Value, t types.Type) bool {
	var from types.Type
	switch v := v.(type) {
	case *ssa.MakeInterface:
		from = v.X.Type()
	case *ssa.ChangeInterface:
		from = v.X.Type()
	default:
		return false
	}
	return types.Identical(from, t) || types.IsInterface(t) && types.AssignableTo(from, t)
}

// foundBefore reports whether the value came with a bool that was looked at:
// obj, exists, err := store.Get(key).
func (o *origins) foundBefore(assert *ssa.TypeAssert) bool {
	v, ok := assert.X.(*ssa.Extract)
	if !ok {
		return false
	}
	for _, ref := range *v.Tuple.Referrers() {
		other, ok := ref.(*ssa.Extract)
		if !ok || other == v {
			continue
		}
		basic, ok := other.Type().Underlying().(*types.Basic)
		if ok && basic.Kind() == types.Bool && o.guardedBy(assert, other) {
			return true
		}
	}
	return false
}

// justStored reports whether the function itself put a value of the asserted
// type there.
func justStored(assert *ssa.TypeAssert) bool {
	holds := func(v ssa.Value) bool { return isBoxed(v, assert.AssertedType) }
	switch x := assert.X.(type) {
	case *ssa.MakeInterface, *ssa.ChangeInterface:
		return holds(x)
	case *ssa.Phi:
		return !slices.ContainsFunc(x.Edges, func(v ssa.Value) bool { return !holds(v) })
	case *ssa.UnOp:
		if x.X.Referrers() == nil {
			return false
		}
		for _, ref := range *x.X.Referrers() {
			if store, ok := ref.(*ssa.Store); ok && holds(store.Val) && flow.Dominates(store, assert) {
				return true
			}
		}
	}
	return false
}

// checkedBefore reports whether the value was asserted or switched on earlier.
func checkedBefore(assert *ssa.TypeAssert) bool {
	refs := assert.X.Referrers()
	if refs == nil {
		return false // any(nil).(T)
	}
	for _, ref := range *refs {
		other, ok := ref.(*ssa.TypeAssert)
		if ok && other != assert && flow.Dominates(other, assert) {
			return true
		}
	}
	return false
}

// homogeneous reports whether v comes out of a container that its owner fills
// with one type (sync.Pool, container/heap and list, atomic.Value, sync.Map, a
// context value, a type with Push and Pop methods, a singleflight), or out of
// std, which says what it returns.
func homogeneous(v ssa.Value, depth int) bool {
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		return containerCall(v)
	case *ssa.Extract:
		return !unasked(v) && homogeneous(v.Tuple, depth+1)
	case *ssa.TypeAssert:
		return homogeneous(v.X, depth+1)
	case *ssa.UnOp:
		return homogeneous(v.X, depth+1)
	case *ssa.IndexAddr:
		return isContents(v.X)
	case *ssa.Field:
		return isFlight(v.X.Type())
	case *ssa.FieldAddr:
		return isFlight(v.X.Type()) || match.IsType(v.X.Type(), "container/list", "Element") || match.IsType(v.X.Type(), "container/ring", "Ring")
	case *ssa.Parameter:
		name := v.Parent().Name()
		return name == "Push" || name == "Less" || name == "Compare" || v.Parent().Parent() != nil
	}
	return false
}

// unasked reports whether v came with a bool that nobody uses: v, _ :=
// m.Load(k).
func unasked(v *ssa.Extract) bool {
	if _, isAssertion := v.Tuple.(*ssa.TypeAssert); isAssertion {
		return false // what the container holds is asked again
	}
	tuple, ok := v.Tuple.Type().(*types.Tuple)
	if !ok || tuple.Len() != 2 || v.Index != 0 {
		return false
	}
	if call, ok := v.Tuple.(*ssa.Call); ok && match.IsMethod(calleeObject(&call.Call), "sync", "Map", "LoadOrStore") {
		return false // its bool does not say whether there is a value: there is
	}
	basic, ok := tuple.At(1).Type().Underlying().(*types.Basic)
	if !ok || basic.Kind() != types.Bool {
		return false
	}
	for _, ref := range *v.Tuple.Referrers() {
		if other, ok := ref.(*ssa.Extract); ok && other.Index == 1 && len(*other.Referrers()) > 0 {
			return false
		}
	}
	return true
}

func containerCall(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	if known.IsStd(obj.Pkg().Path()) {
		return true
	}
	switch obj.Name() {
	case "Value", "Get", "Load", "Pop", "Peek", "Dequeue", "Poll":
		return true
	case "Do":
		return strings.HasSuffix(obj.Pkg().Path(), "/singleflight")
	}
	return false
}

// isContents matches what a set or list gives of all its elements.
func isContents(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Signature().Recv() == nil || obj.Signature().Params().Len() > 0 {
		return false
	}
	switch obj.Name() {
	case "Values", "Keys", "Items", "Elements", "ToSlice", "List":
		return true
	}
	return false
}

// isFlight matches singleflight.Result, which holds what the function returns
// that was started beside.
func isFlight(t types.Type) bool {
	named := match.Named(t)
	return named != nil && named.Obj().Pkg() != nil && strings.HasSuffix(named.Obj().Pkg().Path(), "/singleflight")
}

// dividesByZero reports whether an integer divisor is the length of
// something, a parameter or what a call returned, and nobody looked at it.
func (o *origins) dividesByZero(op *ssa.BinOp) (Doubt, bool) {
	if !isInteger(op) {
		return 0, false
	}
	return o.zeroRisk(op, op.Y)
}

// isInteger reports whether an operation divides integers.
func isInteger(op *ssa.BinOp) bool {
	basic, ok := op.Y.Type().Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0 && (op.Op == token.QUO || op.Op == token.REM)
}

// zeroRisk judges a number that must not be zero.
func (o *origins) zeroRisk(at ssa.Instruction, v ssa.Value) (Doubt, bool) {
	switch v := strip(v).(type) {
	case *ssa.Const:
		return Concrete, v.Value != nil && constant.Sign(v.Value) == 0
	case *ssa.Extract:
		return Concrete, isParsed(v) && !o.guardedBy(at, v)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			x := v.Call.Args[0]
			return o.lengthDoubt(at, x), b.Name() == "len" && !o.compared(at, x) && !o.fixedLength(x) && !o.firstPart(x) && !o.inLoopOver(at, x)
		}
		obj := calleeObject(&v.Call)
		doubt := Weak
		if len(v.Call.Args) <= 1 {
			doubt = Assumed // x.Size(): whoever keeps x sees to it
		}
		return doubt, obj != nil && obj.Pkg() != nil && !known.IsStd(obj.Pkg().Path()) && !o.guardedBy(at, v) && !o.numberAsked(at, v)
	case *ssa.Parameter:
		if v.Parent() != at.Parent() && isOpen(v.Parent()) && !match.IsInternal(v.Parent().Pkg.Pkg) {
			return Weak, !o.guardedBy(at, v) // a literal works with what anybody passed
		}
		return Assumed, !o.guardedBy(at, v)
	case *ssa.UnOp:
		if o.guardedBy(at, v) {
			return 0, false
		}
		if doubt, ok := o.decodedDoubt(at, v); ok {
			return doubt, true
		}
		switch from := o.onlyStore(v).(type) {
		case *ssa.Parameter, *ssa.Extract:
			return o.zeroRisk(at, from)
		}
	}
	return 0, false
}

// numberAsked reports whether a number was looked at from which a call computes another:
// if a == 0 { return }, before a / gcd(a, b).
func (o *origins) numberAsked(at ssa.Instruction, call *ssa.Call) bool {
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		basic, ok := arg.Type().Underlying().(*types.Basic)
		return ok && basic.Info()&types.IsNumeric != 0 && o.guardedBy(at, arg)
	})
}

// compared reports whether x, or its length, was compared with a constant or
// nil before instr. (The condition of a loop over x tells nothing of an empty
// one.)
func (o *origins) compared(instr ssa.Instruction, x ssa.Value) bool {
	key := o.rootKey(x)
	for _, cond := range flow.Conditions(instr.Block()) {
		cmp, ok := cond.(*ssa.BinOp)
		if ok && (isConst(cmp.X) || isConst(cmp.Y)) && o.mentioned(cmp)[key] {
			return true
		}
	}
	return false
}

// closedBefore reports whether the same channel value was certainly closed
// before instr, in the same function.
func (o *origins) closedBefore(ch ssa.Value, instr ssa.Instruction) bool {
	for _, block := range instr.Parent().Blocks {
		for _, other := range block.Instrs {
			call, ok := other.(*ssa.Call)
			if !ok || other == instr {
				continue
			}
			b, ok := call.Call.Value.(*ssa.Builtin)
			if ok && b.Name() == "close" && o.sameRoot(call.Call.Args[0], ch) && leadsTo(call, instr) {
				return !o.reassigned(ch, call, instr)
			}
		}
	}
	if made := flow.Maker(instr.Parent()); made != nil {
		return o.closedBefore(ch, made) // the function around closed it before it made the literal
	}
	return false
}

// leadsTo reports whether b runs after a whenever it runs at all: a comes
// first, and no condition decides about b alone.
func leadsTo(a, b ssa.Instruction) bool {
	if flow.Dominates(a, b) {
		return true
	}
	if !flow.Reaches(a, b) || flow.Reaches(a, a) || flow.Reaches(b, b) {
		return false // in a loop it may be another channel each time
	}
	above := flow.Controls(a.Block())
	for _, cond := range flow.Controls(b.Block()) {
		if !slices.Contains(above, cond) {
			return false
		}
	}
	return true
}

// reassigned reports whether the variable that ch was read from is set
// between two instructions.
func (o *origins) reassigned(ch ssa.Value, from, to ssa.Instruction) bool {
	load, ok := ch.(*ssa.UnOp)
	if !ok {
		return false
	}
	for _, block := range to.Parent().Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok && o.rootKey(store.Addr) == o.rootKey(load.X) && flow.Reaches(from, store) {
				return true
			}
		}
	}
	return false
}
