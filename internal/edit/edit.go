// Package edit makes the text edits that fixes share. An edit keeps the code
// compiling by itself: what it names is in scope where it stands.
package edit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Import gives the text that qualifies a name of package pkgPath at pos
// ("context.", or "" for a dot import), and the edits that import the package
// where file does not, or where something hides the import at pos.
//
// The name of a new import is the last element of its path, with a number
// behind it when that is taken. Two fixes that import the same package into
// one file make the same edit.
func Import(info *types.Info, file *ast.File, pkgPath string, pos token.Pos) (qualifier string, edits []analysis.TextEdit) {
	scope := info.Scopes[file].Innermost(pos)
	if scope == nil {
		scope = info.Scopes[file]
	}
	for _, spec := range file.Imports {
		pkg := info.PkgNameOf(spec)
		if pkg == nil || pkg.Imported().Path() != pkgPath || pkg.Name() == "_" {
			continue
		}
		if pkg.Name() == "." {
			return "", nil
		}
		if _, obj := scope.LookupParent(pkg.Name(), pos); obj == pkg {
			return pkg.Name() + ".", nil
		}
	}
	name := freshName(info, file, path.Base(pkgPath))
	spec := strconv.Quote(pkgPath)
	if name != path.Base(pkgPath) {
		spec = name + " " + spec
	}
	return name + ".", []analysis.TextEdit{insertImport(file, pkgPath, spec)}
}

// freshName gives a name that nothing in file means yet, in any scope: the
// name of an import must not be one of the package's either.
func freshName(info *types.Info, file *ast.File, stem string) string {
	for i := 1; ; i++ {
		name := stem
		if i > 1 {
			name = fmt.Sprint(stem, i)
		}
		if !means(info.Scopes[file].Parent(), name) && !meansBelow(info.Scopes[file], name) {
			return name
		}
	}
}

func means(scope *types.Scope, name string) bool {
	return scope != nil && scope.Lookup(name) != nil
}

func meansBelow(scope *types.Scope, name string) bool {
	if means(scope, name) {
		return true
	}
	for child := range scope.Children() {
		if meansBelow(child, name) {
			return true
		}
	}
	return false
}

// insertImport adds spec to the first import group, in its place among the
// paths of std or among the others, or else as a declaration of its own.
func insertImport(file *ast.File, pkgPath, spec string) analysis.TextEdit {
	group := importGroup(file)
	if group == nil {
		return Insert(file.Name.End(), "\n\nimport "+spec)
	}
	for _, s := range group.Specs {
		other, _ := strconv.Unquote(s.(*ast.ImportSpec).Path.Value)
		if other > pkgPath && dotted(other) == dotted(pkgPath) || dotted(other) && !dotted(pkgPath) {
			text := spec + "\n\t"
			if dotted(other) && !dotted(pkgPath) {
				text = spec + "\n\n\t"
			}
			return Insert(specStart(s.(*ast.ImportSpec)), text)
		}
	}
	last := group.Specs[len(group.Specs)-1].(*ast.ImportSpec)
	if other, _ := strconv.Unquote(last.Path.Value); dotted(pkgPath) && !dotted(other) {
		return Insert(last.End(), "\n\n\t"+spec)
	}
	return Insert(last.End(), "\n\t"+spec)
}

func specStart(spec *ast.ImportSpec) token.Pos {
	if spec.Doc != nil {
		return spec.Doc.Pos()
	}
	return spec.Pos()
}

// dotted reports whether an import path is not one of std: only theirs have
// no dot in the first element.
func dotted(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(first, ".")
}

func importGroup(file *ast.File) *ast.GenDecl {
	for _, decl := range file.Decls {
		gd, ok := decl.(*ast.GenDecl)
		if ok && gd.Tok == token.IMPORT && gd.Lparen.IsValid() && len(gd.Specs) > 0 {
			return gd
		}
	}
	return nil
}

// Insert puts text at pos.
func Insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// Replace puts text in the place of node.
func Replace(node ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: node.Pos(), End: node.End(), NewText: []byte(text)}
}

// Text gives the source text of node as gofmt writes it, without comments.
func Text(fset *token.FileSet, node ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, fset, node); err != nil {
		return "" // only for nodes that no parser makes
	}
	return b.String()
}
