package panicflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// aboutState reports whether conditions look only at parameters, local
// variables and fields: the author knows what they can be. (Package variables
// are set from outside: by flags, by the environment.)
func (r *Result) aboutState(conds []ssa.Value) bool {
	for _, cond := range conds {
		if !r.isState(cond, 0) {
			return false
		}
	}
	return true
}

// insideOfState reports whether a comparison of a field with a constant stands
// further out: if m.count < 0 { if os.Getenv("DEBUG") == "1" { panic("...") } }.
func (r *Result) insideOfState(instr ssa.Instruction) bool {
	for _, cond := range flow.Controls(instr.Block()) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isConst(cmp.Y) {
			continue
		}
		load, ok := cmp.X.(*ssa.UnOp)
		if !ok {
			continue
		}
		if _, isField := load.X.(*ssa.FieldAddr); isField && !match.IsError(load.Type()) {
			return true
		}
	}
	return false
}

func (r *Result) isState(v ssa.Value, depth int) bool {
	if depth > 8 {
		return true // a loop
	}
	switch v := strip(v).(type) {
	case *ssa.Const, *ssa.Parameter, *ssa.FreeVar, *ssa.Alloc:
		return true
	case *ssa.BinOp:
		return !match.IsError(v.X.Type()) && r.isState(v.X, depth+1) && r.isState(v.Y, depth+1)
	case *ssa.UnOp:
		return v.Op != token.ARROW && r.isState(v.X, depth+1)
	case *ssa.FieldAddr:
		return r.isState(v.X, depth+1)
	case *ssa.Field:
		return r.isState(v.X, depth+1)
	case *ssa.Slice:
		return r.isState(v.X, depth+1)
	case *ssa.IndexAddr, *ssa.Lookup, *ssa.Next:
		return true // an element
	case *ssa.Select:
		return !v.Blocking // whether a channel is full, or empty
	case *ssa.Extract:
		return r.isState(v.Tuple, depth+1)
	case *ssa.TypeAssert:
		return r.isState(v.X, depth+1)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !r.isState(edge, depth+3) {
				return false
			}
		}
		return true
	case *ssa.Call:
		return r.asksState(v, depth)
	}
	return false
}

var stateful = map[string]bool{"sync": true, "sync/atomic": true, "time": true, "reflect": true, "runtime/pprof": true, "expvar": true}

// asksState reports whether a call only looks at state: len, a method of a
// timer or a lock, a method that takes nothing, a function of this package that
// is given some.
func (r *Result) asksState(call *ssa.Call, depth int) bool {
	if call.Call.IsInvoke() && len(call.Call.Args) == 0 {
		_, plain := call.Type().Underlying().(*types.Basic)
		return plain || r.isState(call.Call.Value, depth+1) // aead.NonceSize()
	}
	if len(call.Call.Args) == 0 {
		return false // recover(), roll()
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		return b.Name() == "len" || b.Name() == "cap" || r.isState(call.Call.Args[0], depth+1)
	}
	obj := calleeObject(&call.Call)
	switch {
	case obj == nil:
		return false
	case stateful[match.FuncOf(obj).Pkg], call.Call.IsInvoke() && obj.Name() == "Value":
		return true // a key of a context: who made that context put it there
	case obj.Pkg() != r.pass.Pkg && (obj.Signature().Recv() == nil || obj.Signature().Params().Len() > 0) && !isPredicate(obj):
		return false
	}
	for _, arg := range call.Call.Args {
		if !r.isState(arg, depth+1) {
			return false
		}
	}
	return true
}

// isPredicate matches methods that only look at their receiver and arguments:
// config.IsCancun(number, time).
func isPredicate(fn *types.Func) bool {
	results := fn.Signature().Results()
	if fn.Signature().Recv() == nil || results.Len() != 1 || !types.Identical(results.At(0).Type(), types.Typ[types.Bool]) {
		return false
	}
	return strings.HasPrefix(fn.Name(), "Is") || strings.HasPrefix(fn.Name(), "Has")
}
