package panicflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// inDefault reports whether a panic statement stands where a switch over the
// kinds of one value has none left: its author listed all that there are.
func (o *origins) inDefault(instr ssa.Instruction) bool {
	return o.isSwitch(flow.Controls(instr.Block()))
}

// isSwitch reports whether conditions ask for two kinds, or more, of one value.
func (o *origins) isSwitch(conds []ssa.Value) bool {
	compared, asserted := map[string]int{}, map[ssa.Value]int{}
	for _, cond := range conds {
		switch cond := cond.(type) {
		case *ssa.BinOp:
			if cond.Op == token.EQL && (isConst(cond.Y) || isKind(cond.Y)) && (isNamed(cond.X.Type()) || o.named != nil && o.named(cond.Pos())) {
				compared[o.rootKey(cond.X)]++
			}
		case *ssa.Extract:
			if assert, ok := cond.Tuple.(*ssa.TypeAssert); ok {
				asserted[assert.X]++
			}
		}
	}
	for _, n := range compared {
		if n >= 2 {
			return true
		}
	}
	for _, n := range asserted {
		if n >= 2 {
			return true
		}
	}
	return false
}

// isKind matches a package variable of a struct type, which stands for one of the kinds that
// there are: var Retry = Decision{1}.
func isKind(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	_, isGlobal := load.X.(*ssa.Global)
	_, isStruct := v.Type().Underlying().(*types.Struct)
	return isGlobal && isStruct
}

// isNamedCase reports whether the case of a switch statement at a position is a constant that
// the program has named: with others, those are the values that there are.
func (r *Result) isNamedCase(pos token.Pos) bool {
	if r.cases == nil {
		r.cases = map[token.Pos]bool{}
		for _, file := range r.pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if clause, ok := n.(*ast.CaseClause); ok {
					for _, value := range clause.List {
						r.cases[value.Pos()] = r.isNamedConst(value)
					}
				}
				return true
			})
		}
	}
	return r.cases[pos]
}

func (r *Result) isNamedConst(value ast.Expr) bool {
	var name *ast.Ident
	switch value := value.(type) {
	case *ast.Ident:
		name = value
	case *ast.SelectorExpr:
		name = value.Sel
	default:
		return false
	}
	_, ok := r.pass.TypesInfo.Uses[name].(*types.Const)
	return ok
}

// isNamed reports whether t is a defined type that the program gave its
// values: an enumeration, where its kind is that of a number or string.
func isNamed(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil
}
