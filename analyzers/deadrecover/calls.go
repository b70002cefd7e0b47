package deadrecover

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// checkCalls reports, in fn, plain calls of functions that recover only when
// deferred, and defers of functions that only return such a function.
func (c *checker) checkCalls(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch site := instr.(type) {
			case *ssa.Call:
				c.checkCall(fn, site)
			case *ssa.Defer:
				c.checkReturned(site)
			}
		}
	}
}

func (c *checker) checkCall(fn *ssa.Function, site *ssa.Call) {
	obj := staticObject(&site.Call)
	if obj == nil {
		return
	}
	recovers, pure := c.recovers(obj, &site.Call)
	if !recovers {
		return
	}
	caller := funcflow.Frame(fn)
	if staticObject(&site.Call) == caller.Object() {
		return // recursion: the outermost call may be the deferred one
	}
	inDeferred := c.onlyDeferred(caller)
	own, _ := c.flow.Recovery(caller)
	if !pure && (!inDeferred || own) {
		return // it may be called for its other work
	}
	call := c.index.Call(site)
	if call == nil || !c.index.IsStatement(call) {
		return
	}
	d := analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: outside,
		Message: obj.Name() + " recovers only when it is deferred: this call has no effect on a panic"}
	if inDeferred {
		d.Category = nested
		d.Message = "recover in " + obj.Name() + " has no effect here: it works only when a defer statement runs " + obj.Name()
		d.SuggestedFixes = c.unwrap(caller, call)
	}
	c.add(d)
}

// recovers says whether the function that a call names is a guard, alive by
// itself, and whether it does nothing else.
func (c *checker) recovers(obj *types.Func, call *ssa.CallCommon) (recovers, pure bool) {
	if obj.Pkg() == c.pass.Pkg {
		fn := funcflow.Source(call.StaticCallee())
		if len(c.flow.Sites(fn)) == 0 {
			return false, false
		}
		if alive, _ := c.deferral(fn); !alive {
			return false, false // reported at its recover
		}
		if c.deferredHere(fn) && c.flow.Busy(fn) {
			return true, false // deferred in one place, called in another for its work
		}
	}
	if known.Guards(obj) == known.Stops && obj.Pkg().Path() != "runtime" {
		return true, true
	}
	s := c.flow.Of(obj)
	return s.Recovers && !s.Repanics, s.Pure // nothing is lost where it panics again
}

func staticObject(call *ssa.CallCommon) *types.Func {
	fn := call.StaticCallee()
	if fn == nil {
		return nil
	}
	obj, _ := funcflow.Source(fn).Object().(*types.Func)
	return obj
}

// onlyDeferred reports whether defer statements, and nothing else, run fn.
func (c *checker) onlyDeferred(fn *ssa.Function) bool {
	uses := c.graph.Uses(fn)
	for _, use := range uses {
		if use.Mode != funcflow.Deferred {
			return false
		}
	}
	return len(uses) > 0 && !c.graph.Escapes(fn)
}
