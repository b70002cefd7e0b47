package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// clearings knows of the unexported fields of the package's structs where they are set to
// nil, and which of them somebody compares with nil before use.
type clearings struct {
	cleared map[*types.Var][]*ssa.Store
	asked   map[*types.Var]bool
}

// clearings lists them, tests apart. A comparison in a function that sets the field is how
// it gets its value, and no question.
func (r *Result) clearings() *clearings {
	if r.clears != nil {
		return r.clears
	}
	c := &clearings{map[*types.Var][]*ssa.Store{}, map[*types.Var]bool{}}
	r.clears = c
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		asked, set := map[*types.Var]bool{}, map[*types.Var]bool{}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				addr, ok := instr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				owner, field := fieldOf(addr)
				if owner == nil || owner.Obj().Pkg() != r.pass.Pkg || field.Exported() {
					continue
				}
				for _, ref := range *addr.Referrers() {
					switch ref := ref.(type) {
					case *ssa.Store:
						set[field] = true
						if _, made := addr.X.(*ssa.Alloc); isNil(ref.Val) && !made {
							c.cleared[field] = append(c.cleared[field], ref)
						}
					case *ssa.UnOp:
						asked[field] = asked[field] || slices.ContainsFunc(*ref.Referrers(), isNilCheck)
					}
				}
			}
		}
		for field := range asked {
			c.asked[field] = c.asked[field] || asked[field] && !set[field]
		}
	}
	return c
}

// clearedElsewhere says who sets a field to nil that an instruction uses without a look,
// on a goroutine that the other does not wait for, where others do look.
func (r *Result) clearedElsewhere(at ssa.Instruction, v ssa.Value) string {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return ""
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return ""
	}
	_, field := fieldOf(addr)
	c := r.clearings()
	if field == nil || len(c.cleared[field]) == 0 || !c.asked[field] || !r.origins.isSteady(addr.X) || r.setsField(at.Parent(), field) {
		return ""
	}
	chans := r.channels()
	if asksFieldBefore(at, field) || chans.isLockedFor(at, 0) && r.asksAbout(at, addr.X) {
		return ""
	}
	if !chans.isFollowed(at.Parent(), map[*ssa.Function]bool{}) || !chans.isOwn(at.Parent(), map[*ssa.Function]bool{}) || r.askedByCallers(at, field, 0) {
		return ""
	}
	runner := r.tellerOf(at.Parent(), nil)
	for _, store := range c.cleared[field] {
		clearing := store.Parent()
		outer := flow.Outermost(clearing)
		if runner.awaited(store) {
			continue
		}
		// Users of the package call what is exported on any goroutine.
		if ends(outer.Name()) && isOpen(outer) || !r.awaitedBefore(runner, clearing) && chans.isFollowed(clearing, map[*ssa.Function]bool{}) && chans.apart(clearing, at.Parent()) {
			return Name(outer) + " sets it to nil"
		}
	}
	return ""
}

// setsField reports whether a function sets a field itself, of what it has not made.
func (r *Result) setsField(fn *ssa.Function, field *types.Var) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok {
				addr, ok := store.Addr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				_, made := addr.X.(*ssa.Alloc)
				if _, set := fieldOf(addr); set == field && !made {
					return true
				}
			}
		}
	}
	return false
}

// askedByCallers reports whether those who call the function of an instruction look at a
// field first, or set it: for all that the function does, or, where it is started, for what
// it does once.
func (r *Result) askedByCallers(at ssa.Instruction, field *types.Var, depth int) bool {
	if depth > 3 {
		return true
	}
	for _, use := range r.channels().uses[at.Parent()] {
		_, starts := use.(*ssa.Go)
		if again := starts && flow.Reaches(at, at); !again && r.setsField(use.Parent(), field) {
			return true
		}
		if asksFieldBefore(use, field) {
			return true
		}
		if !starts && r.askedByCallers(use, field, depth+1) {
			return true
		}
	}
	return false
}

// asksFieldBefore reports whether a condition before an instruction is about a field.
func asksFieldBefore(at ssa.Instruction, field *types.Var) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool { return asksField(cond, field) })
}

func asksField(cond ssa.Value, field *types.Var) bool {
	return fromOne(cond, func(v ssa.Value) bool {
		addr, ok := v.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		_, asked := fieldOf(addr)
		return asked == field
	}, 0)
}
