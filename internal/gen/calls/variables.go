package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
	"github.com/recoverlint/recoverlint/internal/report"
)

// variable is the one that the first related place of a finding declares or uses;
// nil if that is a parameter without a name.
func (s *Site) variable(f *Finder, finding report.Finding) *types.Var {
	pos := f.pos(s, finding.Related[0].Start)
	if !pos.IsValid() {
		return nil
	}
	for _, node := range s.path(pos) {
		if id, ok := node.(*ast.Ident); ok {
			v, _ := s.pkg.Info.ObjectOf(id).(*types.Var)
			if v == nil || v.Name() == "_" || v.Pos() != pos {
				return nil
			}
			return v
		}
	}
	return nil
}

// contextFor is the expression for a context whose values a goroutine that starts at
// pos can have: a variable ctx, another context, or that of a request. "" if there is
// none.
func (s *Site) contextFor(pos token.Pos) string {
	best, rank := "", 0
	for scope := s.pkg.Types.Scope().Innermost(pos); scope != nil && scope != s.pkg.Types.Scope(); scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || name == "_" {
				continue
			}
			if _, seen := s.pkg.Types.Scope().Innermost(pos).LookupParent(name, pos); seen != v {
				continue
			}
			if expr, r := valuesOf(v); r > rank {
				best, rank = expr, r
			}
		}
		if rank > 0 {
			return best
		}
	}
	return best
}

// valuesOf ranks a variable as a source of a context.
func valuesOf(v *types.Var) (expr string, rank int) {
	_, ptr := v.Type().Underlying().(*types.Pointer)
	switch {
	case match.IsContext(v.Type()) && v.Name() == "ctx":
		return v.Name(), 3
	case match.IsContext(v.Type()):
		return v.Name(), 2
	case ptr && v.Kind() == types.ParamVar && match.IsType(v.Type(), "net/http", "Request"):
		return v.Name() + ".Context()", 1
	}
	return "", 0
}
