package panicflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Does lists what fn, of any package, does with its function-typed parameter
// arg: by flag, by table, by fact, or because std calls back in line.
func (r *Result) Does(fn *types.Func, arg int) []known.Run {
	if fn == nil {
		return nil
	}
	fn = fn.Origin()
	if i, ok := Starters[match.FuncOf(fn)]; ok && i == arg {
		return []known.Run{known.Starts}
	}
	if does, _ := known.Runs(fn, arg); does != 0 {
		return []known.Run{does}
	}
	if fn.Pkg() != nil && known.IsStd(fn.Pkg().Path()) {
		if known.CallsBack(fn) {
			return []known.Run{known.Calls}
		}
		return nil
	}
	var all []known.Run
	last := fn.Signature().Params().Len() - 1
	for _, use := range r.paramsOf(fn) {
		if use.Index == arg || fn.Signature().Variadic() && use.Index == last && arg >= last {
			all = append(all, use.Does)
		}
	}
	return all
}

func (r *Result) paramsOf(fn *types.Func) []ParamUse {
	if fn.Pkg() == r.pass.Pkg && r.ssa != nil {
		if f := r.ssa.Pkg.Prog.FuncValue(fn); f != nil {
			return r.uses[f]
		}
	}
	return r.Of(fn).Params
}

// Keeps implements funcflow.Foreign: a function that invokes its parameter is
// taken to do nothing else with it.
func (r *Result) Keeps(fn *types.Func, arg int) bool { return len(r.Does(fn, arg)) == 0 }

// paramUses lists what a declared function does with each of its
// function-typed parameters.
func (r *Result) paramUses(fn *ssa.Function) []ParamUse {
	var all []ParamUse
	offset := 0
	if fn.Signature.Recv() != nil {
		offset = 1
	}
	for i, p := range fn.Params {
		if i < offset {
			continue
		}
		for _, does := range r.follow(p, fn) {
			all = append(all, ParamUse{i - offset, does})
		}
	}
	return all
}

// innerUses lists what target, a function that fn returns, does with the
// parameters of fn.
func (r *Result) innerUses(fn, target *ssa.Function) []ParamUse {
	var all []ParamUse
	offset := 0
	if fn.Signature.Recv() != nil {
		offset = 1
	}
	for i, p := range fn.Params {
		if i < offset {
			continue
		}
		for _, does := range r.follow(p, target) {
			all = append(all, ParamUse{i - offset, does})
		}
	}
	return all
}

