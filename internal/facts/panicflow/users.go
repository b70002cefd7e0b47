package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// isLibrary reports whether packages of other modules can import this one.
func (r *Result) isLibrary() bool {
	return r.pass.Pkg.Name() != "main" && !match.IsInternal(r.pass.Pkg)
}

// setByUsers reports whether a function value is read from an exported field
// of an exported struct of the package, which those who import it fill in, and
// nobody in the package does.
func (r *Result) setByUsers(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || !r.isLibrary() {
		return false
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	owner, field := fieldOf(addr)
	return owner != nil && owner.Obj().Exported() && owner.Obj().Pkg() == r.pass.Pkg && field.Exported() && !r.stores(field)
}

// fieldOf gives the named struct type whose field an address is that of.
func fieldOf(addr *ssa.FieldAddr) (*types.Named, *types.Var) {
	ptr, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil, nil
	}
	return fieldIn(ptr.Elem(), addr.Field)
}

// fieldIn gives the i-th field of a named struct type, as it is declared.
func fieldIn(t types.Type, i int) (*types.Named, *types.Var) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil, nil
	}
	st, ok := named.Origin().Underlying().(*types.Struct)
	if !ok {
		return nil, nil
	}
	return named, st.Field(i)
}

// stores reports whether the package, tests apart, sets a field.
func (r *Result) stores(field *types.Var) bool { return len(r.storedIn(field)) > 0 }

// storedIn lists what the package, tests apart, sets a field to.
func (r *Result) storedIn(field *types.Var) []ssa.Value {
	if r.sets == nil {
		r.sets = map[*types.Var][]ssa.Value{}
		for _, fn := range r.ssa.Funcs {
			if r.inTest(fn) {
				continue
			}
			for _, block := range fn.Blocks {
				for _, instr := range block.Instrs {
					if store, ok := instr.(*ssa.Store); ok {
						if addr, ok := store.Addr.(*ssa.FieldAddr); ok {
							if _, set := fieldOf(addr); set != nil {
								r.sets[set] = append(r.sets[set], store.Val)
							}
						}
					}
				}
			}
		}
	}
	return r.sets[field]
}

// isMadeHere reports whether a text is read from a field that the package only
// sets to what it puts together: it knows how many parts there are.
func (r *Result) isMadeHere(v ssa.Value) bool { return r.madeHere(v, 0) }

func (r *Result) madeHere(v ssa.Value, depth int) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	owner, field := fieldOf(addr)
	if owner == nil || owner.Obj().Pkg() != r.pass.Pkg {
		return false
	}
	made := 0
	for _, v := range r.storedIn(field) {
		switch v := v.(type) {
		case *ssa.Const:
		case *ssa.UnOp: // a copy of the field of another value
			from, ok := v.X.(*ssa.FieldAddr)
			if !ok {
				return false
			}
			if _, copied := fieldOf(from); copied != field {
				if depth > 2 || !r.madeHere(v, depth+1) {
					return false
				}
				made++
			}
		default:
			if !r.joins(v, 0) {
				return false
			}
			made++
		}
	}
	return made > 0
}

// joins reports whether a text is put together from parts: here, or by all that
// a function of the package returns.
func (r *Result) joins(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.BinOp:
		return true
	case *ssa.Call:
		obj, fn := calleeObject(&v.Call), v.Call.StaticCallee()
		switch {
		case match.IsFunc(obj, "fmt", "Sprintf"), match.IsFunc(obj, "strings", "Join"):
			return true
		case fn == nil || fn.Blocks == nil || depth > 2:
			return false
		}
		for ret := range flow.Returns(fn) {
			if len(ret.Results) != 1 || !r.joins(ret.Results[0], depth+1) {
				return false
			}
		}
		return true
	}
	return false
}
