package panicflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// PassesPanics reports whether a gRPC interceptor is seen to let the panics of the handler
// through that it is given: one of a library that logs, counts or traces, or one that calls
// the handler without a guard. Of others nothing is known.
func (r *Result) PassesPanics(interceptor ssa.Value) bool {
	for {
		named, ok := interceptor.(*ssa.ChangeType)
		if !ok {
			break
		}
		interceptor = named.X
	}
	switch v := interceptor.(type) {
	case *ssa.UnOp: // a variable of a library
		if g, ok := v.X.(*ssa.Global); ok && g.Pkg != nil && known.PlainInterceptors(g.Pkg.Pkg.Path()) {
			return true
		}
	case *ssa.Call:
		if obj := calleeObject(&v.Call); obj != nil && obj.Pkg() != nil && known.PlainInterceptors(obj.Pkg().Path()) {
			return true
		}
	}
	targets, all := r.graph.Targets(interceptor)
	return all && len(targets) > 0 && !slices.ContainsFunc(targets, func(fn *ssa.Function) bool { return !r.callsBare(fn) })
}

// callsBare reports whether a function calls its last parameter, and guards that nowhere.
func (r *Result) callsBare(fn *ssa.Function) bool {
	if len(fn.Params) == 0 {
		return false
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return slices.Equal(r.Does(obj, obj.Signature().Params().Len()-1), []known.Run{known.Calls})
	}
	p, calls := fn.Params[len(fn.Params)-1], 0
	for _, ref := range *p.Referrers() { // a literal, of which the graph does not follow the parameters
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Call:
			if ref.Call.Value != ssa.Value(p) || r.cover(fn, ref) == covered {
				return false
			}
			calls++
		default:
			return false
		}
	}
	return calls > 0
}
