package panicflow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A function that finds nothing may give a nil map without an error:
//
//	if len(owned) == 0 {
//		return nil, nil
//	}
//
// To read from it is fine, to write to it panics.

// writesToNothing reports whether a map that is written to may be such a one, and nobody
// asked.
func (r *Result) writesToNothing(update *ssa.MapUpdate) bool {
	return r.mayBeNilMap(update.Map, 0) && !r.askedForMap(update, update.Map)
}

// mayBeNilMap reports whether a function of the package gives nil, and no error, as a map,
// perhaps by way of another that hands on what it is given.
func (r *Result) mayBeNilMap(v ssa.Value, depth int) bool {
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return edge != v && !isNil(edge) && r.mayBeNilMap(edge, depth+1) })
	case *ssa.Call:
		return r.givesNilMap(v, 0, depth)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && r.givesNilMap(call, v.Index, depth)
	}
	return false
}

func (r *Result) givesNilMap(call *ssa.Call, i, depth int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	for ret := range flow.Returns(fn) {
		v, last := ret.Results[i], ret.Results[len(ret.Results)-1]
		if v != last && (match.IsError(last.Type()) || isBool(last.Type())) && !isSuccess(last) {
			continue
		}
		if p, ok := v.(*ssa.Parameter); ok {
			v = argument(call, paramNumber(fn, p))
		} else if isNil(v) {
			return true
		}
		if v != nil && r.mayBeNilMap(v, depth+1) {
			return true
		}
	}
	return false
}

// isSuccess matches a nil error and true, as they stand in a return statement.
func isSuccess(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && (c.Value == nil || c.Value.ExactString() == "true")
}

// askedForMap reports whether a condition before an instruction looked at a map, other than
// that a key was found not to be there.
func (r *Result) askedForMap(at ssa.Instruction, m ssa.Value) bool {
	for block := at.Block(); block.Idom() != nil; block = block.Idom() {
		above := block.Idom()
		branch, ok := above.Instrs[len(above.Instrs)-1].(*ssa.If)
		if !ok || !r.origins.mentionsRoot(branch.Cond, r.origins.rootKey(m)) {
			continue
		}
		cond, missing := branch.Cond, above.Succs[1]
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			cond, missing = not.X, above.Succs[0]
		}
		found, ok := cond.(*ssa.Extract)
		if !ok || found.Index != 1 || block != missing {
			return true
		}
		if lookup, ok := found.Tuple.(*ssa.Lookup); !ok || !r.origins.sameRoot(lookup.X, m) {
			return true
		}
	}
	return false
}
