package load

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

func TestNeed(t *testing.T) {
	const v5, v4 = "example.com/lib/v5", "example.com/lib/v4"
	for _, test := range []struct{ mod, file, want string }{
		{"require " + v4 + " v4.0.0", "", v4},
		{"require " + v4 + " v4.0.0\nrequire " + v5 + " v5.0.0", "", v5},
		{"require " + v4 + " v4.0.0\nrequire " + v5 + " v5.0.0 // indirect", "", v4},
		{"require " + v4 + " v4.0.0\nrequire " + v5 + " v5.0.0", `import "` + v4 + `"`, v4},
		{"", "", v5},
		{"this is no go.mod", "", v5},
	} {
		name := filepath.Join(t.TempDir(), "go.mod")
		if err := os.WriteFile(name, []byte("module m\n"+test.mod), 0o666); err != nil {
			t.Fatal(err)
		}
		d := &dir{module: requirementsOf(&packages.Module{GoMod: name})}
		d.need([]policy.Need{{Library: policy.Library{v5, v4}}}, []byte(test.file))
		if !slices.Equal(d.libraries, []string{test.want}) {
			t.Errorf("%q, %q: %v", test.mod, test.file, d.libraries)
		}
	}
}
