package syntax

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// TestFiles names the files of a package that are for tests: test files, files
// that import what only tests use, and all files of packages that are named for
// tests, as httptest is.
func TestFiles(pass *analysis.Pass) map[string]bool {
	named := slices.ContainsFunc(strings.Split(pass.Pkg.Path(), "/"), isTestHelp)
	files := map[string]bool{}
	for _, file := range pass.Files {
		name := pass.Fset.File(file.FileStart).Name()
		files[name] = named || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.Base(name), "test_") ||
			slices.ContainsFunc(file.Imports, importsTests)
	}
	return files
}

func isTestHelp(folder string) bool {
	switch folder {
	case "test", "tests", "testing", "testutil", "testutils", "testhelper", "testhelpers", "fake", "fakes", "crossdock", "e2e":
		return true
	}
	return strings.HasSuffix(folder, "test") || strings.HasPrefix(folder, "mock") || strings.HasSuffix(folder, "mock")
}

func importsTests(spec *ast.ImportSpec) bool {
	return slices.ContainsFunc(testPackages, func(prefix string) bool { return strings.HasPrefix(spec.Path.Value, prefix) })
}

// The prefixes of import paths, quoted as they are in the source.
var testPackages = []string{
	`"testing"`,
	`"github.com/stretchr/testify/`,
	`"github.com/onsi/`,
	`"github.com/ory/dockertest`,
	`"github.com/testcontainers/`,
}
