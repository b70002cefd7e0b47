package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

const nothing = "the function may find nothing"

// foundNothing reports whether a result of a call, a pointer, may be nil without an
// error, and nobody has asked about it or about what the function was given. Functions
// of std are a table. One of this package returns nil somewhere; whether its callers
// take that for possible is seen by those that look.
func (r *Result) foundNothing(at ssa.Instruction, tuple ssa.Value, i int) (Doubt, bool) {
	call, ok := tuple.(*ssa.Call)
	if !ok || r.askedFor(at, call) || r.remarked(call.Pos(), 0) {
		return 0, false
	}
	obj := calleeObject(&call.Call)
	if obj != nil && known.FindsNothing(obj, i) {
		return Concrete, true
	}
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 || i > 0 || fn.Signature.Recv() == nil && constantArgs(call) || !returnsNothing(fn) {
		return 0, false
	}
	looked, all := r.callersOf(fn)
	doubt := Weak
	if r.origins.lacksPart(fn) {
		doubt = Assumed // what the receiver has, callers may know
	}
	return doubt, looked > 0 || all == 1
}

// lacksPart reports whether a method returns nil only where a field of its receiver is nil.
func (o *origins) lacksPart(fn *ssa.Function) bool {
	if fn.Signature.Recv() == nil {
		return false
	}
	lacks := false
	for ret := range flow.Returns(fn) {
		if !isNil(ret.Results[0]) {
			continue
		}
		conds := deciding(ret.At)
		if len(conds) != 1 {
			return false
		}
		cmp, ok := conds[0].(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) {
			return false
		}
		base, _ := fieldLoad(cmp.X)
		if base == nil || strip(base) != ssa.Value(fn.Params[0]) {
			return false
		}
		lacks = true
	}
	return lacks
}

// askedFor reports whether a condition before an instruction asked the same function,
// or for what it was given. (Whether the call itself failed tells nothing.)
func (r *Result) askedFor(at ssa.Instruction, call *ssa.Call) bool {
	first := 0
	if obj := calleeObject(&call.Call); obj != nil {
		first = argOffset(&call.Call, obj)
	}
	for _, cond := range flow.Conditions(at.Block()) {
		cmp, ok := cond.(*ssa.BinOp)
		if ok && isResultOf(cmp.X, call) {
			continue
		}
		if r.asksOwner(cond, call, first) {
			return true
		}
		if ok {
			other, ok := cmp.X.(*ssa.Call)
			if ok && other.Call.StaticCallee() != nil && other.Call.StaticCallee() == call.Call.StaticCallee() {
				return true
			}
		}
		for _, arg := range call.Call.Args[first:] {
			if !isConst(arg) && r.origins.mentioned(cond)[r.origins.rootKey(arg)] {
				return true
			}
		}
	}
	return false
}

// asksOwner reports whether a condition asked another method of the same receiver: for
// q.Len() > 0 { q.Pop().run() }.
func (r *Result) asksOwner(cond ssa.Value, call *ssa.Call, first int) bool {
	if first == 0 || len(call.Call.Args) == 0 {
		return false
	}
	return fromOne(cond, func(v ssa.Value) bool {
		other, ok := v.(*ssa.Call)
		return ok && other != call && len(other.Call.Args) > 0 && r.origins.sameRoot(other.Call.Args[0], call.Call.Args[0])
	}, 0)
}

// isResultOf reports whether v is a result of a call, or a variable that holds one.
func isResultOf(v ssa.Value, call *ssa.Call) bool {
	if load, ok := v.(*ssa.UnOp); ok && load.X.Referrers() != nil {
		for _, ref := range *load.X.Referrers() {
			if store, ok := ref.(*ssa.Store); ok && store.Addr == load.X {
				if e, ok := store.Val.(*ssa.Extract); ok && e.Tuple == ssa.Value(call) {
					return true
				}
			}
		}
	}
	e, ok := v.(*ssa.Extract)
	return ok && e.Tuple == ssa.Value(call)
}

// returnsNothing reports whether a function returns nil as its first result, alone or
// with a nil error, other than where its receiver is nil.
func returnsNothing(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	if results.Len() == 0 || results.Len() > 2 || !isNilable(results.At(0).Type()) || results.Len() == 2 && !match.IsError(results.At(1).Type()) {
		return false
	}
	for ret := range flow.Returns(fn) {
		if (isNil(ret.Results[0]) || isUnread(ret.Results[0])) && (len(ret.Results) == 1 || isNil(ret.Results[1])) && !onNilReceiver(ret.At) {
			return true
		}
	}
	return false
}

// isUnread matches n of n, _ := new(big.Int).SetString(text, 10).
func isUnread(v ssa.Value) bool {
	n, ok := v.(*ssa.Extract)
	if !ok || n.Index != 0 {
		return false
	}
	call, ok := n.Tuple.(*ssa.Call)
	if !ok || !known.NilUnlessOK(calleeObject(&call.Call)) {
		return false
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == 1 && len(*e.Referrers()) > 0 {
			return false
		}
	}
	return true
}

// onNilReceiver reports whether a return is reached where the receiver, or something that
// the function was given, is nil: what makes nothing of nothing.
func onNilReceiver(ret *ssa.Return) bool {
	for _, cond := range deciding(ret) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) {
			continue
		}
		if _, ok := cmp.X.(*ssa.Parameter); ok {
			return true
		}
	}
	return false
}

// callersOf counts the calls of a function in this package, tests apart, and those that
// compare its first result with nil.
func (r *Result) callersOf(fn *ssa.Function) (looked, all int) {
	if r.calls == nil {
		r.calls = r.findCalls()
	}
	for _, call := range r.calls[fn] {
		all++
		if comparesNil(call) {
			looked++
		}
	}
	return looked, all
}

func (r *Result) findCalls() map[*ssa.Function][]*ssa.Call {
	calls := map[*ssa.Function][]*ssa.Call{}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() != nil {
					callee := call.Call.StaticCallee()
					calls[callee] = append(calls[callee], call)
				}
			}
		}
	}
	return calls
}

// comparesNil reports whether the first result of a call, or the variable that it is
// put into, is compared with nil.
func comparesNil(call *ssa.Call) bool {
	var first ssa.Value = call
	if _, isTuple := call.Type().(*types.Tuple); isTuple {
		first = nil
		for _, ref := range *call.Referrers() {
			if e, ok := ref.(*ssa.Extract); ok && e.Index == 0 {
				first = e
			}
		}
	}
	return first != nil && isCompared(first, 0)
}

func isCompared(v ssa.Value, depth int) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.BinOp:
			if isNil(ref.X) || isNil(ref.Y) {
				return true
			}
		case *ssa.TypeAssert:
			if ref.CommaOk {
				return true
			}
		case *ssa.Phi:
			if depth < 2 && isCompared(ref, depth+1) {
				return true
			}
		case *ssa.Store:
			refs := ref.Addr.Referrers()
			if ref.Val != v || refs == nil || depth > 1 {
				continue
			}
			for _, use := range *refs {
				if load, ok := use.(*ssa.UnOp); ok && isCompared(load, depth+1) {
					return true
				}
			}
		}
	}
	return false
}
