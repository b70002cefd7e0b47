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

// A pointer or interface often comes with a companion, the last of the results, that says
// whether it is there: an error, or a bool as of a map, an assertion or a channel.

// companion gives the index of the companion among what a tuple has.
func companion(tuple ssa.Value) (index int, ok bool) {
	if _, ok := tuple.(*ssa.Select); ok {
		return 1, true // whether the channel is open
	}
	results, ok := tuple.Type().(*types.Tuple)
	if !ok {
		return 0, false
	}
	return companionIn(results)
}

func companionIn(results *types.Tuple) (index int, ok bool) {
	if results.Len() < 2 {
		return 0, false
	}
	last := results.Len() - 1
	t := results.At(last).Type()
	basic, isBasic := t.Underlying().(*types.Basic)
	return last, match.IsError(t) || isBasic && basic.Kind() == types.Bool
}

// verdict chooses the words for a companion, an error or a bool.
func verdict(tuple ssa.Value, forError, forBool string) string {
	if index, ok := companion(tuple); ok && match.IsError(tuple.Type().(*types.Tuple).At(index).Type()) {
		return forError
	}
	return forBool
}

// verdictLooks lists what reads the companion in a tuple, or the variable that holds it.
func verdictLooks(tuple ssa.Value) []ssa.Instruction {
	var looks []ssa.Instruction
	index, ok := companion(tuple)
	if !ok {
		return nil
	}
	for _, ref := range *tuple.Referrers() {
		verdict, ok := ref.(*ssa.Extract)
		if !ok || verdict.Index != index {
			continue
		}
		for _, use := range *verdict.Referrers() {
			store, ok := use.(*ssa.Store)
			if !ok {
				looks = append(looks, use)
				continue
			}
			if refs := store.Addr.Referrers(); refs != nil {
				for _, use := range *refs {
					if other, ok := use.(*ssa.Store); !ok || other.Addr != store.Addr {
						looks = append(looks, use)
					}
				}
			}
		}
	}
	return looks
}

// isNilable matches what a dereference or a method call may find nil: pointers, and
// interfaces other than error.
func isNilable(t types.Type) bool {
	if isTypeParam(t) {
		return false
	}
	return isPointer(t) || types.IsInterface(t) && !match.IsError(t)
}

