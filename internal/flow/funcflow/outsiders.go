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

// keeps reports whether the unknown target of a call may keep an argument.
func (g *Graph) keeps(common *ssa.CallCommon, arg int) bool {
	// The body of a range-over-func loop is handed to the iterator, which
	// cannot use it after the loop (the runtime panics if it does).
	if closure, ok := common.Args[arg].(*ssa.MakeClosure); ok && IsRangeBody(closure.Fn.(*ssa.Function)) {
		return false
	}
	if common.IsInvoke() {
		if _, ok := common.Value.Type().Underlying().(*types.Interface); ok {
			return g.foreign.Keeps(common.Method, arg)
		}
	}
	return true
}
