package panicflow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// closedByMaker says who closes the channel that a goroutine sends on: the function that
// made it and started the goroutine, on a path on which it waits for nothing.
//
//	results := make(chan int)
//	defer close(results)
//	go func() { results <- work() }()
//	select {
//	case r := <-results:
//	case <-ctx.Done():
//		return // and the goroutine sends later
//	}
func (r *Result) closedByMaker(send ssa.Instruction, ch ssa.Value) string {
	made, start := r.startedWith(send.Parent(), ch)
	if made == nil || r.cover(send.Parent(), send) == covered || waitsForOthers(start, made) || r.closesItself(send.Parent(), made) {
		return ""
	}
	maker := start.Parent()
	closings := r.closingsOf(maker, made, start)
	many := flow.ReachesWithout(start, start, func(instr ssa.Instruction) bool { return instr == ssa.Instruction(made) })
	endless := flow.Reaches(send, send)
	var early bool
	switch {
	case endless && !goesOnUntilTold(send.Parent()):
	case endless || many:
		early = len(closings) > 0 && !r.drains(maker, made)
	case !flow.Reaches(start, start):
		early = slices.ContainsFunc(closings, func(closing ssa.Instruction) bool {
			_, deferred := closing.(*ssa.Defer)
			return r.skipsReceive(start, closing, made) && (deferred || !r.drains(maker, made))
		})
	}
	if !early {
		return ""
	}
	return "send on a channel that " + Name(flow.Outermost(maker)) + " closes"
}

// closingsOf lists where a function closes a channel that it made, after it has started a
// goroutine, or as it ends.
func (r *Result) closingsOf(maker *ssa.Function, made *ssa.MakeChan, start *ssa.Go) []ssa.Instruction {
	var all []ssa.Instruction
	for _, block := range maker.Blocks {
		for _, instr := range block.Instrs {
			closing, ok := closeOf(instr)
			if !ok || r.channelMade(closing.Common().Args[0]) != made {
				continue
			}
			if _, deferred := instr.(*ssa.Defer); deferred && len(flow.Controls(block)) == 0 || !deferred && flow.Reaches(start, instr) {
				all = append(all, instr)
			}
		}
	}
	return all
}

// closesItself reports whether the function that sends closes the channel, too: the last
// one does.
func (r *Result) closesItself(fn *ssa.Function, made *ssa.MakeChan) bool {
	for _, block := range fn.Blocks {
		if slices.ContainsFunc(block.Instrs, func(instr ssa.Instruction) bool {
			closing, ok := closeOf(instr)
			return ok && r.channelMade(closing.Common().Args[0]) == made
		}) {
			return true
		}
	}
	return false
}

// goesOnUntilTold reports whether a function comes to its end only after it has received
// something: it may have looked just before, and send once more.
func goesOnUntilTold(fn *ssa.Function) bool {
	for ret := range flow.Returns(fn) {
		if !slices.ContainsFunc(flow.Controls(ret.At.Block()), isReceipt) {
			return false
		}
	}
	return true
}

// isReceipt matches the condition of a branch of a select statement.
func isReceipt(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL {
		return false
	}
	chosen, ok := cmp.X.(*ssa.Extract)
	if !ok || chosen.Index != 0 {
		return false
	}
	sel, ok := chosen.Tuple.(*ssa.Select)
	i, isConst := constInt(cmp.Y)
	return ok && isConst && int(i) < len(sel.States) && sel.States[i].Send == nil
}

// startedWith gives the channel that a goroutine sends on, if the function that starts the
// goroutine made it, and the go statement, if there is one only.
func (r *Result) startedWith(fn *ssa.Function, ch ssa.Value) (*ssa.MakeChan, *ssa.Go) {
	var start *ssa.Go
	for _, use := range r.graph.Uses(fn) {
		site, ok := use.Site.(*ssa.Go)
		if !ok || start != nil {
			return nil, nil
		}
		start = site
	}
	if start == nil || r.graph.Escapes(fn) {
		return nil, nil
	}
	ch = strip(ch)
	if p, ok := ch.(*ssa.Parameter); ok && p.Parent() == fn {
		if i := slices.Index(fn.Params, p); i < len(start.Call.Args) && !start.Call.IsInvoke() {
			ch = start.Call.Args[i]
		}
	}
	made := r.channelMade(ch)
	if made == nil || made.Parent() != start.Parent() {
		return nil, nil
	}
	return made, start
}

