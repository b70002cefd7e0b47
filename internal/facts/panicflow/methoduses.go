package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// A MethodUse says that a function runs a method of a parameter, an interface, on a
// goroutine that nobody guards: func (g *Group) Add(r Runner) { go func() { r.Run() }() }.
type MethodUse struct {
	Index  int // from 0, without the receiver
	Method string
}

// methodUses lists the methods that fn starts.
func (r *Result) methodUses(fn *ssa.Function) []MethodUse {
	offset := 0
	if fn.Signature.Recv() != nil {
		offset = 1
	}
	var all []MethodUse
	for i, p := range fn.Params {
		if i < offset || !hasMethodsToRun(p.Type()) {
			continue
		}
		seen := map[string]bool{}
		for _, site := range r.invokes(fn, p) {
			if name := site.Common().Method.Name(); !seen[name] && r.startsAt(site, fn) {
				seen[name] = true
				all = append(all, MethodUse{i - offset, name})
			}
		}
	}
	return all
}

func hasMethodsToRun(t types.Type) bool {
	if _, generic := types.Unalias(t).(*types.TypeParam); generic {
		return false
	}
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.NumMethods() > 0
}

// invokes lists the calls of methods of a parameter in its function and the literals in it.
func (r *Result) invokes(fn *ssa.Function, p *ssa.Parameter) []ssa.CallInstruction {
	var sites []ssa.CallInstruction
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			site, ok := instr.(ssa.CallInstruction)
			if !ok || !site.Common().IsInvoke() {
				continue
			}
			v := site.Common().Value
			if load, ok := v.(*ssa.UnOp); ok {
				v = r.origins.onlyStore(load)
			}
			if v == ssa.Value(p) {
				sites = append(sites, site)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		sites = append(sites, r.invokes(lit, p)...)
	}
	return sites
}

// startsAt reports whether a call runs on a goroutine that fn starts, and no guard covers it.
func (r *Result) startsAt(site ssa.CallInstruction, fn *ssa.Function) bool {
	use := funcflow.Use{Site: site, Mode: funcflow.Called}
	switch site.(type) {
	case *ssa.Go:
		return true
	case *ssa.Defer:
		use.Mode = funcflow.Deferred
	}
	frame := funcflow.Frame(site.Parent())
	for _, does := range r.useDoes(use) {
		for _, run := range r.climb(does, site, frame, fn, r.below(fn), map[*ssa.Function]bool{}) {
			if run == known.Starts {
				return true
			}
		}
	}
	return false
}

// methodStarts lists what a function of another package starts of the values it is given.
func (r *Result) methodStarts(site ssa.CallInstruction, obj *types.Func) []Start {
	if obj.Pkg() == r.pass.Pkg {
		return nil // judged where the method is called
	}
	var starts []Start
	offset := argOffset(site.Common(), obj)
	for _, use := range r.Of(obj).Methods {
		if i := use.Index + offset; i < len(site.Common().Args) {
			starts = append(starts, Start{Site: site, Value: site.Common().Args[i], Arg: use.Index, Callee: obj, Does: known.Starts, Method: use.Method})
		}
	}
	return starts
}
