package house

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// What goes into other people's programs depends on nothing, in its tests
// neither, and does not ask for the newest Go.
func TestSafeRequiresNothing(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(ruletest.Root(), "safe", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "module " + module + "/safe\n\ngo 1.25.0\n"; string(mod) != want {
		t.Errorf("safe/go.mod says\n%s, and should say\n%s", mod, want)
	}
	const own = module + "/safe"
	for _, pkg := range house(t) {
		if pkg.ImportPath != own && !strings.HasPrefix(pkg.ImportPath, own+"/") {
			continue
		}
		for _, imports := range [][]string{pkg.Imports, pkg.TestImports, pkg.XTestImports} {
			for _, path := range imports {
				first, _, _ := strings.Cut(path, "/")
				if strings.Contains(first, ".") && path != own && !strings.HasPrefix(path, own+"/") {
					t.Errorf("%s imports %s", pkg.ImportPath, path)
				}
			}
		}
	}
}
