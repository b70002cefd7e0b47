package flow

import (
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A Returned is a return statement of a function.
type Returned struct {
	At      *ssa.Return
	Results []ssa.Value // what stands there, also where the function has named results or defers
}

// Returns lists the return statements of fn. (Where it comes back after a recovered
// panic is none.)
func Returns(fn *ssa.Function) iter.Seq[Returned] {
	return func(yield func(Returned) bool) {
		for _, block := range fn.Blocks {
			ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
			if !ok || block == fn.Recover {
				continue
			}
			results := slices.Clone(ret.Results)
			for i, v := range results {
				results[i] = lastStored(v, block)
			}
			if !yield(Returned{ret, results}) {
				return
			}
		}
	}
}

// lastStored gives what a block has put into the variable that v is read from, or v. (With
// a defer statement, results are variables, which the deferred functions may set.)
func lastStored(v ssa.Value, block *ssa.BasicBlock) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Block() != block {
		return v
	}
	if _, ok := load.X.(*ssa.Alloc); !ok {
		return v
	}
	last := v
	for _, instr := range block.Instrs {
		if instr == ssa.Instruction(load) {
			break
		}
		if store, ok := instr.(*ssa.Store); ok && store.Addr == load.X {
			last = store.Val
		}
	}
	return last
}
