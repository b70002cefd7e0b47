package driver

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"
)

// configVar is the environment variable that has the value of -config for go vet
// and go fix: of their flags the tool hears too late for the key of the cache.
const configVar = "RECOVERLINT_CONFIG"

// unfilteredVar is the environment variable by which a standalone run tells the tool
// that it applies the filters of the configuration itself. They are not part of the
// key then: to leave out one more folder is not to analyse everything again.
const unfilteredVar = "RECOVERLINT_UNFILTERED"

// configFiles lists the configuration files that a run in dir may read: all in the
// modules that are worked on. Any of their packages may be asked for, or be what
// such a package depends on.
func (o *options) configFiles(dir string) ([]string, error) {
	switch {
	case o.config == noConfig:
		return nil, nil
	case o.config != "" && !filepath.IsAbs(o.config):
		return nil, fmt.Errorf("%s=%s: the path has to be absolute, for go vet runs in many folders", configVar, o.config)
	case o.config != "":
		return []string{o.config}, nil
	}
	var names []string
	for _, root := range moduleRoots(dir) {
		inside, err := configsIn(root)
		if err != nil {
			return nil, err
		}
		names = append(names, inside...)
		if name := findConfig(root); name != "" {
			names = append(names, name) // it may be the one beside go.work
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// findConfig gives the name of the nearest file in dir and above, up to the folder
// with go.mod, or else of the one beside go.work; "" if there is none.
func findConfig(dir string) string {
	found := ""
	for at := dir; ; at = filepath.Dir(at) {
		if name := filepath.Join(at, configName); found == "" && isFile(name) {
			found = name
		}
		switch {
		case isFile(filepath.Join(at, "go.mod")):
			return cmp.Or(found, besideWork(at))
		case at == filepath.Dir(at):
			return besideWork(dir) // in no module
		case isSkipped(filepath.Base(at)):
			found = "" // configsIn does not look there
		}
	}
}

// configsIn lists the files in the module whose folder is root.
func configsIn(root string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(root+string(filepath.Separator), func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read cannot be analysed
		case d.IsDir() && filepath.Clean(name) != root && (isSkipped(d.Name()) || isFile(filepath.Join(name, "go.mod"))):
			return fs.SkipDir
		case d.Name() == configName && isFile(name):
			names = append(names, filepath.Clean(name))
		case d.Name() == misspelt && isFile(name):
			return fmt.Errorf("%s is not read: call it %s", name, configName)
		}
		return nil
	})
	return names, err
}

const misspelt = ".recoverlint.yaml"

// isSkipped reports whether a folder holds no packages of the user's.
func isSkipped(name string) bool {
	return name == "vendor" || name == "node_modules" || name == "testdata" || name[0] == '.' || name[0] == '_'
}

// moduleRoots gives the folders of the modules that a run in dir works on.
func moduleRoots(dir string) []string {
	var roots []string
	if work := workFile(dir); work != "" {
		data, _ := os.ReadFile(work)
		file, err := modfile.ParseWork(work, data, nil)
		if err != nil {
			return nil // the go command says what is wrong with it, and stops
		}
		for _, use := range file.Use {
			roots = append(roots, join(filepath.Dir(work), filepath.FromSlash(use.Path)))
		}
		return roots
	}
	for at := dir; ; at = filepath.Dir(at) {
		if isFile(filepath.Join(at, "go.mod")) {
			return []string{at}
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// besideWork gives the name of the file in the folder of the workspace around dir.
func besideWork(dir string) string {
	work := workFile(dir)
	if name := filepath.Join(filepath.Dir(work), configName); work != "" && isFile(name) {
		return name
	}
	return ""
}

// workFile gives the name of the go.work that holds in dir, "" for none.
func workFile(dir string) string {
	if env := os.Getenv("GOWORK"); env == "off" {
		return ""
	} else if env != "" {
		return env
	}
	for at := dir; ; at = filepath.Dir(at) {
		if name := filepath.Join(at, "go.work"); isFile(name) {
			return name
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
