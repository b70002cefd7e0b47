package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// A wrapper returns a function that calls what the wrapper was given:
//
//	func logged(next func()) func() {
//		return func() { defer log.Print("done"); next() }
//	}
//
// Whether logged(f) starts f depends on what is done with each of its results. Where all
// calls of a wrapper show that, its parameter is judged where its result is run.

// findWrappers lists the wrappers of the package whose results are all run where they are
// seen, and what these do with the wrapper's parameters.
func (r *Result) findWrappers() {
	for _, fn := range r.ssa.Funcs {
		if fn.Parent() != nil || !returnsFunc(fn) || !r.runInSight(fn) {
			continue
		}
		for _, target := range r.Returned(fn) {
			if target.Parent() == fn {
				r.wrappers[fn] = append(r.wrappers[fn], r.innerUses(fn, target)...)
			}
		}
	}
	for _, fn := range r.ssa.Funcs {
		if len(r.wrappers[fn]) > 0 {
			r.uses[fn] = r.paramUses(fn)
		}
	}
}

// runInSight reports whether the package calls fn, and what each call gives is only run, or
// passed to a function that runs it. (Where fn is called through a variable, what it is
// given is in that place, too.)
func (r *Result) runInSight(fn *ssa.Function) bool {
	uses := r.graph.Uses(fn)
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(use funcflow.Use) bool {
		call, ok := use.Site.(*ssa.Call)
		if ok && call.Call.StaticCallee() == nil {
			return false
		}
		return use.Mode != funcflow.Called || !ok || call.Call.IsInvoke() || !r.onlyRun(call, 0)
	})
}

func (r *Result) onlyRun(v ssa.Value, depth int) bool {
	if depth > 3 || v.Referrers() == nil {
		return false
	}
	return !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return false
		case ssa.CallInstruction:
			return ref.Common().Value != v && !r.isRunBy(ref, v, depth)
		case *ssa.Store: // run := logged(f), in a variable that a literal shares
			return ref.Val != v || !r.onlyLoadedToRun(ref.Addr, depth)
		}
		return true
	})
}

// isRunBy reports whether a call runs its argument v, in line or on a goroutine, or wraps it
// in a guard, or in a function that is run in sight.
func (r *Result) isRunBy(site ssa.CallInstruction, v ssa.Value, depth int) bool {
	obj := calleeObject(site.Common())
	if obj == nil || site.Common().IsInvoke() {
		return false
	}
	offset := argOffset(site.Common(), obj)
	for i, arg := range site.Common().Args {
		if arg != v {
			continue
		}
		if i < offset {
			return false
		}
		if wrapped, guarded := r.wrapsAs(obj, i-offset); wrapped {
			call, ok := site.(*ssa.Call)
			if !guarded && (!ok || !r.onlyRun(call, depth+1)) {
				return false
			}
		} else if len(r.Does(obj, i-offset)) == 0 {
			return false
		}
	}
	return true
}

// wrapsAs reports whether what a function returns calls its argument, and whether it guards
// each call.
func (r *Result) wrapsAs(obj *types.Func, arg int) (wraps, guards bool) {
	var uses []ParamUse
	if obj.Pkg() == r.pass.Pkg {
		fn := r.ssa.Pkg.Prog.FuncValue(obj)
		if fn == nil || !returnsFunc(fn) {
			return false, false
		}
		for _, target := range r.Returned(fn) {
			if target.Parent() == fn {
				uses = append(uses, r.innerUses(fn, target)...)
			}
		}
	} else if s := r.Of(obj).Result; s != nil {
		uses = s.Params
	}
	guards = true
	for _, use := range uses {
		if use.Index == arg {
			wraps = true
			guards = guards && use.Does == known.CallsGuarded
		}
	}
	return wraps, wraps && guards
}

