package nakedgo

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// checkField reports a function or value that is stored in a field of a std
// type whose code calls it on another goroutine.
func (c *checker) checkField(store *ssa.Store) {
	addr, ok := store.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	named := match.Named(addr.X.Type())
	if named == nil || named.Obj().Pkg() == nil {
		return
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return
	}
	field := known.Field{Pkg: named.Obj().Pkg().Path(), Type: named.Obj().Name(), Name: st.Field(addr.Field).Name()}
	method, ok := known.StartsField(field)
	if !ok {
		return
	}
	var risk *panicflow.Risk
	if method != "" {
		risk = c.flow.MethodRisk(store.Val, method)
	} else {
		risk = c.flow.FuncRisk(store.Val)
	}
	if known.ToldOfDeletions(field) && (risk == nil || risk.Doubt > panicflow.Weak) && !panicflow.IsFiltered(store) {
		risk = c.flow.DeletedRisk(store.Val)
	}
	if risk == nil || risk.Doubt > panicflow.Weak || known.IsInformers(field.Pkg) && c.flow.SurvivesCrashes() {
		return
	}
	pos, end := c.fieldName(store.Pos())
	if !pos.IsValid() {
		return
	}
	c.add(analysis.Diagnostic{Pos: pos, End: end, Category: unguarded,
		Message: field.Type + "." + field.Name + " runs on a goroutine of its own and has no panic guard (" + c.flow.Tell(risk) + ")",
		Related: c.related(risk)}, risk, nil)
}

// fieldName gives the range of what names a field, from the position of the
// store: cmd.Stdout in cmd.Stdout = w, Stdout in Stdout: w.
func (c *checker) fieldName(store token.Pos) (pos, end token.Pos) {
	file := c.fileOf(store)
	if file == nil {
		return token.NoPos, token.NoPos
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || store < n.Pos() || n.End() <= store {
			return false
		}
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if n.Sel.Pos() == store {
				pos, end = n.Pos(), n.End()
			}
		case *ast.KeyValueExpr:
			if n.Colon == store {
				pos, end = n.Key.Pos(), n.Key.End()
			}
		}
		return true
	})
	return pos, end
}
