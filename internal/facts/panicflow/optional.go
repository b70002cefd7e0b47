package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// optionalRisk says when a pointer is nil that is a field of a library's struct, if the
// library says so, and nobody on the way to it has asked: rule.HTTP.Paths of an Ingress.
func (r *Result) optionalRisk(at ssa.Instruction, ptr ssa.Value) string {
	owner, field := fieldRead(ptr)
	row, ok := known.Optional(owner, nameOf(field))
	if !ok || r.origins.guardedBy(at, ptr) || r.stores(field) || r.tells(at, owner, row) || r.askedAround(at.Parent(), field) {
		return ""
	}
	return owner.Obj().Name() + "." + field.Name() + " is nil " + row.When
}

func nameOf(field *types.Var) string {
	if field == nil {
		return ""
	}
	return field.Name()
}

// fieldRead gives the field that a value is read from, and the struct type that has it.
func fieldRead(v ssa.Value) (*types.Named, *types.Var) {
	base, i := fieldLoad(v)
	if base == nil {
		return nil, nil
	}
	t := base.Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	return fieldIn(t, i)
}

// tells reports whether a condition before an instruction looks at the field that tells
// whether another one is nil, or at another pointer of the same struct.
func (r *Result) tells(at ssa.Instruction, owner *types.Named, row known.OptionalField) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		return slices.ContainsFunc([]ssa.Value{cmp.X, cmp.Y}, func(v ssa.Value) bool {
			of, field := fieldRead(v)
			return field != nil && of.Obj() == owner.Obj() && (field.Name() == row.Told || isPointer(field.Type()))
		})
	})
}

// askedAround reports whether a function that comes, perhaps by others, to fn, or one that
// such a function calls, compares a field with nil.
func (r *Result) askedAround(fn *ssa.Function, field *types.Var) bool {
	asking := r.asking(field)
	if len(asking) == 0 {
		return false
	}
	level := []*ssa.Function{funcflow.Frame(fn)}
	for seen := map[*ssa.Function]bool{}; len(level) > 0; {
		var next []*ssa.Function
		for _, fn := range level {
			if seen[fn] {
				continue
			}
			seen[fn] = true
			if asking[fn] || slices.ContainsFunc(r.callees[fn], func(callee *ssa.Function) bool { return asking[callee] }) {
				return true
			}
			for _, use := range r.graph.Uses(fn) {
				next = append(next, funcflow.Frame(use.Site.Parent()))
			}
		}
		level = next
	}
	return false
}

// asking gives the functions that compare a field with nil.
func (r *Result) asking(field *types.Var) map[*ssa.Function]bool {
	if r.compares == nil {
		r.compares = map[*types.Var]map[*ssa.Function]bool{}
		for _, fn := range r.ssa.Funcs {
			r.findAsked(fn)
		}
	}
	return r.compares[field]
}

func (r *Result) findAsked(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			cmp, ok := instr.(*ssa.BinOp)
			if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ || !isNil(cmp.Y) {
				continue
			}
			owner, field := fieldRead(cmp.X)
			if _, ok := known.Optional(owner, nameOf(field)); !ok {
				continue
			}
			if r.compares[field] == nil {
				r.compares[field] = map[*ssa.Function]bool{}
			}
			r.compares[field][funcflow.Frame(fn)] = true
		}
	}
}