// nilOnFailure reports whether a result may be nil where its companion says that it is not
// there: what a map or an assertion gives is, functions of std give nil, those of the
// user's own packages where one sees it. Of others it is the custom beside an error.
func (r *Result) nilOnFailure(result *ssa.Extract) (Doubt, bool) {
	index, ok := companion(result.Tuple)
	if !ok || result.Index == index || !isNilable(result.Type()) {
		return 0, false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok {
		return Concrete, true
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || neverFails(call) {
		return 0, false
	}
	fn := call.Call.StaticCallee()
	switch {
	case known.IsStd(obj.Pkg().Path()):
		return Concrete, match.IsError(result.Tuple.Type().(*types.Tuple).At(index).Type()) || known.NilUnlessOK(obj)
	case fn == nil:
		return 0, false // an interface says in words what it gives
	case r.givesPart(call):
		return 0, false
	case len(fn.Blocks) > 0:
		return Concrete, givesNil(fn, result.Index)
	case r.IsTraced(obj.Pkg()):
		return Concrete, slices.Contains(r.Of(obj).Nils, result.Index)
	}
	return Weak, result.Index == 0 && match.IsError(result.Tuple.Type().(*types.Tuple).At(index).Type())
}

// givesNil reports whether a function may give nil as its i-th result where the last one
// says that it is not there.
func givesNil(fn *ssa.Function, i int) bool {
	null := false
	for ret := range flow.Returns(fn) {
		v, verdict := ret.Results[i], ret.Results[len(ret.Results)-1]
		switch {
		case isNil(v) && isFailure(verdict), isMissed(v, verdict), match.IsError(verdict.Type()) && isPassedOn(v, verdict):
			null = true
		case isNil(v), match.IsError(verdict.Type()):
		case !isConst(verdict):
			return false // it says something else
		}
	}
	return null
}

// nils lists the results of a function that may be nil where the last one says that they
// are not there.
func nils(fn *ssa.Function) []int {
	results := fn.Signature.Results()
	if _, ok := companionIn(results); !ok {
		return nil
	}
	var all []int
	for i := range results.Len() - 1 {
		if isNilable(results.At(i).Type()) && givesNil(fn, i) {
			all = append(all, i)
		}
	}
	return all
}

// isFailure reports whether a companion may say that there is nothing.
func isFailure(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return true
	}
	return c.Value != nil && c.Value.ExactString() == "false"
}

// isMissed matches v and ok of v, ok := m[k], and m2[v], ok.
func isMissed(v, ok ssa.Value) bool {
	verdict, is := ok.(*ssa.Extract)
	if !is {
		return false
	}
	asked, is := verdict.Tuple.(*ssa.Lookup)
	if !is {
		return false
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return v.Tuple == ssa.Value(asked)
	case *ssa.Lookup:
		return fromOne(v.Index, func(part ssa.Value) bool { return part == ssa.Value(asked) }, 0)
	}
	return false
}

// isPassedOn matches what another function has returned beside its error, and what is read
// from a map beside an error that may come.
func isPassedOn(v, err ssa.Value) bool {
	if found, ok := v.(*ssa.Lookup); ok {
		return !found.CommaOk && !isNil(err)
	}
	result, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	verdict, ok := err.(*ssa.Extract)
	return ok && verdict.Tuple == result.Tuple
}

// emptyOnFailure reports whether a result is always nil where its companion says that it
// is not there.
func (r *Result) emptyOnFailure(result *ssa.Extract) bool {
	index, ok := companion(result.Tuple)
	if !ok || result.Index == index || !isNilable(result.Type()) {
		return false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok {
		return true
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	if call.Call.IsInvoke() {
		return known.FailsEmpty(obj)
	}
	if path := obj.Pkg().Path(); known.IsStd(path) {
		// These give what they have got so far.
		return !strings.HasPrefix(path, "go/") && !strings.HasPrefix(path, "archive/") && match.IsError(result.Tuple.Type().(*types.Tuple).At(index).Type())
	}
	if fn := call.Call.StaticCallee(); fn != nil && len(fn.Blocks) > 0 {
		return failsEmpty(fn)
	}
	return r.Of(obj).Empty
}

// failsEmpty reports whether a function gives no pointer and no interface where its last
// result says that it has failed.
func failsEmpty(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	if results.Len() < 2 || !match.IsError(results.At(results.Len()-1).Type()) {
		return false
	}
	last, fails := results.Len()-1, false
	for ret := range flow.Returns(fn) {
		if isNil(ret.Results[last]) {
			continue
		}
		for _, v := range ret.Results[:last] {
			if isNilable(v.Type()) && !isNil(v) {
				return false
			}
		}
		fails = true
	}
	return fails && slices.ContainsFunc(slices.Collect(results.Variables()), func(v *types.Var) bool { return isNilable(v.Type()) })
}

// knownNil says why a pointer or interface is nil wherever an instruction runs: a branch
// found it to be, or found that the call which should give it has failed.
//
//	g, err := fetch(id)
//	if err != nil {
//		log.Printf("%s: %v", g.ID, err)
func (r *Result) knownNil(at ssa.Instruction, v ssa.Value) string {
	result, fromCall := v.(*ssa.Extract)
	for block := at.Block(); block != nil; block = block.Idom() {
		if len(block.Preds) != 1 || len(block.Preds[0].Instrs) == 0 {
			continue
		}
		above := block.Preds[0]
		branch, ok := above.Instrs[len(above.Instrs)-1].(*ssa.If)
		if !ok || above.Succs[0] == above.Succs[1] {
			continue
		}
		if cmp, ok := branch.Cond.(*ssa.BinOp); ok && isNil(cmp.Y) && cmp.X == v {
			if (cmp.Op == token.EQL) == (above.Succs[0] == block) {
				return "nil dereference (it was found to be nil)"
			}
			return ""
		}
		if !fromCall || r.origins.guardedBy(at, v) || !r.emptyOnFailure(result) {
			continue
		}
		for _, look := range verdictLooks(result.Tuple) {
			if asks, failed := failedBranch(look); asks == branch && failed == block && !isSetSince(look, result.Tuple) {
				return "nil dereference (" + verdict(result.Tuple, "the call has failed there", "its ok is false there") + ")"
			}
		}
	}
	return ""
}

// isSetSince reports whether the variable that a look reads was perhaps set again since it
// was given the companion in a tuple.
func isSetSince(look ssa.Instruction, tuple ssa.Value) bool {
	load, ok := look.(*ssa.UnOp)
	if !ok || load.Op != token.MUL || load.X.Referrers() == nil {
		return false
	}
	return slices.ContainsFunc(*load.X.Referrers(), func(ref ssa.Instruction) bool {
		if closure, ok := ref.(*ssa.MakeClosure); ok {
			return isSetIn(closure, load.X)
		}
		store, ok := ref.(*ssa.Store)
		if !ok || store.Parent() != look.Parent() {
			return false
		}
		from, ok := store.Val.(*ssa.Extract)
		return !(ok && from.Tuple == tuple) && flow.Reaches(tuple.(ssa.Instruction), store) && flow.Reaches(store, look)
	})
}
