package panicflow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// isLibrary reports whether packages of other modules can import this one.
func (r *Result) isLibrary() bool {
	return r.pass.Pkg.Name() != "main" && !slices.Contains(strings.Split(r.pass.Pkg.Path(), "/"), "internal")
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
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	if !ok {
		return nil, nil
	}
	st, ok := named.Origin().Underlying().(*types.Struct)
	if !ok {
		return nil, nil
	}
	return named, st.Field(addr.Field)
}

// stores reports whether the package, tests apart, sets a field.
func (r *Result) stores(field *types.Var) bool {
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				if addr, ok := store.Addr.(*ssa.FieldAddr); ok {
					if _, set := fieldOf(addr); set == field {
						return true
					}
				}
			}
		}
	}
	return false
}
