package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/match"
)

// zeroValueRisk judges a method call on what reflect found by a name that comes from
// elsewhere, which is the zero Value where there is no such thing:
//
//	v.FieldByName(column).Set(x)
func (r *Result) zeroValueRisk(find *ssa.Call, obj *types.Func) *Witness {
	if len(find.Call.Args) < 2 || isConst(find.Call.Args[1]) || r.namesField(find.Call.Args[1]) || r.origins.guardedBy(find, find.Call.Args[1]) {
		return nil
	}
	refs := *find.Referrers()
	for _, ref := range refs {
		use, ok := ref.(*ssa.Call)
		if !ok || !isMethodOn(use, find) {
			return nil // somebody else looks at it
		}
		switch calleeObject(&use.Call).Name() {
		case "IsValid", "Kind":
			return nil
		}
	}
	for _, ref := range refs {
		if use, ok := ref.(*ssa.Call); ok && isMethodOn(use, find) && calleeObject(&use.Call).Name() != "String" {
			return &Witness{
				What:  qualified(calleeObject(&use.Call)) + " panics on the zero Value (" + obj.Name() + " may find nothing)",
				Where: r.where(use.Pos()), Doubt: Weak,
			}
		}
	}
	return nil
}

// namesField reports whether a name is one that reflect gave, or of a list that the
// package has.
func (r *Result) namesField(name ssa.Value) bool {
	if base, _ := fieldLoad(name); base != nil {
		return match.IsType(base.Type(), "reflect", "StructField") || match.IsType(base.Type(), "reflect", "Method")
	}
	load, ok := name.(*ssa.UnOp)
	if !ok {
		return false
	}
	from := load.X
	if element, ok := from.(*ssa.IndexAddr); ok {
		if list, ok := element.X.(*ssa.UnOp); ok {
			from = list.X
		}
	}
	_, global := from.(*ssa.Global)
	return global
}

// isMethodOn reports whether a call is one of a method of reflect.Value on v.
func isMethodOn(call *ssa.Call, v ssa.Value) bool {
	f := match.FuncOf(calleeObject(&call.Call))
	return f.Pkg == "reflect" && f.Recv == "Value" && len(call.Call.Args) > 0 && call.Call.Args[0] == v
}
