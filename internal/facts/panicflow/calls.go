package panicflow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/flow"
)

func (r *Result) lookCall(fn *ssa.Function, site ssa.CallInstruction) (*Witness, []*ssa.Function) {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return r.lookBuiltin(site, b.Name()), nil
	}
	if w := r.nilCall(site); w != nil {
		return w, nil
	}
	if w := r.walkRisk(site); w != nil {
		return w, nil
	}
	if w := r.closedByCalls(site); w != nil {
		return w, nil
	}
	var best *Witness
	consider := func(w *Witness) {
		if w != nil && (best == nil || w.Doubt < best.Doubt) {
			best = w
		}
	}
	targets, all := r.targets(site)
	var local []*ssa.Function
	for _, target := range targets {
		if common.IsInvoke() && (len(targets) > 1 || !all) && onlyPanics(target) {
			continue // an implementation that says: not with me
		}
		if obj, ok := target.Object().(*types.Func); ok && r.exits.Of(obj) == exits.Exits {
			continue // the process ends there, by a panic or without
		}
		if target.Blocks != nil {
			local = append(local, target)
		} else if obj, ok := target.Object().(*types.Func); ok {
			consider(r.foreign(site, obj))
		}
	}
	if !all {
		consider(r.unseen(fn, site))
	}
	wrapped, w := r.wrapped(common.Value)
	consider(w)
	for _, target := range wrapped {
		if target.Blocks != nil {
			local = append(local, target)
		}
	}
	passed, w := r.passedIn(site)
	consider(w)
	consider(r.nilArgument(site))
	consider(r.stateRisk(site))
	consider(r.blockRisk(site))
	if _, deferred := site.(*ssa.Defer); deferred && best != nil && best.Doubt != Concrete {
		best = nil
	}
	return best, append(local, passed...)
}

// nilCall judges the call of a function, or of an interface's method, that may be nil.
func (r *Result) nilCall(site ssa.CallInstruction) *Witness {
	called := site.Common().Value
	if r.origins.maybeNil(site, called) {
		return &Witness{What: "call of what some path leaves nil", Where: r.where(site.Pos())}
	}
	if load, ok := called.(*ssa.UnOp); ok && r.neverMade(load) && !r.origins.guardedBy(site, load) {
		return &Witness{What: "call of what nothing sets", Where: r.where(site.Pos())}
	}
	if site.Common().IsInvoke() {
		if what, doubt := r.nilInterface(site, called); what != "" {
			return &Witness{What: what, Where: r.where(site.Pos()), Doubt: doubt}
		}
	}
	if doubt, missing := r.missingFunc(site); missing {
		return &Witness{What: "call of a nil function (the map may not have the key)", Where: r.where(site.Pos()), Doubt: doubt}
	}
	return nil
}

// nilInterface says why the interface whose method is called, or which is asserted, may be nil.
func (r *Result) nilInterface(site ssa.Instruction, v ssa.Value) (string, Doubt) {
	if what := r.knownNil(site, v); what != "" {
		return what, Concrete
	}
	if result, ok := v.(*ssa.Extract); ok && !r.origins.guardedBy(site, v) {
		if what, doubt := r.resultRisk(site, result); what != "" {
			return what, doubt
		}
	}
	if by := r.clearedElsewhere(site, v); by != "" {
		return "nil dereference (" + by + ")", Weak
	}
	if what, doubt := r.earlyRisk(site, v); what != "" {
		return what, doubt
	}
	if what, doubt := r.receivedNil(site, v); what != "" {
		return what, doubt
	}
	return r.failedRisk(site, v)
}

// onlyPanics reports whether the body of a function is one panic statement.
func onlyPanics(fn *ssa.Function) bool {
	if len(fn.Blocks) != 1 {
		return false
	}
	block := fn.Blocks[0].Instrs
	return flow.IsPanic(block[len(block)-1])
}

// targets gives the functions that a call is judged by. A function that a
// caller passed in is judged where the caller passes it.
func (r *Result) targets(site ssa.CallInstruction) (fns []*ssa.Function, all bool) {
	if r.charged[site] {
		return nil, true
	}
	fns, all = r.graph.CallTargets(site.Common())
	fns = r.unshelteredAt(site, fns)
	slices.SortStableFunc(fns, bySource)
	if !r.inTest(site.Parent()) {
		// What tests put behind an interface is no part of the program.
		fns = slices.DeleteFunc(fns, r.inTest)
	}
	return fns, all
}

func (r *Result) inTest(fn *ssa.Function) bool { return fn.Blocks != nil && r.isTestFile(fn.Pos()) }

func (r *Result) isTestFile(pos token.Pos) bool {
	file := r.pass.Fset.File(pos)
	return file != nil && strings.HasSuffix(file.Name(), "_test.go")
}

// bySource compares by the names of files, not by the order in which a driver
// reads them.
func bySource(a, b *ssa.Function) int {
	p, q := a.Prog.Fset.Position(a.Pos()), b.Prog.Fset.Position(b.Pos())
	return cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset))
}
