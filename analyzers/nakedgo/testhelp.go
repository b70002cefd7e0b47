package nakedgo

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// testHelp names the files that are for tests: test files, files that import
// testing, and packages that are named for it, as httptest is.
func testHelp(pass *analysis.Pass) map[string]bool {
	named := slices.ContainsFunc(strings.Split(pass.Pkg.Path(), "/"), isTestHelp)
	files := map[string]bool{}
	for _, file := range pass.Files {
		name := pass.Fset.File(file.FileStart).Name()
		files[name] = named || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.Base(name), "test_") ||
			slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"testing"` })
	}
	return files
}

func isTestHelp(folder string) bool {
	switch folder {
	case "test", "tests", "testing", "testutil", "testutils", "testhelper", "testhelpers", "fake", "fakes":
		return true
	}
	return strings.HasSuffix(folder, "test") || strings.HasPrefix(folder, "mock")
}
