package driver

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A config is what the driver reads of the *.cfg by which the go command asks
// for the analysis of one package.
type config struct {
	ID            string // "a", "a [a.test]" with its tests, ...
	Dir           string
	IgnoredFiles  []string
	ModulePath    string
	ModuleVersion string // "" for a module that is worked on
	VetxOnly      bool   // a dependency: only its facts are wanted
}

// readUnit reads a *.cfg and gives the one that unitchecker is to read.
func readUnit(cfg string, o *options) (*unit, string, error) {
	data, err := os.ReadFile(cfg)
	if err != nil {
		return nil, "", err
	}
	u := new(unit)
	if err := json.Unmarshal(data, &u.config); err != nil {
		return nil, "", fmt.Errorf("%s: %v", cfg, err)
	}
	if !u.VetxOnly || !u.mayBeAsked(o) {
		return u, cfg, nil
	}
	u.VetxOnly = false
	whole := strings.TrimSuffix(cfg, ".cfg") + ".whole.cfg"
	return u, whole, writeWhole(whole, data)
}

func writeWhole(name string, data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	fields["VetxOnly"] = json.RawMessage("false")
	data, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}

// mayBeAsked reports whether a package that is analysed as a dependency has to
// be analysed as if it was asked for.
//
// The go command of Go 1.26 keeps what the tool printed in its cache, and the
// key does not say whether the package was a dependency (VetxOnly). So after
// go vet ./b, where b imports a, it finds the result of a in the cache when it
// is run on ./a, prints what is in it, and that would be nothing. And the
// other way round, a run on ./b prints what was found in ./a before.
//
// For that reason a package of the modules that are worked on always gets the
// whole analysis. A standalone run then drops what it was not asked for. For
// go vet alone this would print findings twice if the package has tests: a and
// "a [a.test]" are two packages with the same files, and go vet is asked for
// the second. (Its result for the first is then seen only if these tests
// disappear and nothing else changes.)
func (c config) mayBeAsked(o *options) bool {
	if o.fix && !o.diff {
		return false // results with fixes have a key of their own; and unitchecker would write the files
	}
	own := c.ModulePath != "" && c.ModuleVersion == ""
	switch variant := strings.Contains(c.ID, " ["); {
	case variant: // built for the tests of another package
		return false
	case o.reportDeps == "all":
		return true
	case o.reportDeps == "own":
		return own
	}
	return own && !c.hasTests()
}

// hasTests reports whether the folder has test files that belong to the
// package itself, not to the package of its external tests.
func (c config) hasTests() bool {
	entries, _ := os.ReadDir(c.Dir)
	return slices.ContainsFunc(entries, func(entry os.DirEntry) bool {
		name := filepath.Join(c.Dir, entry.Name())
		if !isTest(name) || slices.Contains(c.IgnoredFiles, name) {
			return false
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		return err == nil && !strings.HasSuffix(file.Name.Name, "_test")
	})
}
