package deadrecover

import (
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
)

// misfits says what keeps a function from being for a defer statement.
var misfits = map[panicflow.Misfit]string{
	panicflow.WaitsInLoop:  " waits in a loop",
	panicflow.WorksForMore: " works for its result",
}

// misfit says what keeps an exported function, which others may defer, from being for
// that; it is empty where nothing does.
func (c *checker) misfit(fn *ssa.Function, alive bool) string {
	if !alive || !c.isOthers(fn) {
		return ""
	}
	return misfits[c.flow.NotForDefer(fn)]
}

// isOthers reports whether fn is exported, and the package itself neither defers it nor
// uses it as a value.
func (c *checker) isOthers(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Object() != nil && fn.Object().Exported() && !c.deferredHere(fn) && !c.values()[fn]
}

// findValues gives the functions that the package uses otherwise than to call them.
func (c *checker) findValues() map[*ssa.Function]bool {
	values := map[*ssa.Function]bool{}
	for _, fn := range c.flow.Funcs() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, isCall := instr.(ssa.CallInstruction)
				for _, op := range instr.Operands(nil) {
					if used, ok := (*op).(*ssa.Function); ok && !(isCall && op == &call.Common().Value) {
						values[funcflow.Source(used)] = true
					}
				}
			}
		}
	}
	return values
}