// follow lists how parameter p is run, seen from root: the function that
// declares p, or one that it returns.
func (r *Result) follow(p *ssa.Parameter, root *ssa.Function) []known.Run {
	var all []known.Run
	uses := r.graph.ParamUses(p)
	if len(uses) == 0 {
		return nil
	}
	below := r.below(root)
	for _, use := range uses {
		if r.isSheltered(runBy(use), p) {
			continue
		}
		frame := funcflow.Frame(use.Site.Parent())
		if !below[frame] {
			if r.isWrapped(root, frame) {
				continue // judged where the result of root is run
			}
			if use.Mode == funcflow.Started && encloses(root, frame) {
				all = append(all, known.Starts) // by a literal that root hands out
				continue
			}
			all = append(all, r.inLoops(use, frame)...)
			continue
		}
		for _, does := range r.useDoes(use) {
			for _, run := range r.climb(does, use.Site, frame, root, below, map[*ssa.Function]bool{}) {
				r.charged[use.Site] = true
				if !slices.Contains(all, run) {
					all = append(all, run)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// runBy gives the value that is run by a use, or handed on to be run.
func runBy(use funcflow.Use) ssa.Value {
	common := use.Site.Common()
	if use.Mode != funcflow.Passed {
		return common.Value
	}
	if use.Callee == nil {
		return nil
	}
	i := use.Arg + argOffset(common, use.Callee)
	if i < 0 || i >= len(common.Args) {
		return nil // the receiver, a function whose method is called through an interface
	}
	return common.Args[i]
}

// inLoops lists how a parameter is run by functions that its owner does not
// call: those that were started to take it from where the owner put it, as
// the workers of a pool are.
func (r *Result) inLoops(use funcflow.Use, frame *ssa.Function) []known.Run {
	var all []known.Run
	for _, does := range r.useDoes(use) {
		if run := r.startedAs(does, use.Site, frame, map[asRun]bool{}, 0); run != 0 {
			r.charged[use.Site] = true
			all = append(all, run)
		}
	}
	return all
}

// An asRun is a function on the way to what starts it, and what that does on its behalf.
type asRun struct {
	fn   *ssa.Function
	does known.Run
}

// startedAs follows the callers of a site up to what starts one of them. Of several ways
// the one without a guard counts.
func (r *Result) startedAs(does known.Run, site ssa.Instruction, frame *ssa.Function, seen map[asRun]bool, depth int) known.Run {
	if depth > 3 {
		return 0
	}
	if does == known.Calls && r.cover(frame, site) == covered {
		does = known.CallsGuarded
	}
	at := asRun{frame, does}
	if seen[at] {
		return 0
	}
	seen[at] = true
	var guarded known.Run
	for _, use := range r.graph.Uses(frame) {
		if r.inTest(use.Site.Parent()) {
			continue // what a test starts, the program may not
		}
		var run known.Run
		switch use.Mode {
		case funcflow.Started:
			run = compose(known.Starts, does)
		case funcflow.Called:
			run = r.startedAs(does, use.Site, funcflow.Frame(use.Site.Parent()), seen, depth+1)
		}
		if run != 0 && run != known.StartsGuarded {
			return run
		}
		guarded = max(guarded, run)
	}
	return guarded
}

// maxDepth bounds how many calls a parameter is followed through.
const maxDepth = 6

// below gives the functions that root invokes, in line or not, up to a depth:
// where a parameter of root can be run on its behalf.
func (r *Result) below(root *ssa.Function) map[*ssa.Function]bool {
	set := map[*ssa.Function]bool{root: true}
	level := []*ssa.Function{root}
	for depth := 0; depth < maxDepth && len(level) > 0; depth++ {
		var next []*ssa.Function
		for _, fn := range level {
			for _, callee := range r.callees[fn] {
				if !set[callee] {
					set[callee] = true
					next = append(next, callee)
				}
			}
		}
		level = next
	}
	return set
}

// findCallees inverts the uses of functions.
func (r *Result) findCallees() {
	for _, fn := range r.ssa.Funcs {
		for _, use := range r.graph.Uses(fn) {
			caller := funcflow.Frame(use.Site.Parent())
			r.callees[caller] = append(r.callees[caller], fn)
		}
	}
}

func (r *Result) useDoes(use funcflow.Use) []known.Run {
	switch use.Mode {
	case funcflow.Deferred:
		return []known.Run{known.Defers}
	case funcflow.Started:
		return []known.Run{known.Starts}
	case funcflow.Passed:
		return r.Does(use.Callee, use.Arg)
	}
	return []known.Run{known.Calls}
}

// climb follows the callers from a site up to root and says what the run at
// the site amounts to there; nothing if root is not among the callers.
func (r *Result) climb(does known.Run, site ssa.Instruction, frame, root *ssa.Function, below, seen map[*ssa.Function]bool) []known.Run {
	if does == known.Calls || does == known.Defers {
		if r.cover(frame, site) == covered {
			does = known.CallsGuarded
		}
	}
	if frame == root {
		return []known.Run{does}
	}
	if seen[frame] {
		return nil
	}
	seen[frame] = true
	var all []known.Run
	for _, use := range r.graph.Uses(frame) {
		next := funcflow.Frame(use.Site.Parent())
		if !below[next] || r.inTest(next) && !r.inTest(root) {
			continue
		}
		for _, how := range r.useDoes(use) {
			all = append(all, r.climb(compose(how, does), use.Site, next, root, below, seen)...)
		}
	}
	return all
}

// compose says what it amounts to when a function that does inner with
// something is itself run as outer.
func compose(outer, inner known.Run) known.Run {
	switch {
	case inner == known.Starts, inner == known.StartsGuarded, inner == known.Shares, inner == known.Wraps:
		return inner
	case outer == known.Starts && inner == known.CallsGuarded:
		return known.StartsGuarded
	case outer == known.Starts, outer == known.StartsGuarded:
		return outer
	case inner == known.CallsGuarded, outer == known.CallsGuarded:
		return known.CallsGuarded
	case outer == known.Defers:
		return known.Calls // a recover in it is one call too deep
	}
	return inner
}

// inFrame gives the instruction of the frame at which site runs: site itself,
// or the call that runs the loop body that holds it.
func inFrame(site ssa.Instruction, frame *ssa.Function) ssa.Instruction {
	if site.Parent() == frame {
		return site
	}
	return Runner(site.Parent(), frame)
}
