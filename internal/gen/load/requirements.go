package load

import (
	"bytes"
	"go/token"
	"os"
	"strconv"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// requirements are the modules that a go.mod requires: true for those that it does
// not mark as indirect.
type requirements struct{ direct map[string]bool }

// requirementsOf reads the go.mod of a module. What cannot be read requires nothing:
// the go command, which needs it too, has said so.
func requirementsOf(module *packages.Module) *requirements {
	if module == nil || module.GoMod == "" {
		return nil
	}
	content, err := os.ReadFile(module.GoMod)
	if err != nil {
		return nil
	}
	file, err := modfile.ParseLax(module.GoMod, content, nil)
	if err != nil {
		return nil
	}
	return requirementsIn(file)
}

func requirementsIn(file *modfile.File) *requirements {
	r := &requirements{direct: make(map[string]bool)}
	for _, require := range file.Require {
		r.direct[require.Mod.Path] = !require.Indirect
	}
	return r
}

// need notes the libraries that outputs of d import. Where there are several major
// versions that is the one which the file imports, or else the one which the module
// requires, itself rather than indirectly, or else the newest.
func (d *dir) need(needs []policy.Need, file []byte) {
	for _, need := range needs {
		best, rank := need.Library[0], 0
		for _, path := range need.Library {
			if r := d.rank(path, file); r > rank {
				best, rank = path, r
			}
		}
		d.libraries = append(d.libraries, best)
		if d.askers == nil {
			d.askers = make(map[string]token.Position)
		}
		if _, asked := d.askers[best]; !asked {
			d.askers[best] = need.At
		}
	}
}

func (d *dir) rank(path string, file []byte) int {
	if bytes.Contains(file, []byte(strconv.Quote(path))) {
		return 3
	}
	if d.module == nil {
		return 0
	}
	direct, required := d.module.direct[path]
	switch {
	case direct:
		return 2
	case required:
		return 1
	}
	return 0
}
