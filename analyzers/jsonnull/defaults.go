package jsonnull

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// defaults reports the fields of a struct that are not what they are said to be where they
// are left out, whatever their tags let be left out, and gives them. (A bool cannot be told
// from one that is false; a number may be looked at for zero.)
func (c *checker) defaults(s *decodeflow.Struct, category string) []*types.Var {
	var told []*types.Var
	for _, f := range c.defaulted(s.Type, map[types.Type]bool{}) {
		site := c.unset(s, f.Var)
		if site == nil {
			continue
		}
		comment, tag := c.res.DefaultOf(f)
		if s.Boundary() == known.Self && (comment == "" || !mayBeLeftOut(f.Tag)) {
			continue // this program writes it
		}
		says := fmt.Sprintf("its comment says that the default is %s", comment)
		if comment == "" {
			says = fmt.Sprintf("its tag says that the default is %s", tag)
		}
		zero := "0"
		if isBool(f.Var.Type()) {
			zero = "false"
		}
		at := analysis.RelatedInformation{Pos: site.Pos, End: site.End, Message: "decoded here" + byWhom(site.Decoder) + sourceOf(site.From)}
		pos, end := f.Var.Pos(), f.Var.Pos()+token.Pos(len(f.Var.Name()))
		if f.Var.Pkg() != c.pass.Pkg {
			at = analysis.RelatedInformation{Pos: pos, Message: "declared here"}
			pos, end = site.Pos, site.End
		}
		c.pass.Report(analysis.Diagnostic{
			Pos: pos, End: end, Category: category, URL: c.pass.Analyzer.URL,
			Message: fmt.Sprintf("%s is %s where it is null or left out, and %s (see gen-safe)", f.Var.Name(), zero, says),
			Related: []analysis.RelatedInformation{at},
		})
		told = append(told, f.Var)
	}
	return told
}

// writtenDefaults is defaults for an exported struct that this program writes as JSON, and
// reads from nobody knows where: false, which it leaves out, is said to be true there.
func (c *checker) writtenDefaults(s *decodeflow.Struct) {
	obj := declared(s.Type)
	if s.Boundary() != known.Self || obj.Pkg() != c.pass.Pkg || !obj.Exported() || !c.isReportable(obj) || isOptions(s.Type) || match.IsConfigName(obj.Pkg().Name()) {
		return
	}
	c.defaults(s, Other)
}

// defaulted lists the fields of a struct, and of those that it holds as values, of which a
// comment or tag says what they are where they are left out, and that nothing looks after.
func (c *checker) defaulted(t types.Type, seen map[types.Type]bool) []decodeflow.Field {
	var list []decodeflow.Field
	if seen[t] || c.res.IsJudged(t) {
		return nil // SetDefaults
	}
	seen[t] = true
	for _, f := range decodeflow.Fields(t) {
		ft := types.Unalias(f.Var.Type())
		if _, ok := ft.Underlying().(*types.Struct); ok && !c.res.Decides(ft) && (match.Named(ft) == nil || c.res.Own(match.Named(ft).Obj().Pkg())) {
			list = append(list, c.defaulted(ft, seen)...)
			continue
		}
		_, hasKey := f.Tag.Lookup("json")
		switch comment, tag := c.res.DefaultOf(f); {
		case comment == "" && (tag == "" || !hasKey || c.fillsDefaults()):
		case isRequired(f.Tag), isConfig(f.Tag), c.res.Decides(ft), c.isSet(f.Var):
		case isBool(ft), !c.res.LooksForZero(f) && (c.res.IsReliedOn(f.Var) || c.res.IsWeighed(f.Var)):
			list = append(list, f)
		}
	}
	return list
}

// unset gives a site that decodes into a struct whose field holds no value of the program's
// choice, before or after; or nil.
func (c *checker) unset(s *decodeflow.Struct, field *types.Var) *decodeflow.Site {
	f := plainField{vars: []*types.Var{field}}
	for _, site := range s.Sites {
		foreign := site.From & s.Boundary()
		if s.Boundary() == known.Self {
			foreign = site.From &^ (known.Self | known.Coded | known.File)
		}
		if foreign != 0 && !site.Keeps(field) && !c.isReplaced(site, f) && !c.callsDefaults(site) {
			return site
		}
	}
	return nil
}

// isSet reports whether the package gives a field a value other than zero somewhere, as one
// does that fills in what is missing.
func (c *checker) isSet(field *types.Var) bool {
	if c.set == nil {
		c.set = map[*types.Var]bool{}
		for _, file := range c.pass.Files {
			ast.Inspect(file, c.noteSet)
		}
	}
	return c.set[field.Origin()]
}

func (c *checker) noteSet(n ast.Node) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok {
		return true
	}
	for _, x := range assign.Lhs {
		if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok {
			if v, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var); ok {
				c.set[v.Origin()] = true
			}
		}
	}
	return true
}

// callsDefaults reports whether the function that decodes calls one that is named for
// defaults: it may fill them in.
func (c *checker) callsDefaults(site *decodeflow.Site) bool {
	decl := c.declAt(site.Pos)
	if decl == nil {
		return false
	}
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn := match.Callee(c.pass.TypesInfo, call)
			found = found || fn != nil && (isDefaults(fn.Name()) || fn.Pkg() != nil && isDefaults(fn.Pkg().Path()))
		}
		return !found
	})
	return found
}

func isDefaults(name string) bool { return strings.Contains(strings.ToLower(name), "default") }

// fillsDefaults reports whether the package imports, itself or by others, one that fills in
// what default tags say.
func (c *checker) fillsDefaults() bool {
	seen := map[*types.Package]bool{}
	var fills func(*types.Package) bool
	fills = func(pkg *types.Package) bool {
		if seen[pkg] || known.IsStd(pkg.Path()) {
			return false
		}
		seen[pkg] = true
		return known.FillsDefaults(pkg.Path()) || slices.ContainsFunc(pkg.Imports(), fills)
	}
	return slices.ContainsFunc(c.pass.Pkg.Imports(), fills)
}