// channelMade gives the make of a channel that is only put into a variable once.
func (r *Result) channelMade(ch ssa.Value) *ssa.MakeChan {
	for range 4 {
		switch v := strip(ch).(type) {
		case *ssa.MakeChan:
			return v
		case *ssa.FreeVar:
			ch = r.origins.bindingOf(v)
		case *ssa.UnOp:
			if v.Op != token.MUL {
				return nil
			}
			ch = r.origins.onlyStore(v)
		default:
			return nil
		}
		if ch == nil {
			return nil
		}
	}
	return nil
}

// waitsForOthers reports whether a function waits, after it has started a goroutine, for
// more than what comes out of a channel that the goroutine sends on: a WaitGroup, another
// channel that it made.
func waitsForOthers(start *ssa.Go, made *ssa.MakeChan) bool {
	for _, block := range start.Parent().Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && isWaitCall(call.Common()) || locks(instr, "Lock", "RLock", "TryLock") {
				return true
			}
			for _, ch := range received(instr) {
				if other, ok := strip(ch).(*ssa.MakeChan); ok && other != made {
					return true
				}
				if load, ok := strip(ch).(*ssa.UnOp); ok && load.Op == token.MUL && !isMadeBy(load, made) {
					return true
				}
			}
		}
	}
	return false
}

// isMadeBy reports whether a variable holds a channel that is made there.
func isMadeBy(load *ssa.UnOp, made *ssa.MakeChan) bool {
	return load.X.Referrers() != nil && slices.ContainsFunc(*load.X.Referrers(), func(ref ssa.Instruction) bool {
		store, ok := ref.(*ssa.Store)
		return ok && store.Val == ssa.Value(made)
	})
}

// received lists the channels that an instruction receives from.
func received(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return []ssa.Value{instr.X}
		}
	case *ssa.Select:
		var all []ssa.Value
		for _, state := range instr.States {
			if state.Send == nil {
				all = append(all, state.Chan)
			}
		}
		return all
	}
	return nil
}

// drains reports whether a function receives from a channel in a loop: as often as the
// goroutine sends, it may be.
func (r *Result) drains(fn *ssa.Function, made *ssa.MakeChan) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			for _, ch := range received(instr) {
				if r.channelMade(ch) == made && flow.Reaches(instr, instr) {
					return true
				}
			}
		}
	}
	return false
}

// skipsReceive reports whether some path leads from where a goroutine is started to where
// the channel is closed, or to the end of the function for a deferred close, on which
// nothing is received from the channel.
func (r *Result) skipsReceive(start *ssa.Go, closing ssa.Instruction, made *ssa.MakeChan) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(block *ssa.BasicBlock, from int) bool
	visit = func(block *ssa.BasicBlock, from int) bool {
		for _, instr := range block.Instrs[from:] {
			if instr == closing && closing != nil {
				return true
			}
			if _, ends := instr.(*ssa.Return); ends && closing == nil {
				return block != block.Parent().Recover
			}
			if plain, ok := instr.(*ssa.UnOp); ok && plain.Op == token.ARROW && r.channelMade(plain.X) == made {
				return false
			}
		}
		for i, next := range block.Succs {
			if !seen[next] && !(i == 0 && r.tookFrom(block, made)) {
				seen[next] = true
				if visit(next, 0) {
					return true
				}
			}
		}
		return false
	}
	if _, deferred := closing.(*ssa.Defer); deferred {
		closing = nil
	}
	block := start.Block()
	return visit(block, slices.Index(block.Instrs, ssa.Instruction(start))+1)
}

// tookFrom reports whether a block ends in the branch of a select statement for what came
// out of a channel.
func (r *Result) tookFrom(block *ssa.BasicBlock, made *ssa.MakeChan) bool {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	if !isReceipt(branch.Cond) {
		return false
	}
	cmp := branch.Cond.(*ssa.BinOp)
	i, _ := constInt(cmp.Y)
	return r.channelMade(cmp.X.(*ssa.Extract).Tuple.(*ssa.Select).States[i].Chan) == made
}
