package safe_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A reader of the documentation finds each exported name in use: an example is
// named after it, or its body has it as safe.Name.
func TestEveryNameHasAnExample(t *testing.T) {
	var exported [][]string
	shown := map[string]bool{}
	for _, file := range packageFiles(t) {
		if file.Name.Name == "safe" {
			exported = append(exported, exportedNames(file)...)
		} else {
			addShown(shown, file)
		}
	}
	if len(exported) < 50 || len(shown) < 50 {
		t.Fatalf("%d exported names and %d shown: the test looks in the wrong place", len(exported), len(shown))
	}
	for _, names := range exported {
		if !slices.ContainsFunc(names, func(name string) bool { return shown[name] }) {
			t.Errorf("no example shows %s", strings.Join(names, " or "))
		}
	}
}

func packageFiles(t *testing.T) (files []*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if file.Name.Name == "safe_test" || !strings.HasSuffix(name, "_test.go") {
			files = append(files, file)
		}
	}
	return files
}

// exportedNames are the exported top-level names of file, those of a group of
// constants together.
func exportedNames(file *ast.File) (groups [][]string) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv == nil && decl.Name.IsExported() {
				groups = append(groups, []string{decl.Name.Name})
			}
		case *ast.GenDecl:
			groups = append(groups, declaredNames(decl)...)
		}
	}
	return groups
}

func declaredNames(decl *ast.GenDecl) (groups [][]string) {
	var constants []string
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() {
				groups = append(groups, []string{spec.Name.Name})
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				switch {
				case !name.IsExported():
				case decl.Tok == token.CONST:
					constants = append(constants, name.Name)
				default:
					groups = append(groups, []string{name.Name})
				}
			}
		}
	}
	if constants != nil {
		groups = append(groups, constants)
	}
	return groups
}

// addShown adds the names that the examples in file show.
func addShown(shown map[string]bool, file *ast.File) {
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Example") {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(fn.Name.Name, "Example"), "_")
		shown[name] = true
		ast.Inspect(fn.Body, func(node ast.Node) bool {
			if sel, ok := node.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "safe" {
					shown[sel.Sel.Name] = true
				}
			}
			return true
		})
	}
}
