package decodeflow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// keeps reports whether a method decodes into a field of its receiver that nobody ever sets:
// func (s *Stream[T]) Next() bool { return json.Unmarshal(s.line(), &s.cur) == nil }. What
// one call leaves there, the next call finds. (Of a field that is a pointer we do not know
// what it points to.)
func (e *engine) keeps(u use, base ssa.Value) bool {
	at, ok := base.(*ssa.FieldAddr)
	if !ok || u.call == nil || u.flow.Elems || u.flow.Null != known.Keeps || u.in.Signature.Recv() == nil || len(u.in.Params) == 0 || at.X != ssa.Value(u.in.Params[0]) {
		return false
	}
	field := fieldOf(at.X.Type(), at.Field)
	if field == nil || isPointer(field.Type()) || len(e.fields[field]) > 0 {
		return false
	}
	for _, block := range u.in.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok && ssa.CallInstruction(call) != u.call && clears(call, at) {
				return false
			}
		}
	}
	return true
}

// clears reports whether a call is given the field at an address, and sets the whole of it.
func clears(call *ssa.Call, at *ssa.FieldAddr) bool {
	for _, arg := range call.Call.Args {
		if same, ok := unwrap(arg).(*ssa.FieldAddr); ok && same.X == at.X && same.Field == at.Field && sets(call, arg) {
			return true
		}
	}
	return false
}

// reuseOfField handles a method that keeps what it decodes, where it is called in each round
// of a loop over one object that the loop uses, or where it is named for that.
func (e *engine) reuseOfField(u use, base ssa.Value) *Reuse {
	if !e.keeps(u, base) {
		return nil
	}
	field := fieldOf(base.(*ssa.FieldAddr).X.Type(), base.(*ssa.FieldAddr).Field)
	for _, site := range e.callers[u.in] {
		if r := loopOver(e.instrs[site.call], site.arg(known.Receiver)); r != nil {
			return &Reuse{Made: field.Pos(), Alike: r.waits(), all: true}
		}
	}
	if obj := u.in.Object(); obj != nil && obj.Exported() && strings.HasPrefix(obj.Name(), "Next") {
		return &Reuse{Made: field.Pos(), all: true} // for rows.Next() { use(rows.Row()) } is the importer's
	}
	return nil
}

// reuseOfCallee handles for s.Next() { use(s.Current()) }, where Next is a method of
// Stream[T] that keeps the T it decodes.
func reuseOfCallee(u use) *Reuse {
	if !u.flow.Kept || u.call == nil {
		return nil
	}
	if r := loopOver(u.call, u.callee.arg(u.call.Common(), known.Receiver)); r != nil {
		return &Reuse{Made: u.callee.obj.Pos(), Alike: r.waits(), all: true}
	}
	return nil
}

// loopOver gives the round of a loop in which a method is called of an object that is made
// outside of it, and that the loop uses otherwise too; or nil.
func loopOver(call ssa.CallInstruction, recv ssa.Value) *round {
	r := &round{call: call, resets: map[ssa.Instruction]bool{}}
	if made, ok := recv.(ssa.Instruction); ok {
		if made.Parent() != call.Parent() || flow.Reaches(call, made) {
			return nil
		}
	}
	if recv == nil || !r.leads(call, call) {
		return nil
	}
	for _, ref := range referrers(recv) {
		if _, ok := ref.(*ssa.DebugRef); !ok && ref.Parent() == call.Parent() && r.holds(ref) {
			return r
		}
	}
	return nil
}
