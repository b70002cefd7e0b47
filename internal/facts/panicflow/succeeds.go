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
			if returnsNil(flow.ReachedWhere(p, value), results.Len()-1) {
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

// returnsNil reports whether all returns among some blocks, of which there is
// one, give nil as the i-th result.
func returnsNil(blocks map[*ssa.BasicBlock]bool, i int) bool {
	returns := false
	for block := range blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		if i >= len(ret.Results) || !isNil(ret.Results[i]) {
			return false
		}
		returns = true
	}
	return returns
}

// succeeds reports whether a call returns nil as its i-th result wherever its
// constant arguments let it get to.
func (r *Result) succeeds(call *ssa.Call, i int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return call.Call.IsInvoke() && known.SucceedsOn(call.Call.Value.Type(), call.Call.Method)
	}
	if len(fn.Blocks) > 0 {
		return returnsNil(flow.ReachedWith(fn, call), i)
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || i != obj.Signature().Results().Len()-1 {
		return false
	}
	if known.Succeeds(obj) {
		return true
	}
	return slices.ContainsFunc(r.Of(obj).Succeeds, func(s Success) bool {
		if s.Param >= len(call.Call.Args) {
			return false
		}
		c, ok := strip(call.Call.Args[s.Param]).(*ssa.Const)
		return ok && c.Value != nil && slices.Contains(s.Values, c.Value.ExactString())
	})
}
