package panicflow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// readsOn reports whether a loop calls a method again on the same value after it has
// failed:
//
//	for {
//		_, data, err := conn.ReadMessage()
//		if err != nil {
//			log.Print(err)
//			continue
//		}
func (r *Result) readsOn(call *ssa.Call) bool {
	if len(call.Call.Args) == 0 || !flow.Reaches(call, call) {
		return false
	}
	for _, err := range errorsOf(call) {
		for _, look := range *err.Referrers() {
			if branch, failed := failedBranch(look); branch != nil && r.comesBack(failed, call) {
				return true
			}
		}
	}
	return false
}

// errorsOf gives the error that a call returns.
func errorsOf(call *ssa.Call) []ssa.Value {
	if match.IsError(call.Type()) {
		return []ssa.Value{call}
	}
	var all []ssa.Value
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && match.IsError(e.Type()) {
			all = append(all, e)
		}
	}
	return all
}

// comesBack reports whether a block leads straight to a call, without a condition that may
// look at the error, or end the loop for what is set on the way, and without anything that
// may give the receiver of the call another value.
func (r *Result) comesBack(from *ssa.BasicBlock, call *ssa.Call) bool {
	seen, sets := map[*ssa.BasicBlock]bool{}, false
	for block := from; !seen[block]; {
		seen[block] = true
		for _, instr := range block.Instrs {
			if instr == ssa.Instruction(call) {
				return true
			}
			if r.renews(instr, call.Call.Args[0]) {
				return false
			}
			sets = sets || isSetting(instr)
		}
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if ok && asksHowClosed(branch.Cond) && !sets {
			return slices.ContainsFunc(block.Succs, func(next *ssa.BasicBlock) bool { return !seen[next] && r.comesBack(next, call) })
		}
		switch {
		case len(block.Succs) == 1:
			block = block.Succs[0]
		case !ok || sets || !block.Dominates(call.Block()):
			return false
		default: // the loop's own condition
			i := slices.IndexFunc(block.Succs, func(next *ssa.BasicBlock) bool { return next.Dominates(call.Block()) })
			if i < 0 || isCarried(branch.Cond) {
				return false
			}
			block = block.Succs[i]
		}
	}
	return false
}

// asksHowClosed matches websocket.IsCloseError and IsUnexpectedCloseError: whatever they
// say, the connection has failed.
func asksHowClosed(cond ssa.Value) bool {
	call, ok := cond.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Name() == "websocket" && strings.HasSuffix(obj.Name(), "CloseError")
}

// isCarried reports whether a condition is about what a round of the loop leaves to the
// next one.
func isCarried(cond ssa.Value) bool {
	if cmp, ok := cond.(*ssa.BinOp); ok {
		return isCarried(cmp.X) || isCarried(cmp.Y)
	}
	_, ok := cond.(*ssa.Phi)
	return ok
}

// isSetting matches what may make another condition true: a store, x.Store(true), close(ch).
func isSetting(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Store:
		_, argument := instr.Addr.(*ssa.IndexAddr)
		return !argument
	case *ssa.Call:
		if b, ok := instr.Call.Value.(*ssa.Builtin); ok {
			return b.Name() == "close"
		}
		obj := calleeObject(&instr.Call)
		return obj != nil && (obj.Name() == "Store" || obj.Name() == "Swap" || obj.Name() == "CompareAndSwap")
	}
	return false
}

// renews reports whether an instruction makes a value, or may store another in the
// variable or field that it is read from.
func (r *Result) renews(instr ssa.Instruction, v ssa.Value) bool {
	load, isLoad := v.(*ssa.UnOp)
	if !isLoad {
		made, ok := instr.(ssa.Value)
		return ok && made == v
	}
	switch instr := instr.(type) {
	case *ssa.Store:
		return r.origins.sameRoot(instr.Addr, load.X) || instr.Addr == load.X
	case ssa.CallInstruction:
		if fn := instr.Common().StaticCallee(); fn != nil && fn.Pkg == r.ssa.Pkg {
			addr, ok := load.X.(*ssa.FieldAddr)
			if !ok {
				return true
			}
			_, field := fieldOf(addr)
			return r.setsAny(fn, field, 0) // c.reconnect()
		}
		return instr.Common().StaticCallee() == nil && !instr.Common().IsInvoke() && !isBuiltin(instr)
	}
	return false
}

func isBuiltin(call ssa.CallInstruction) bool {
	_, ok := call.Common().Value.(*ssa.Builtin)
	return ok
}
