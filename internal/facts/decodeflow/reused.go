package decodeflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// A Reuse says that one variable is filled in every round of a loop and used there, so that
// what a record leaves out is what the record before it said.
type Reuse struct {
	Made  token.Pos // where the variable is declared, outside the loop
	Alike bool      // the records may be one and the same: the loop waits for it, or looks for its name
	all   bool      // it is used as a whole
	used  []*types.Var
	reset []*types.Var
}

// Uses reports whether the loop uses a field, and gives it no other value itself.
func (r *Reuse) Uses(field *types.Var) bool {
	return (r.all || slices.Contains(r.used, field.Origin())) && !slices.Contains(r.reset, field.Origin())
}

// A round is what lies between two runs of a call that decodes into a variable.
type round struct {
	call   ssa.CallInstruction
	resets map[ssa.Instruction]bool // what makes the variable, or sets the whole of it
	reuse  *Reuse
}

// reuseOf handles var rec T; for ... { json.Unmarshal(line, &rec); use(rec) }, or nil. (A
// variable that a literal captures is out of sight, and so is what a pointer is set to.)
func reuseOf(u use) *Reuse {
	if u.call == nil || u.flow.Into < 0 || u.flow.Elems || u.flow.Null != known.Keeps {
		return nil
	}
	cell, ok := unwrap(u.callee.arg(u.call.Common(), u.flow.Into)).(*ssa.Alloc)
	if !ok || cell.Parent() != u.call.Parent() {
		return nil
	}
	r := &round{call: u.call, resets: map[ssa.Instruction]bool{cell: true}, reuse: &Reuse{Made: cell.Pos()}}
	if !r.findResets(cell) || !r.leads(u.call, u.call) {
		return nil
	}
	for _, ref := range referrers(cell) {
		r.note(ref, cell)
	}
	if !r.reuse.all && len(r.reuse.used) == 0 {
		return nil // what is used is used after the loop: settings of several files, what came at the third try
	}
	r.reuse.Alike = r.waits() || r.isNamed()
	return r.reuse
}

func unwrap(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}

// findResets notes what sets the whole variable. It reports false if some of that is in
// function literals.
func (r *round) findResets(v ssa.Value) bool {
	for _, ref := range referrers(v) {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == v {
				r.resets[ref] = true
			}
		case *ssa.UnOp: // *p = T{}
			if pointsOrMay(ref.Type()) && !r.findResets(ref) {
				return false
			}
		case *ssa.MakeInterface:
			if !r.findResets(ref) {
				return false
			}
		case *ssa.MakeClosure:
			return false
		case *ssa.Call:
			if ref != r.call && sets(ref, v) {
				r.resets[ref] = true
			}
		}
	}
	return true
}

// sets reports whether a call sets the whole of what v points to, as rec.Reset() does.
func sets(call *ssa.Call, v ssa.Value) bool {
	name := ""
	if call.Call.IsInvoke() {
		name = call.Call.Method.Name()
	} else if fn := call.Call.StaticCallee(); fn != nil {
		name = fn.Name()
		for i, arg := range call.Call.Args {
			if arg != v || i >= len(fn.Params) {
				continue
			}
			for _, ref := range referrers(fn.Params[i]) {
				if store, ok := ref.(*ssa.Store); ok && store.Addr == fn.Params[i] {
					return true
				}
			}
		}
	}
	lower := strings.ToLower(name)
	return strings.Contains(lower, "reset") || strings.Contains(lower, "clear") || strings.Contains(lower, "zero")
}

// note notes what the loop does with the variable by one instruction.
func (r *round) note(ref ssa.Instruction, cell ssa.Value) {
	switch ref := ref.(type) {
	case *ssa.FieldAddr:
		r.noteField(ref)
	case *ssa.MakeInterface:
		for _, user := range referrers(ref) {
			r.noteWhole(user)
		}
	case *ssa.Store:
		if ref.Val == cell {
			r.noteWhole(ref)
		}
	case *ssa.UnOp:
		for _, user := range referrers(ref) {
			r.note(user, ref)
		}
		if !pointsOrMay(ref.Type()) {
			r.noteWhole(ref)
		}
	default:
		r.noteWhole(ref)
	}
}

func (r *round) noteWhole(ref ssa.Instruction) {
	if _, ok := ref.(*ssa.DebugRef); !ok && r.follows(ref) {
		r.reuse.all = true
	}
}

// noteField notes the field at an address, and those in it, that are read or set.
func (r *round) noteField(at *ssa.FieldAddr) {
	field := fieldOf(at.X.Type(), at.Field)
	for _, ref := range referrers(at) {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			before := len(r.reuse.used)
			if r.noteField(ref); len(r.reuse.used) > before {
				r.reuse.used = append(r.reuse.used, field)
			}
		case *ssa.Store:
			if ref.Addr == ssa.Value(at) && r.holds(ref) {
				r.reuse.reset = append(r.reuse.reset, field)
			}
		default:
			if r.follows(ref) {
				r.reuse.used = append(r.reuse.used, field)
			}
		}
	}
}

// follows reports whether an instruction is in the loop, and the call is always run before it:
// not in another branch, for another part of an archive.
func (r *round) follows(instr ssa.Instruction) bool {
	return r.holds(instr) && flow.Dominates(r.call, instr)
}

// isNamed reports whether the call is run for records of one name: if f.Name == "index.json".
func (r *round) isNamed() bool {
	return slices.ContainsFunc(flow.Controls(r.call.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || cmp.Op != token.EQL || !isText(cmp.X.Type()) || cmp.Parent() != r.call.Parent() {
			return false
		}
		_, constant := cmp.Y.(*ssa.Const)
		return constant && r.holds(cmp)
	})
}

// holds reports whether an instruction is in the loop, other than the call.
func (r *round) holds(instr ssa.Instruction) bool {
	return instr != ssa.Instruction(r.call) && r.leads(r.call, instr) && r.leads(instr, r.call)
}

// leads reports whether a way leads from one instruction to another on which the variable
// stays what it is.
func (r *round) leads(from, to ssa.Instruction) bool {
	seen := map[*ssa.BasicBlock]bool{}
	todo := [][]ssa.Instruction{from.Block().Instrs[slices.Index(from.Block().Instrs, from)+1:]}
	for len(todo) > 0 {
		instrs := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, instr := range instrs {
			if instr == to {
				return true
			}
			if r.resets[instr] {
				instrs = nil
				break
			}
		}
		if len(instrs) == 0 {
			continue
		}
		for _, next := range instrs[len(instrs)-1].Block().Succs {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next.Instrs)
			}
		}
	}
	return false
}

// waits reports whether the loop sleeps or receives from a channel.
func (r *round) waits() bool {
	for _, block := range r.call.Parent().Blocks {
		for _, instr := range block.Instrs {
			if isWait(instr) && r.holds(instr) {
				return true
			}
		}
	}
	return false
}

func isWait(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Call:
		fn := instr.Call.StaticCallee()
		return fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil && fn.Object().Pkg().Path() == "time" && fn.Name() == "Sleep"
	}
	return false
}
