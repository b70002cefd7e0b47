package deadrecover

import (
	"go/constant"
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
	known := map[ssa.Value]constant.Value{}
	args := site.Common().Args
	if site.Common().IsInvoke() || len(args) != len(fn.Params) {
		return true
	}
	for i, arg := range args {
		if v, ok := arg.(*ssa.Const); ok && v.Value != nil {
			known[fn.Params[i]] = v.Value
		}
	}
	if len(known) == 0 || len(fn.Blocks) == 0 {
		return true
	}
	reached := reachable(fn, known)
	for _, s := range c.flow.Sites(fn) {
		if s.Call.Parent() != fn || reached[s.Call.Block()] {
			return true
		}
	}
	return false
}

// reachable gives the blocks that can run when some values are known.
func reachable(fn *ssa.Function, known map[ssa.Value]constant.Value) map[*ssa.BasicBlock]bool {
	reached := map[*ssa.BasicBlock]bool{}
	var visit func(*ssa.BasicBlock)
	visit = func(block *ssa.BasicBlock) {
		if reached[block] {
			return
		}
		reached[block] = true
		next := block.Succs
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			if truth, ok := evaluate(branch.Cond, known); ok && truth {
				next = next[:1]
			} else if ok {
				next = next[1:]
			}
		}
		for _, b := range next {
			visit(b)
		}
	}
	visit(fn.Blocks[0])
	return reached
}

func evaluate(cond ssa.Value, known map[ssa.Value]constant.Value) (truth, ok bool) {
	if v := known[cond]; v != nil && v.Kind() == constant.Bool {
		return constant.BoolVal(v), true
	}
	cmp, isCmp := cond.(*ssa.BinOp)
	if !isCmp {
		return false, false
	}
	x, y := valueOf(cmp.X, known), valueOf(cmp.Y, known)
	if x == nil || y == nil || x.Kind() != y.Kind() {
		return false, false
	}
	switch cmp.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return constant.Compare(x, cmp.Op, y), true
	}
	return false, false
}

func valueOf(v ssa.Value, known map[ssa.Value]constant.Value) constant.Value {
	if c, ok := v.(*ssa.Const); ok {
		return c.Value
	}
	return known[v]
}
