package decodeflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// answered turns the payload of a queue's message into an answer, where the message is the
// reply to a request of this program.
func (t *tracer) answered(from known.Boundary, message ssa.Value) known.Boundary {
	if from.IsQueue() && t.isReply(message, map[ssa.Value]bool{}) {
		return from&^known.Queue | known.Response
	}
	return from
}

// isReply handles resp, err := nc.Request(subject, data, wait), and what a function of the
// package returns that asks so. (Of a message in a field we do not know who put it there.)
func (t *tracer) isReply(v ssa.Value, seen map[ssa.Value]bool) bool {
	if v == nil || seen[v] {
		return v != nil // round a loop
	}
	seen[v] = true
	var before []ssa.Value
	switch v := v.(type) {
	case *ssa.Call:
		return t.asks(v)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && v.Index == 0 && t.asks(call)
	case *ssa.Phi:
		before = slices.DeleteFunc(slices.Clone(v.Edges), isNil)
	case *ssa.UnOp:
		if cell, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			before = slices.DeleteFunc(t.storedIn(cell, map[ssa.Value]bool{}), isNil)
		}
	case *ssa.MakeInterface:
		before = []ssa.Value{v.X}
	}
	return len(before) > 0 && !slices.ContainsFunc(before, func(v ssa.Value) bool { return !t.isReply(v, seen) })
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// asks reports whether a call sends a request and waits for the reply, itself or in the
// function of this package that it calls.
func (t *tracer) asks(call *ssa.Call) bool {
	return slices.ContainsFunc(t.callees[call.Common()], func(c callee) bool {
		if fn, ok := c.obj.(*types.Func); ok && known.Replies(fn) {
			return true
		}
		return c.fn != nil && slices.ContainsFunc(c.fn.Blocks, t.asksIn)
	})
}

func (t *tracer) asksIn(block *ssa.BasicBlock) bool {
	return slices.ContainsFunc(block.Instrs, func(instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		return ok && slices.ContainsFunc(t.callees[call.Common()], func(c callee) bool {
			fn, ok := c.obj.(*types.Func)
			return ok && known.Replies(fn)
		})
	})
}
