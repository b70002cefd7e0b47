package panicflow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

const closedTwice = "close of a closed channel"

// closesAgain reports whether a loop closes the same channel in each of its rounds.
func (o *origins) closesAgain(site ssa.CallInstruction) bool {
	ch := site.Common().Args[0]
	if _, deferred := site.(*ssa.Defer); deferred {
		return false // the function's end runs it once for each round, after all of them
	}
	return isRepeated(site) && madeBefore(o.channelOf(ch), site) && !o.reassigned(ch, site, site)
}

// closedByMany gives the instruction with which a function that a loop starts on
// another goroutine in each of its rounds closes the same channel each time.
func (r *Result) closedByMany(site *ssa.Go, target *ssa.Function) ssa.CallInstruction {
	if !isRepeated(site) {
		return nil
	}
	for _, block := range target.Blocks {
		for _, instr := range block.Instrs {
			closing, ok := closeOf(instr)
			if !ok || len(flow.Controls(block)) > 0 || r.cover(target, closing) == covered {
				continue
			}
			ch := r.origins.channelOf(closing.Common().Args[0])
			if p, ok := ch.(*ssa.Parameter); ok && p.Parent() == target {
				ch = r.origins.channelOf(argument(site, paramNumber(target, p)))
			}
			if madeBefore(ch, site) {
				return closing
			}
		}
	}
	return nil
}

func closeOf(instr ssa.Instruction) (ssa.CallInstruction, bool) {
	call, ok := instr.(ssa.CallInstruction)
	if !ok {
		return nil, false
	}
	if _, ok := instr.(*ssa.Go); ok {
		return nil, false
	}
	b, ok := call.Common().Value.(*ssa.Builtin)
	return call, ok && b.Name() == "close"
}

// isRepeated reports whether a loop runs an instruction in each of its rounds: only the
// loop's own condition decides about it, and what follows does not always leave.
func isRepeated(instr ssa.Instruction) bool {
	if !flow.Reaches(instr, instr) {
		return false
	}
	block := instr.Block()
	if len(block.Succs) == 0 {
		return false
	}
	for b := block.Idom(); b != nil; b = b.Idom() {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || !flow.Reaches(instr, branch) {
			continue // before the loop
		}
		if decides(b, block) && !(isLoopHead(b) && leaves(b, block)) {
			return false
		}
	}
	return true
}

// isLoopHead reports whether a block is where a loop begins again.
func isLoopHead(block *ssa.BasicBlock) bool {
	return slices.ContainsFunc(block.Preds, block.Dominates)
}

// leaves reports whether one outcome of the branch at the end of b never leads to block.
func leaves(b, block *ssa.BasicBlock) bool {
	first := block.Instrs[0]
	return slices.ContainsFunc(b.Succs, func(next *ssa.BasicBlock) bool {
		return next != block && !flow.Reaches(next.Instrs[0], first)
	})
}

// decides reports whether only one outcome of the branch at the end of b leads to
// block, without another round of the loop.
func decides(b, block *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Succs, func(next *ssa.BasicBlock) bool {
		return len(next.Preds) == 1 && next.Dominates(block)
	})
}

// channelOf gives where a channel comes from: what made it, a parameter, or the variable
// that it is read from.
func (o *origins) channelOf(v ssa.Value) ssa.Value {
	v = strip(v)
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	if only := o.onlyStore(load); only != nil {
		return strip(only)
	}
	if free, ok := load.X.(*ssa.FreeVar); ok {
		return o.bindingOf(free)
	}
	return nil // a field: it may be another object's each time
}

// madeBefore reports whether a value is the same in each round of the loop around an
// instruction.
func madeBefore(v ssa.Value, in ssa.Instruction) bool {
	switch v := v.(type) {
	case *ssa.Parameter:
		return true
	case *ssa.MakeChan:
		return v.Parent() != in.Parent() && encloses(v.Parent(), in.Parent()) || v.Parent() == in.Parent() && !flow.Reaches(v, v)
	}
	return false
}
