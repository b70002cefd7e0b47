package decodeflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// IsLeft reports whether the function that decodes takes the struct apart
// itself, field by field, and leaves the field alone.
func (s *Site) IsLeft(path []*types.Var) bool {
	return len(s.opened) > 0 && !slices.ContainsFunc(path, func(v *types.Var) bool { return slices.Contains(s.opened, v.Origin()) })
}

// open gives the fields that are read of a local struct which is used in no
// other way but to be decoded into by call; nothing where it goes anywhere as a
// whole, or some of it does that is promoted.
func open(base ssa.Value, call ssa.CallInstruction) []*types.Var {
	cell, ok := base.(*ssa.Alloc)
	if !ok || call == nil || !isStruct(cell.Type().Underlying().(*types.Pointer).Elem()) {
		return nil
	}
	var read []*types.Var
	for _, ref := range referrers(cell) {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			fields, ok := readOf(ref)
			if !ok {
				return nil
			}
			read = append(read, fields...)
		case *ssa.Store:
			if ref.Val == ssa.Value(cell) {
				return nil
			}
		case *ssa.MakeInterface:
			if !slices.Equal(referrers(ref), []ssa.Instruction{call}) {
				return nil
			}
		default:
			if ref != ssa.Instruction(call) {
				return nil
			}
		}
	}
	return read
}

// readOf gives the field at an address, and those in it, that are read.
func readOf(at *ssa.FieldAddr) (read []*types.Var, ok bool) {
	field := fieldOf(at.X.Type(), at.Field)
	if field == nil {
		return nil, false
	}
	for _, ref := range referrers(at) {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			inner, ok := readOf(ref)
			if !ok {
				return nil, false
			}
			read = append(read, inner...)
		case *ssa.Store:
			if ref.Addr != ssa.Value(at) {
				return nil, false
			}
		default:
			if field.Embedded() {
				return nil, false
			}
			read = append(read, field)
		}
	}
	return read, true
}
