package house

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// The go.mod of the tools is one that go install takes with a version, that
// asks a user for no more than the first release of a Go, and that brings
// neither the runtime of the generated code nor the GPL into a user's module.
func TestToolModule(t *testing.T) {
	file := filepath.Join(ruletest.Root(), "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range checkToolModule(t, data) {
		t.Errorf("%s: %s", file, fault)
	}
}

func TestToolModuleIsChecked(t *testing.T) {
	bad := "module m\n\ngo 1.26.1\n\ntoolchain go1.27.0\n\nrequire (\n\t" + module + "/safe v0.1.0\n\tgithub.com/golangci/golangci-lint/v2 v2.15.0\n)\n\nreplace a.b/c => ../c\n"
	if faults := checkToolModule(t, []byte(bad)); len(faults) != 5 {
		t.Errorf("got %d faults, want 5: %q", len(faults), faults)
	}
}

func checkToolModule(t *testing.T, data []byte) []string {
	t.Helper()
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	if mod.Go == nil || !strings.HasSuffix(mod.Go.Version, ".0") {
		faults = append(faults, "the go line names a patch of Go, which every user of the tool would need")
	}
	if mod.Toolchain != nil {
		faults = append(faults, "it has a toolchain line")
	}
	if len(mod.Replace) > 0 {
		faults = append(faults, "it has a replace line, with which go install refuses the module")
	}
	for _, r := range mod.Require {
		if r.Mod.Path == module+"/safe" || strings.HasPrefix(r.Mod.Path, "github.com/golangci/golangci-lint") {
			faults = append(faults, "it requires "+r.Mod.Path)
		}
	}
	return faults
}
