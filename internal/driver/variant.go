package driver

import (
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// variant tells packages that are built once more for the tests of another
// package. If a has tests, and its external tests import b, which imports a,
// then go vet analyses b with a as it is, and for these tests, as a dependency,
// with a as its tests change it. Nothing in the *.cfg says which is which, but
// only the first may be asked for; what is found in the second is nobody's
// business.
var variant = &analysis.Analyzer{
	Name:       "recoverlint_variant",
	Doc:        "tell packages that are built for the tests of another package",
	ResultType: reflect.TypeFor[bool](),
	FactTypes:  []analysis.Fact{new(hasTests)},
}

// hasTests says that the package, or one that it imports, has been built with
// its tests.
type hasTests struct{}

func (*hasTests) AFact() {}

func (u *unit) findVariant(pass *analysis.Pass) (any, error) {
	imports := false
	for _, imported := range pass.Pkg.Imports() {
		imports = imports || pass.ImportPackageFact(imported, new(hasTests))
	}
	own := slices.ContainsFunc(u.GoFiles, isTest)
	if own || imports {
		pass.ExportPackageFact(new(hasTests))
	}
	return imports && u.dependency, nil
}

// isSilent reports whether the findings on the package are not wanted.
func (u *unit) isSilent(pass *analysis.Pass) bool {
	isVariant, _ := pass.ResultOf[variant].(bool)
	return u.VetxOnly || isVariant
}