// onlyLoadedToRun reports whether a variable is only set and run.
func (r *Result) onlyLoadedToRun(addr ssa.Value, depth int) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return false
	}
	return !slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return false
		case *ssa.Store:
			return ref.Addr != addr
		case *ssa.UnOp:
			return !r.onlyRun(ref, depth+1)
		case *ssa.MakeClosure:
			i := slices.Index(ref.Bindings, addr)
			return i < 0 || !r.onlyLoadedToRun(ref.Fn.(*ssa.Function).FreeVars[i], depth+1)
		}
		return true
	})
}

// wrapped gives the functions that were passed to the call that made v, where
// the function v calls them: go lib.Wrap(f)(). The witness is of those that
// another package returned.
func (r *Result) wrapped(v ssa.Value) ([]*ssa.Function, *Witness) { return r.wrappedIn(v, 0) }

func (r *Result) wrappedIn(v ssa.Value, depth int) (all []*ssa.Function, w *Witness) {
	if depth > 3 {
		return nil, nil
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return r.wrappedInStored(v, depth)
	}
	obj := calleeObject(&call.Call)
	if obj == nil {
		return nil, nil
	}
	offset := argOffset(&call.Call, obj)
	for i := offset; i < len(call.Call.Args); i++ {
		arg := call.Call.Args[i]
		if !isFunc(arg.Type()) || !r.wraps(obj, i-offset) {
			continue
		}
		targets, _ := r.graph.Targets(arg)
		all = append(all, r.unsheltered(arg, targets)...)
		inner, told := r.wrappedIn(arg, depth+1)
		all = append(all, inner...)
		if s := r.resultSummary(arg); s != nil && told == nil {
			told = s.Panics
		}
		if w == nil {
			w = told
		}
	}
	return all, w
}

// wrappedInStored is wrappedIn for what is read from a variable that literals share, or from
// one of the package.
func (r *Result) wrappedInStored(v ssa.Value, depth int) (all []*ssa.Function, w *Witness) {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil, nil
	}
	var from []ssa.Value
	switch addr := load.X.(type) {
	case *ssa.Global:
		from = []ssa.Value{r.initial(addr)}
	case *ssa.Alloc, *ssa.FreeVar:
		from = r.storedTo(load)
	}
	for _, v := range from {
		if call, ok := v.(*ssa.Call); ok {
			inner, told := r.wrappedIn(call, depth+1)
			all = append(all, inner...)
			if w == nil {
				w = told
			}
		}
	}
	return all, w
}

// wraps reports whether what a function returns calls its argument, and does not guard that.
func (r *Result) wraps(obj *types.Func, arg int) bool {
	if does, _ := known.Runs(obj, arg); does == known.Wraps {
		return true
	}
	var uses []ParamUse
	if obj.Pkg() == r.pass.Pkg {
		uses = r.wrappers[r.ssa.Pkg.Prog.FuncValue(obj)]
	} else if s := r.Of(obj).Result; s != nil {
		uses = s.Params
	}
	return slices.ContainsFunc(uses, func(use ParamUse) bool {
		return use.Index == arg && (use.Does == known.Calls || use.Does == known.Defers)
	})
}

// isWrapped reports whether a frame is what a wrapper returns, whose results are all run in
// sight.
func (r *Result) isWrapped(wrapper, frame *ssa.Function) bool {
	return frame.Parent() == wrapper && len(r.wrappers[wrapper]) > 0 && slices.Contains(r.Returned(wrapper), frame)
}

// initial gives what a package variable is set to where it is declared, if nothing else sets
// it: var load = sync.OnceValue(read).
func (r *Result) initial(g *ssa.Global) ssa.Value {
	if g.Pkg != r.ssa.Pkg {
		return nil
	}
	if v, ok := r.globals[g]; ok {
		return v
	}
	var only ssa.Value
	set := 0
	for _, fn := range r.ssa.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if store, ok := instr.(*ssa.Store); ok && store.Addr == ssa.Value(g) {
					only = store.Val
					set++
				}
			}
		}
	}
	if set != 1 || g.Object() != nil && g.Object().Exported() {
		only = nil
	}
	r.globals[g] = only
	return only
}
