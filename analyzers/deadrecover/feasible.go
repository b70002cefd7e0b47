package deadrecover

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// somethingAfter reports whether the function of a defer statement does
// anything after it that could panic, in the widest sense.
func somethingAfter(at ssa.Instruction) bool {
	after := false
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(block *ssa.BasicBlock, from int)
	visit = func(block *ssa.BasicBlock, from int) {
		for _, instr := range block.Instrs[from:] {
			if instr != at && isSomething(instr) {
				after = true
				return
			}
		}
		for _, next := range block.Succs {
			if !seen[next] && !after {
				seen[next] = true
				visit(next, 0)
			}
		}
	}
	for i, instr := range at.Block().Instrs {
		if instr == at {
			visit(at.Block(), i+1)
		}
	}
	return after
}

// isSomething reports whether an instruction is more than bookkeeping.
func isSomething(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Alloc, *ssa.Jump, *ssa.If, *ssa.Phi, *ssa.Return, *ssa.RunDefers, *ssa.MakeClosure, *ssa.MakeInterface, *ssa.Extract, *ssa.DebugRef:
		return false
	case *ssa.Panic:
		return flow.IsPanic(instr)
	case *ssa.UnOp:
		if instr.Op != token.MUL {
			return instr.Op == token.ARROW
		}
		return !isVariable(instr.X)
	case *ssa.Store:
		return !isVariable(instr.Addr)
	case *ssa.BinOp:
		return mayPanic(instr)
	}
	return true
}

// isVariable reports whether an address is that of a variable, which is never
// nil.
func isVariable(addr ssa.Value) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.Global, *ssa.FreeVar:
		return true
	}
	return false
}

// mayPanic reports whether an operator panics for some operands: a division,
// a shift by a negative count, a comparison of interfaces that hold what does
// not compare.
func mayPanic(op *ssa.BinOp) bool {
	switch op.Op {
	case token.QUO, token.REM:
		return true
	case token.SHL, token.SHR:
		_, constant := op.Y.(*ssa.Const)
		return !constant
	case token.EQL, token.NEQ:
		_, x := op.X.(*ssa.Const) // nil, or what compares
		_, y := op.Y.(*ssa.Const)
		return !x && !y && !comparesSafely(op.X.Type())
	}
	return false
}

// comparesSafely reports whether values of a type compare without a look at
// what an interface holds.
func comparesSafely(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Basic, *types.Pointer, *types.Chan:
		return true
	}
	return false
}

// reachesRecover reports whether fn, run by a defer statement with these
// arguments, gets to a recover: a recursive helper that is deferred as h(1)
// and recovers at h(0) does not.
func (c *checker) reachesRecover(fn *ssa.Function, site ssa.CallInstruction) bool {
	reached := flow.ReachedWith(fn, site)
	if reached == nil {
		return true
	}
	for _, s := range c.flow.Sites(fn) {
		if s.Call.Parent() != fn || reached[s.Call.Block()] {
			return true
		}
	}
	return false
}
