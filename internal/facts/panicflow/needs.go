package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Need is what callers can do about a witness: pass an argument with which
// the instruction does not panic. Each call on the way to the instruction is
// asked whether it does (see supply).
type Need struct {
	Param int // the parameter that decides, from 1, the receiver counted
	Kind  NeedKind
	Len   int64  // Long: how many elements
	Index int    // Indexed: the parameter that is the index, counted like Param
	Type  string // Typed: the type, with the import path
	// Methods are those of Type, where that is an interface.
	Methods []string

	// of is the function whose parameter it is, where a literal in it holds
	// the witness. (Not encoded: such a need does not leave the package.)
	of *ssa.Function
}

// A NeedKind says what is asked of an argument.
type NeedKind uint8

const (
	Long    NeedKind = iota // it has Len elements
	Indexed                 // it has an element at the other parameter
	Typed                   // its dynamic type is Type
	NonZero                 // it is not 0
	Kept                    // it keeps a condition that stands before a panic statement
	Passed                  // a call that is given it does not fail
	Given                   // it is a function that does not panic
	Whole                   // it has a whole number of pairs, or of parts of another size
	Formed                  // it is a text that parses
	Sized                   // it is not more than there is, of which nobody but the author knows
)

// paramNumber gives the number of the parameter of fn that v is, or 0.
func paramNumber(fn *ssa.Function, v ssa.Value) int {
	for i, p := range fn.Params {
		if strip(v) == ssa.Value(p) {
			return i + 1
		}
	}
	return 0
}

// needOfIndex gives what x[i] asks of callers, where one of them can answer.
func (o *origins) needOfIndex(at ssa.Instruction, fn *ssa.Function, x, i ssa.Value) *Need {
	c, isC := constInt(i)
	px, pi := paramNumber(fn, x), paramNumber(fn, i)
	switch {
	case px != 0 && isC:
		return &Need{Param: px, Kind: Long, Len: c + 1}
	case px != 0 && o.fromLength(i, x) && minusConstant(i): // x[len(x)-c]
		c, _ := constInt(strip(i).(*ssa.BinOp).Y)
		return &Need{Param: px, Kind: Long, Len: c}
	case px != 0 && pi != 0:
		return &Need{Param: px, Kind: Indexed, Index: pi}
	case px != 0 && o.beyondLoop(at, x, i) > 1:
		return &Need{Param: px, Kind: Whole}
	}
	return nil
}

// needOfSlice is needOfIndex for x[a:b].
func needOfSlice(fn *ssa.Function, s *ssa.Slice) *Need {
	for _, bound := range []ssa.Value{s.Low, s.High} {
		if bound == nil {
			continue
		}
		if p := paramNumber(fn, bound); p != 0 {
			return &Need{Param: p, Kind: Sized}
		}
	}
	px := paramNumber(fn, s.X)
	if px == 0 {
		return nil
	}
	var most int64
	for _, bound := range []ssa.Value{s.Low, s.High, s.Max} {
		if bound == nil {
			continue
		}
		c, ok := constInt(bound)
		if !ok {
			return nil
		}
		most = max(most, c)
	}
	return &Need{Param: px, Kind: Long, Len: most}
}

// at gives the witness of a function as one call shows it: nil where the
// arguments keep it from happening, with what remains in doubt otherwise.
func (r *Result) at(w *Witness, site ssa.CallInstruction, callee types.Object) *Witness {
	if w.Need == nil {
		return w
	}
	if of := w.Need.of; of != nil && encloses(of, site.Parent()) && callee != of.Object() {
		return w // a call of a literal, in the function that has the parameter
	}
	next := *w
	next.Need = nil
	arg := argument(site, w.Need.Param)
	if arg == nil || !names(site.Common(), callee) {
		return &next // a function value: the arguments are elsewhere
	}
	if need, ok := carried(w.Need, site); ok {
		if need.Kind == NonZero && r.origins.guardedBy(site, arg) {
			return nil
		}
		if w.Need.Kind == Long && r.origins.longEnough(site, arg, intConst(w.Need.Len-1)) {
			return nil
		}
		next.Need = need
		if _, isGo := site.(*ssa.Go); isGo && isOpen(site.Parent()) && need.Kind < Kept && !match.IsType(arg.Type(), "time", "Duration") {
			next.Doubt = min(next.Doubt, Weak) // started with what anybody passed
		}
		return &next
	}
	doubt, happens := r.supply(w, site, arg)
	if !happens {
		return nil
	}
	next.Doubt = doubt
	return &next
}

