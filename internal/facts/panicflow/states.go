package panicflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// stateRisk judges calls of std that panic by the state that other calls have left: a
// WaitGroup that is done twice, an atomic.Value that has held another type.
func (r *Result) stateRisk(site ssa.CallInstruction) *Witness {
	call, ok := site.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return nil
	}
	obj := calleeObject(&call.Call)
	switch {
	case known.SticksToError(obj) || sticksInside(call.Call.StaticCallee()):
		if r.readsOn(call) {
			return &Witness{What: qualified(obj) + " panics when it is called again after an error", Where: r.where(site.Pos())}
		}
	case known.FindsZeroValue(obj):
		return r.zeroValueRisk(call, obj)
	case match.IsMethod(obj, "sync", "WaitGroup", "Done"):
		if r.doneTwice(call) {
			return &Witness{What: "negative WaitGroup counter (Done is called again)", Where: r.where(site.Pos())}
		}
	case len(call.Call.Args) < 2:
	case match.IsMethod(obj, "sync/atomic", "Value", "Store"), match.IsMethod(obj, "sync/atomic", "Value", "Swap"):
		if change, ok := call.Call.Args[1].(*ssa.ChangeInterface); ok && !inOnce(call) && match.IsError(change.X.Type()) && !r.storesOnce(call) {
			return &Witness{What: qualified(obj) + " panics on an error of another type than the one before", Where: r.where(site.Pos()), Doubt: Weak}
		}
	}
	return nil
}

// sticksInside reports whether a method returns the error of a call that panics when it is
// called again after one, and does nothing about it: func (c *client) read() error { _, _,
// err := c.ws.ReadMessage(); return err }.
func sticksInside(fn *ssa.Function) bool {
	if fn == nil || fn.Signature.Recv() == nil {
		return false
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if _, sets := instr.Addr.(*ssa.FieldAddr); sets {
					return false
				}
			case ssa.CallInstruction:
				if callee := instr.Common().StaticCallee(); callee != nil && callee.Pkg == fn.Pkg {
					return false // c.reconnect()
				}
			}
		}
	}
	for ret := range flow.Returns(fn) {
		for _, v := range ret.Results {
			if call := callOf(v); call != nil && match.IsError(v.Type()) && known.SticksToError(calleeObject(&call.Call)) {
				return true
			}
		}
	}
	return false
}

// doneTwice reports whether a function that calls Done calls it again on its way out, or
// has deferred that call, too, and adds nothing itself. Where each path calls it as often,
// or a condition decides about both, somebody counts.
func (r *Result) doneTwice(call *ssa.Call) bool {
	if len(call.Call.Args) == 0 || r.addsMore(call) {
		return false
	}
	group, twice := call.Call.Args[0], false
	for _, block := range call.Parent().Blocks {
		for _, instr := range block.Instrs {
			switch other, ok := instr.(ssa.CallInstruction); {
			case !ok || other == ssa.CallInstruction(call):
			case r.isOn(other, "Add", group):
				return false
			case r.isOn(other, "Done", group):
				_, deferred := other.(*ssa.Defer)
				twice = twice || deferred && flow.Dominates(other, call) && !flow.Reaches(call, call) ||
					!deferred && !flow.Dominates(call, other) && len(flow.Controls(block)) == 0 && follows(call, other)
			}
		}
	}
	return twice
}

// isOn matches a call of a method of a WaitGroup.
func (r *Result) isOn(call ssa.CallInstruction, method string, group ssa.Value) bool {
	args := call.Common().Args
	return len(args) > 0 && match.IsMethod(calleeObject(call.Common()), "sync", "WaitGroup", method) && r.origins.sameRoot(args[0], group)
}

// addsMore reports whether the function around the literal that calls Done adds to the
// same WaitGroup more than it has literals that are done: what the call says is done may
// be something else.
func (r *Result) addsMore(call *ssa.Call) bool {
	around := call.Parent().Parent()
	if around == nil {
		return false
	}
	group := call.Call.Args[0]
	adds := 0
	for _, block := range around.Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(*ssa.Call)
			if !ok || !r.isOn(other, "Add", group) {
				continue
			}
			n, isConst := constInt(other.Call.Args[1])
			if !isConst || n != 1 {
				return true
			}
			adds++
		}
	}
	for _, lit := range around.AnonFuncs {
		if r.isDone(lit, group) {
			adds--
		}
	}
	return adds > 0
}

func (r *Result) isDone(fn *ssa.Function, group ssa.Value) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && r.isOn(call, "Done", group) {
				return true
			}
		}
	}
	return false
}

// follows reports whether some path leads from a to b without another round of a loop.
func follows(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return flow.Dominates(a, b)
	}
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(block *ssa.BasicBlock) bool
	visit = func(block *ssa.BasicBlock) bool {
		for _, next := range block.Succs {
			if seen[next] || next.Dominates(block) {
				continue
			}
			seen[next] = true
			if next == b.Block() || visit(next) {
				return true
			}
		}
		return false
	}
	return visit(a.Block())
}
