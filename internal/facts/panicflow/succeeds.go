package panicflow

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Success says with which values of one of its parameters a function never
// returns an error, its last result: NewMatcher(MatchEqual, ...), of which only
// the regular expressions can be wrong.
type Success struct {
	Param  int      // from 0, the receiver counted
	Values []string // constants of the package, as go/constant writes them exactly
}

// successes looks at the parameters of enumerated types of an exported function
// that may fail.
func (r *Result) successes(fn *ssa.Function) []Success {
	results := fn.Signature.Results()
	if results.Len() == 0 || !match.IsError(results.At(results.Len()-1).Type()) || fn.Object() == nil || !fn.Object().Exported() {
		return nil
	}
	var all []Success
	for i, p := range fn.Params {
		var values []string
		for _, value := range r.enumerated(p.Type()) {
			if r.returnsNil(fn, flow.ReachedWhere(p, value), results.Len()-1, 0) {
				values = append(values, value.ExactString())
			}
		}
		if values != nil {
			all = append(all, Success{i, values})
		}
	}
	return all
}

// enumerated lists the constants that this package declares of a type of its
// own.
func (r *Result) enumerated(t types.Type) []constant.Value {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() != r.pass.Pkg {
		return nil
	}
	if _, isBasic := named.Underlying().(*types.Basic); !isBasic {
		return nil
	}
	var values []constant.Value
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), t) {
			values = append(values, c.Val())
		}
	}
	return values
}

// neverWrong reports whether an error is nil: it comes from a call that does not fail with
// what it is given.
func (r *Result) neverWrong(err ssa.Value, depth int) bool {
	if depth > 3 {
		return false
	}
	switch err := err.(type) {
	case *ssa.Const:
		return err.IsNil()
	case *ssa.Extract:
		call, ok := err.Tuple.(*ssa.Call)
		return ok && (readsRandom(&call.Call) || encodesText(&call.Call) || readsEmbedded(call) || writtenOut(call) || parsesOwn(call) || r.succeeds(call, err.Index, depth))
	case *ssa.Call:
		return unreads(&err.Call) || readsBack(&err.Call) || r.succeeds(err, 0, depth)
	}
	return false
}

// returnsNil reports whether all returns among some blocks, of which there is
// one, give nil as the i-th result, an error.
func (r *Result) returnsNil(fn *ssa.Function, blocks map[*ssa.BasicBlock]bool, i, depth int) bool {
	returns := false
	for ret := range flow.Returns(fn) {
		if !blocks[ret.At.Block()] {
			continue
		}
		if i >= len(ret.Results) || !r.neverWrong(ret.Results[i], depth+1) {
			return false
		}
		returns = true
	}
	return returns
}

// succeeds reports whether a call returns nil as its i-th result wherever its
// constant arguments let it get to.
func (r *Result) succeeds(call *ssa.Call, i, depth int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		if call.Call.IsInvoke() && known.SucceedsOn(call.Call.Value.Type(), call.Call.Method) {
			return true
		}
		targets, all := r.graph.CallTargets(&call.Call)
		return all && len(targets) > 0 && !slices.ContainsFunc(targets, func(target *ssa.Function) bool { return !r.isSure(target, i, depth) })
	}
	if len(fn.Blocks) > 0 {
		if reached := flow.ReachedWith(fn, call); reached != nil {
			return r.returnsNil(fn, reached, i, depth)
		}
		return r.isSure(fn, i, depth)
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || i != obj.Signature().Results().Len()-1 {
		return false
	}
	if known.Succeeds(obj) {
		return true
	}
	s := r.Of(obj)
	return s.Sure || slices.ContainsFunc(s.Succeeds, func(s Success) bool {
		if s.Param >= len(call.Call.Args) {
			return false
		}
		c, ok := strip(call.Call.Args[s.Param]).(*ssa.Const)
		return ok && c.Value != nil && slices.Contains(s.Values, c.Value.ExactString())
	})
}

// isSure reports whether the i-th result of a function, an error, is nil whatever it is
// given.
func (r *Result) isSure(fn *ssa.Function, i, depth int) bool {
	if len(fn.Blocks) == 0 {
		obj, ok := fn.Object().(*types.Func)
		return ok && (known.Succeeds(obj) || r.Of(obj).Sure)
	}
	blocks := map[*ssa.BasicBlock]bool{}
	for _, block := range fn.Blocks {
		blocks[block] = true
	}
	return r.returnsNil(fn, blocks, i, depth)
}

// neverErrs reports whether a function returns an error, its last result, that is always
// nil.
func (r *Result) neverErrs(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	return results.Len() > 0 && match.IsError(results.At(results.Len()-1).Type()) && r.isSure(fn, results.Len()-1, 0)
}