// names reports whether a call names a function, or a method by way of an
// interface that it implements.
func names(call *ssa.CallCommon, callee types.Object) bool {
	if call.IsInvoke() {
		return callee != nil && call.Method.Name() == callee.Name()
	}
	obj := calleeObject(call)
	return obj != nil && types.Object(obj) == callee
}

// argument gives what a call passes for a parameter, from 1, the receiver
// counted.
func argument(site ssa.CallInstruction, param int) ssa.Value {
	common := site.Common()
	i := param - 1
	if common.IsInvoke() {
		i--
	}
	if i < 0 || i >= len(common.Args) || common.StaticCallee() == nil && !common.IsInvoke() {
		return nil
	}
	if callee := common.StaticCallee(); callee != nil && callee.Blocks != nil && len(callee.Params) != len(common.Args) {
		return nil // (what another package declares has no parameters here)
	}
	return common.Args[i]
}

// carried gives the need in terms of the parameters of the calling function,
// if it passes on what it was given itself.
func carried(need *Need, site ssa.CallInstruction) (*Need, bool) {
	caller := site.Parent()
	if caller.Parent() != nil {
		return nil, false // nobody is asked about a literal's parameters
	}
	next := *need
	next.of = nil
	next.Param = paramNumber(caller, argument(site, need.Param))
	if need.Kind == Indexed {
		index := argument(site, need.Index)
		if index == nil {
			return nil, false
		}
		if c, ok := constInt(index); ok && next.Param != 0 {
			return &Need{Param: next.Param, Kind: Long, Len: c + 1}, true
		}
		next.Index = paramNumber(caller, index)
		return &next, next.Param != 0 && next.Index != 0
	}
	return &next, next.Param != 0
}

// supply judges an argument that is not itself a parameter: in what doubt the
// witness is, and whether it can happen at all.
func (r *Result) supply(w *Witness, site ssa.CallInstruction, arg ssa.Value) (Doubt, bool) {
	o, need := r.origins, w.Need
	switch need.Kind {
	case Long:
		what, doubt := o.indexRisk(site, arg, intConst(need.Len-1))
		return doubt, what != ""
	case Indexed:
		what, doubt := o.indexRisk(site, arg, argument(site, need.Index))
		return doubt, what != ""
	case Whole:
		return o.lengthDoubt(site, arg), !isWritten(arg) && !o.askedParts(site, arg)
	case Sized:
		sent := sentLength(arg)
		return Weak, sent != nil && isRead(sent) && !o.guardedBy(site, arg)
	case NonZero:
		if doubt, zero := o.zeroRisk(site, arg); zero {
			return doubt, true
		}
		return Assumed, !isConst(arg) && !o.guardedBy(site, arg)
	case Typed:
		return r.typeSupplied(site, arg, need)
	case Given:
		return 0, false // the function is judged where it is passed (see passedIn)
	case Kept, Passed, Formed:
		if settled(arg) || need.Kind == Formed && isWrittenOut(arg) || match.IsError(arg.Type()) && r.neverWrong(arg, 0) {
			return 0, false
		}
		if need.Kind != Kept {
			if match.IsError(arg.Type()) && isMust(site) && !readsInput(arg) {
				return Assumed, true // its author says that it does not fail
			}
			if _, boxed := arg.(*ssa.MakeInterface); boxed || isHeldKey(arg) {
				return Assumed, true // the caller chose the type; the program makes the keys of what it holds
			}
			return w.Doubt, true
		}
		if o.guardedBy(site, arg) {
			return 0, false
		}
		return Assumed, true
	}
	panic("internal error: unknown need")
}

