// Package flow answers questions about the order of instructions in the SSA
// form of one function.
package flow

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"
)

// Dominates reports whether every path to b runs a first.
func Dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return index(a) < index(b)
	}
	return a.Block().Dominates(b.Block())
}

// Reaches reports whether some path leads from a to b.
func Reaches(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() && index(a) < index(b) {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(*ssa.BasicBlock) bool
	visit = func(block *ssa.BasicBlock) bool {
		for _, next := range block.Succs {
			if next == b.Block() {
				return true
			}
			if !seen[next] {
				seen[next] = true
				if visit(next) {
					return true
				}
			}
		}
		return false
	}
	return visit(a.Block())
}

// ReachesWithout reports whether some path leads from a to b on which no instruction ends
// it before.
func ReachesWithout(a, b ssa.Instruction, ends func(ssa.Instruction) bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(block *ssa.BasicBlock, from int) bool
	visit = func(block *ssa.BasicBlock, from int) bool {
		for _, instr := range block.Instrs[from:] {
			if instr == b {
				return true
			}
			if ends(instr) {
				return false
			}
		}
		for _, next := range block.Succs {
			if !seen[next] {
				seen[next] = true
				if visit(next, 0) {
					return true
				}
			}
		}
		return false
	}
	return visit(a.Block(), index(a)+1)
}

// MayPrecede reports whether a can run before b runs for the first time.
func MayPrecede(a, b ssa.Instruction) bool {
	return Reaches(a, b) && !Dominates(b, a)
}

func index(instr ssa.Instruction) int {
	for i, other := range instr.Block().Instrs {
		if other == instr {
			return i
		}
	}
	return -1
}

// Conditions gives the branch conditions that were decided before block runs
// on every path to it, innermost first; of a function literal also those that
// were decided before it was made.
func Conditions(block *ssa.BasicBlock) []ssa.Value {
	var conds []ssa.Value
	for {
		for b := block; b != nil; b = b.Idom() {
			if n := len(b.Instrs); n > 0 && b != block {
				if branch, ok := b.Instrs[n-1].(*ssa.If); ok {
					conds = append(conds, branch.Cond)
				}
			}
		}
		made := Maker(block.Parent())
		if made == nil {
			return conds
		}
		block = made.Block()
	}
}

// Controls gives the branch conditions that decide whether block runs: those
// of which only one outcome leads to it. Innermost first.
func Controls(block *ssa.BasicBlock) []ssa.Value {
	var conds []ssa.Value
	for b := block; b != nil; b = b.Idom() {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || b == block {
			continue
		}
		for _, next := range b.Succs {
			if len(next.Preds) == 1 && next.Dominates(block) {
				conds = append(conds, branch.Cond)
			}
		}
	}
	return conds
}

// IsPanic reports whether instr is a panic statement of the source. The SSA
// builder makes others: behind a call that does not return, with the position
// of that call, and to check range-over-func loops, without one.
func IsPanic(instr ssa.Instruction) bool {
	p, ok := instr.(*ssa.Panic)
	if !ok || !p.Pos().IsValid() {
		return false
	}
	mi, ok := p.X.(*ssa.MakeInterface)
	if !ok {
		return true
	}
	c, ok := mi.X.(*ssa.Const)
	return !ok || c.Value == nil || c.Value.Kind() != constant.String || constant.StringVal(c.Value) != "noreturn"
}

// Maker gives the instruction that makes a function literal, or nil.
func Maker(fn *ssa.Function) *ssa.MakeClosure {
	if fn.Parent() == nil {
		return nil
	}
	for _, ref := range *fn.Referrers() {
		if closure, ok := ref.(*ssa.MakeClosure); ok {
			return closure
		}
	}
	return nil
}

// Outermost gives the declared function that a literal is in, at any depth, or fn itself.
func Outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// Within gives the place in fn that stands for an instruction: itself, or, where it is
// in a literal in fn, the instruction that makes the literal; nil where it is in
// neither.
func Within(instr ssa.Instruction, fn *ssa.Function) ssa.Instruction {
	for instr.Parent() != fn {
		made := Maker(instr.Parent())
		if made == nil {
			return nil
		}
		instr = made
	}
	return instr
}
