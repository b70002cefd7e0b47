package driver

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// A request is what the driver reads of the *.cfg by which the go command asks
// for the analysis of one package.
type request struct {
	ID            string // the import path
	Dir           string
	GoFiles       []string
	Stdout        string // the file for what is printed; Go 1.25 has none
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
	if err := json.Unmarshal(data, &u.request); err != nil {
		return nil, "", fmt.Errorf("%s: %v", cfg, err)
	}
	if !u.VetxOnly || !u.mayBeAsked(o) {
		return u, cfg, nil
	}
	if !o.reportTested && len(ownTests(u.Dir, u.IgnoredFiles)) > 0 {
		u.tested = true
		return u, cfg, nil
	}
	u.VetxOnly, u.dependency = false, true
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

// own reports whether the package is in a module that is worked on. (Files that are
// named one by one make a package of no module.)
func (r request) own() bool {
	return r.ModuleVersion == "" && (r.ModulePath != "" || r.ID == "command-line-arguments")
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
// whole analysis, and a standalone run drops what it was not asked for. If the
// package has tests, however, go vet is asked for another one, of which the
// tests are part. Then the package without them prints only that it has some
// (see printMarks), lest the user sees each finding twice.
func (r request) mayBeAsked(o *options) bool {
	if o.fix && !o.diff {
		return false // results with fixes have a key of their own; and unitchecker would write the files
	}
	return o.reportDeps || r.ModulePath != "" && r.ModuleVersion == ""
}
