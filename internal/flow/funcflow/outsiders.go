package funcflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// An outsider is a dynamic call that may reach code of other packages.
type outsider struct {
	site  ssa.CallInstruction
	probe *node // holds what the called value holds
}

// leave treats the dynamic calls whose targets are found not to be all known:
// what they are given is seen outside, what they return comes from outside.
// It reports whether that changed anything.
func (g *Graph) leave() bool {
	changed := false
	rest := g.outsiders[:0]
	for _, o := range g.outsiders {
		if !o.probe.root().unknown {
			rest = append(rest, o)
			continue
		}
		changed = true
		common := o.site.Common()
		g.loopParams(common)
		for i, arg := range common.Args {
			if g.mayHold(arg.Type()) {
				n := g.node(arg)
				g.flag(n, false, g.keeps(common, i))
			}
		}
		if v, ok := o.site.(*ssa.Call); ok {
			g.unknownResult(v)
		}
	}
	g.outsiders = rest
	return changed
}

// loopParams treats the variables of a range-over-func loop whose iterator is
// not of this package: slices.Values and its like hand on what the container
// holds, others hand on what we do not see.
func (g *Graph) loopParams(common *ssa.CallCommon) {
	for _, arg := range common.Args {
		body := functionOf(arg)
		if body == nil || !IsRangeBody(body) {
			continue
		}
		containers := iterated(common.Value)
		for _, p := range body.Params {
			if !g.mayHold(p.Type()) {
				continue
			}
			for _, container := range containers {
				g.assign(g.contentOf(container), g.node(p), p.Type())
			}
			if containers == nil {
				g.flag(g.node(p), true, false)
			}
		}
	}
}

// functionOf gives the function that v is, with or without captured
// variables, or nil.
func functionOf(v ssa.Value) *ssa.Function {
	if closure, ok := v.(*ssa.MakeClosure); ok {
		v = closure.Fn
	}
	fn, _ := v.(*ssa.Function)
	return fn
}

// iterated gives the containers that an iterator of slices or maps goes over.
func iterated(seq ssa.Value) []ssa.Value {
	call, ok := seq.(*ssa.Call)
	if !ok {
		return nil
	}
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Object() == nil || fn.Object().Pkg() == nil {
		return nil
	}
	if path := fn.Object().Pkg().Path(); path != "slices" && path != "maps" {
		return nil
	}
	return call.Call.Args
}

// keeps reports whether the unknown target of a call may keep an argument.
func (g *Graph) keeps(common *ssa.CallCommon, arg int) bool {
	// The body of a range-over-func loop is handed to the iterator, which
	// cannot use it after the loop (the runtime panics if it does).
	if body := functionOf(common.Args[arg]); body != nil && IsRangeBody(body) {
		return false
	}
	if common.IsInvoke() {
		if _, ok := common.Value.Type().Underlying().(*types.Interface); ok {
			return g.foreign.Keeps(common.Method, arg)
		}
	}
	return true
}
