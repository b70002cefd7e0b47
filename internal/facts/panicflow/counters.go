package panicflow

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// countRisk reports whether a divisor is a counter that begins at zero and that nobody
// looked at: a local variable, or an unexported field that the package only counts up
// and sets to zero.
func (r *Result) countRisk(at ssa.Instruction, v ssa.Value) bool {
	v = strip(v)
	if r.origins.guardedBy(at, v) {
		return false
	}
	switch v := v.(type) {
	case *ssa.Phi:
		zero, counts := counter(v, map[ssa.Value]bool{})
		return zero && counts
	case *ssa.UnOp:
		addr, ok := v.X.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		owner, field := fieldOf(addr)
		return owner != nil && owner.Obj().Pkg() == r.pass.Pkg && !field.Exported() && r.countsUp(addr)
	}
	return false
}

// countDoubt says how far a division by a count is seen to fail: next % p.size divides by how
// many there are of what was registered before anybody asks.
func countDoubt(div *ssa.BinOp) Doubt {
	if _, local := strip(div.Y).(*ssa.Phi); div.Op == token.REM && !local {
		return Assumed
	}
	return Concrete
}

// counter looks at what flows into a variable: zero, and the variable itself with
// something added. Anything else makes it no counter.
func counter(v ssa.Value, seen map[ssa.Value]bool) (zero, counts bool) {
	if seen[v] {
		return false, true
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		zero = v.Value != nil && constant.Sign(v.Value) == 0
		return zero, zero
	case *ssa.BinOp:
		c, isC := constInt(v.Y)
		if v.Op != token.ADD || !isC || c < 1 {
			return false, false
		}
		return counter(v.X, seen)
	case *ssa.Phi:
		counts = true
		for _, edge := range v.Edges {
			z, c := counter(edge, seen)
			zero, counts = zero || z, counts && c
		}
		return zero, counts
	}
	return false, false
}

// countsUp reports whether a field is only set to zero or to itself with a constant
// added, and is both somewhere, or starts at zero.
func (r *Result) countsUp(addr *ssa.FieldAddr) bool {
	_, field := fieldOf(addr)
	ups := 0
	for _, v := range r.storedIn(field) {
		switch v := v.(type) {
		case *ssa.Const:
			if v.Value == nil || constant.Sign(v.Value) != 0 {
				return false
			}
		case *ssa.BinOp:
			c, isC := constInt(v.Y)
			load, ok := v.X.(*ssa.UnOp)
			if v.Op != token.ADD || !isC || c < 1 || !ok {
				return false
			}
			from, ok := load.X.(*ssa.FieldAddr)
			if !ok {
				return false
			}
			if _, self := fieldOf(from); self != field {
				return false
			}
			ups++
		default:
			return false
		}
	}
	return ups > 0
}