// isMust reports whether the function that is called is named for a panic: Must(f()).
func isMust(site ssa.CallInstruction) bool {
	obj := calleeObject(site.Common())
	return obj != nil && strings.HasPrefix(strings.ToLower(obj.Name()), "must")
}

// readsInput reports whether an error comes from a call that is given text, or bytes, of
// which the program is not the author.
func readsInput(err ssa.Value) bool {
	call := callOf(err)
	if call == nil {
		return true
	}
	first := 0
	if obj := calleeObject(&call.Call); obj != nil {
		first = argOffset(&call.Call, obj)
	}
	return slices.ContainsFunc(call.Call.Args[first:], func(arg ssa.Value) bool {
		t := arg.Type().Underlying()
		if slice, ok := t.(*types.Slice); ok {
			t = slice.Elem().Underlying()
		}
		basic, ok := t.(*types.Basic)
		return ok && (basic.Info()&types.IsString != 0 || basic.Kind() == types.Byte) && !isConst(arg)
	})
}

// isWritten matches []string{"a", "b"} and the arguments of a variadic parameter.
func isWritten(arg ssa.Value) bool {
	s, ok := strip(arg).(*ssa.Slice)
	if !ok || s.Low != nil || s.High != nil {
		return isConst(arg)
	}
	_, isArray := arrayLength(s.X.Type())
	return isArray
}

// askedParts reports whether a condition before an instruction asked what is left of x
// when it is cut into parts: len(x)%2 != 0.
func (o *origins) askedParts(at ssa.Instruction, x ssa.Value) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !o.mentioned(cond)[o.rootKey(x)] {
			return false
		}
		op, ok := cmp.X.(*ssa.BinOp)
		return ok && (op.Op == token.REM || op.Op == token.AND)
	})
}

// settled reports whether an argument is written out at the call: a constant,
// or arguments for a variadic parameter. Who writes Compare(v, "<", 1) knows.
func settled(arg ssa.Value) bool {
	switch v := strip(arg).(type) {
	case *ssa.Const:
		return true
	case *ssa.Slice:
		alloc, ok := v.X.(*ssa.Alloc)
		return ok && alloc.Comment == "varargs"
	}
	return false
}

// isHeldKey matches the key in for key := range x.entries.
func isHeldKey(arg ssa.Value) bool {
	key, ok := arg.(*ssa.Extract)
	if !ok || key.Index != 1 {
		return false
	}
	next, ok := key.Tuple.(*ssa.Next)
	if !ok {
		return false
	}
	over, ok := next.Iter.(*ssa.Range)
	if !ok {
		return false
	}
	base, _ := fieldLoad(over.X)
	return base != nil
}

// typeSupplied judges an argument for a parameter that is asserted to be of a
// type.
func (r *Result) typeSupplied(site ssa.CallInstruction, arg ssa.Value, need *Need) (Doubt, bool) {
	if mi, ok := arg.(*ssa.MakeInterface); ok {
		if len(need.Methods) == 0 {
			return Concrete, types.TypeString(mi.X.Type(), nil) != need.Type
		}
		set := types.NewMethodSet(mi.X.Type())
		return Concrete, slices.ContainsFunc(need.Methods, func(name string) bool { return set.Lookup(r.pass.Pkg, name) == nil })
	}
	if r.origins.guardedBy(site, arg) || homogeneous(arg, 0) {
		return 0, false
	}
	if doubt, decoded := r.origins.decodedDoubt(site, arg); decoded {
		return doubt, true
	}
	if call, ok := arg.(*ssa.Call); ok && !call.Call.IsInvoke() {
		return Weak, true
	}
	return Assumed, true
}
