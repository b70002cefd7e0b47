package deadrecover

import (
	"go/ast"
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
	g, ok := c.guardOf(obj, &site.Call)
	if !ok || c.hands(obj, site) {
		return
	}
	caller := funcflow.Frame(fn)
	if staticObject(&site.Call) == caller.Object() {
		return // recursion: the outermost call may be the deferred one
	}
	inDeferred := c.onlyDeferred(caller)
	own, _ := c.flow.Recovery(caller)
	if !g.pure && (!inDeferred || own || !c.flow.IsTraced(obj.Pkg())) {
		return // it may be called for its other work
	}
	call := c.index.Call(site)
	if call == nil || !c.index.IsStatement(call) && (!g.same || c.isTest(call)) {
		return // it may be called for its result
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

// hands reports whether a call gives a guard what was recovered, or failed, instead of which
// the guard would recover something itself: hub.Recover(r).
func (c *checker) hands(obj *types.Func, site *ssa.Call) bool {
	i := c.flow.Of(obj).Instead
	if i == 0 {
		return false
	}
	if obj.Signature().Recv() != nil {
		i++
	}
	args := site.Call.Args
	if i > len(args) {
		return false
	}
	given, ok := args[i-1].(*ssa.Const)
	return !ok || !given.IsNil()
}

// isTest reports whether a call stands in a test, which may ask for what a guard gives
// where nothing panics.
func (c *checker) isTest(call *ast.CallExpr) bool {
	return c.tests()[c.pass.Fset.File(call.Pos()).Name()]
}

// A guard is a function that recovers when it is deferred.
type guard struct {
	pure bool // without a panic it does nothing
	same bool // and it gives constants then
}

// guardOf matches a call that names a guard which is alive by itself.
func (c *checker) guardOf(obj *types.Func, call *ssa.CallCommon) (g guard, ok bool) {
	s := c.flow.Of(obj)
	g.same = s.Pure && s.Same
	if obj.Pkg() == c.pass.Pkg {
		fn := funcflow.Source(call.StaticCallee())
		if len(c.flow.Sites(fn)) == 0 {
			return g, false
		}
		if alive, _ := c.deferral(fn); !alive {
			return g, false // reported at its recover
		}
		if c.deferredHere(fn) && c.flow.Busy(fn) {
			return guard{}, true // deferred in one place, called in another for its work
		}
	}
	if known.Guards(obj) == known.Stops && obj.Pkg().Path() != "runtime" {
		g.pure = true
		return g, true
	}
	g.pure = s.Pure
	return g, s.Recovers && (g.pure || !s.Repanics) // who panics again may be called for the rest of what he does
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
