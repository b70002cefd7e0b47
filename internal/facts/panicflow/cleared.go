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
	if field == nil || len(c.cleared[field]) == 0 || !c.asked[field] || !r.origins.isSteady(addr.X) || r.asksAbout(at, addr.X) || r.setsField(at.Parent(), field) {
		return ""
	}
	chans := r.channels()
	if !chans.isFollowed(at.Parent(), map[*ssa.Function]bool{}) || !chans.isOwn(at.Parent(), map[*ssa.Function]bool{}) || r.askedByCallers(at.Parent(), field, 0) {
		return ""
	}
	for _, store := range c.cleared[field] {
		clearing := store.Parent()
		outer := flow.Outermost(clearing)
		if !ends(outer.Name()) || waits(store) {
			continue
		}
		// Users of the package call what is exported on any goroutine.
		if isOpen(outer) || !chans.together(clearing, at.Parent()) && !r.waitsBefore(clearing) && chans.isFollowed(clearing, map[*ssa.Function]bool{}) {
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

// askedByCallers reports whether those who call a function look at a field first, or set it.
func (r *Result) askedByCallers(fn *ssa.Function, field *types.Var, depth int) bool {
	if depth > 3 {
		return true
	}
	for _, use := range r.channels().uses[fn] {
		if r.setsField(use.Parent(), field) || slices.ContainsFunc(flow.Conditions(use.Block()), func(cond ssa.Value) bool { return asksField(cond, field) }) {
			return true
		}
		if _, starts := use.(*ssa.Go); !starts && r.askedByCallers(use.Parent(), field, depth+1) {
			return true
		}
	}
	return false
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
