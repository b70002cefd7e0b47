package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// usedEarly reports whether a pointer that came with an error is dereferenced before
// anybody looks at that error, and somebody does so afterwards:
//
//	resp, err := http.Get(url)
//	defer resp.Body.Close()
//	if err != nil {
//
// Where the error is looked at nowhere, see uncheckedResult.
func (r *Result) usedEarly(at ssa.Instruction, ptr ssa.Value) (Doubt, bool) {
	if load, ok := ptr.(*ssa.UnOp); ok {
		ptr = r.origins.onlyStore(load)
	}
	result, ok := ptr.(*ssa.Extract)
	if !ok || result.Index != 0 || !isPointer(result.Type()) {
		return 0, false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok || neverFails(call) {
		return 0, false
	}
	doubt, null := r.nilWithError(call)
	if !null {
		return 0, false
	}
	if at = flow.Within(at, call.Parent()); at == nil {
		return 0, false
	}
	looks := errorLooks(call)
	for _, look := range looks {
		if look.Parent() != call.Parent() || flow.MayPrecede(look, at) && !isDeferred(look) {
			return 0, false
		}
	}
	return doubt, len(looks) > 0 && !r.origins.guardedBy(at, result)
}

// errorLooks lists what reads the error, the second result of a call, or the variable
// that holds it.
func errorLooks(call *ssa.Call) []ssa.Instruction {
	var looks []ssa.Instruction
	tuple := call.Type().(*types.Tuple)
	if tuple.Len() != 2 || !match.IsError(tuple.At(1).Type()) {
		return nil
	}
	for _, ref := range *call.Referrers() {
		err, ok := ref.(*ssa.Extract)
		if !ok || err.Index != 1 {
			continue
		}
		for _, use := range *err.Referrers() {
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

// isDeferred reports whether an instruction makes a literal that is only deferred.
func isDeferred(instr ssa.Instruction) bool {
	closure, ok := instr.(*ssa.MakeClosure)
	if !ok {
		return false
	}
	for _, ref := range *closure.Referrers() {
		if d, ok := ref.(*ssa.Defer); !ok || d.Call.Value != ssa.Value(closure) {
			return false
		}
	}
	return true
}

// nilWithError reports whether a call that fails gives a nil pointer beside the error:
// functions of std do, those of this package where one sees it. Of others it is the
// custom.
func (r *Result) nilWithError(call *ssa.Call) (Doubt, bool) {
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil {
		return 0, false
	}
	fn := call.Call.StaticCallee()
	switch {
	case known.IsStd(obj.Pkg().Path()):
		return Concrete, true
	case fn == nil || len(fn.Blocks) == 0:
		return Weak, true
	}
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 2 && isNil(ret.Results[0]) && !isNil(ret.Results[1]) {
			return Concrete, true
		}
	}
	return 0, false
}
