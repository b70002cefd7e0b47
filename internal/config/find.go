package config

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"
)

// filesOf lists the files that a run in dir may read: the one that is named, or all in
// the modules that are worked on. Any of their packages may be asked for, or be what
// such a package depends on.
func filesOf(dir, named string) ([]string, error) {
	switch {
	case named == Off:
		return nil, nil
	case named != "" && !filepath.IsAbs(named):
		return nil, fmt.Errorf("%s=%s: the path has to be absolute, for go vet runs in many folders", Var, named)
	case named != "":
		return []string{named}, nil
	}
	var names []string
	for _, root := range Roots(dir) {
		inside, err := filesIn(root)
		if err != nil {
			return nil, err
		}
		names = append(names, inside...)
		if name := Find(root); name != "" {
			names = append(names, name) // it may be the one beside go.work
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Find gives the name of the nearest file in dir and above, up to the folder
// with go.mod, or else of the one beside go.work; "" if there is none.
func Find(dir string) string {
	found := ""
	for at := dir; ; at = filepath.Dir(at) {
		if name := filepath.Join(at, Name); found == "" && isFile(name) {
			found = name
		}
		switch {
		case isFile(filepath.Join(at, "go.mod")):
			return cmp.Or(found, besideWork(at))
		case at == filepath.Dir(at):
			return besideWork(dir) // in no module
		case isSkipped(filepath.Base(at)):
			found = "" // filesIn does not look there
		}
	}
}

// filesIn lists the files in the module whose folder is root.
func filesIn(root string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(root+string(filepath.Separator), func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read cannot be analysed
		case d.IsDir() && filepath.Clean(name) != root && (isSkipped(d.Name()) || isFile(filepath.Join(name, "go.mod"))):
			return fs.SkipDir
		case d.Name() == Name && isFile(name):
			names = append(names, filepath.Clean(name))
		case d.Name() == misspelt && isFile(name):
			return fmt.Errorf("%s is not read: call it %s", name, Name)
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

// Roots gives the folders of the modules that a run in dir works on.
func Roots(dir string) []string {
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
	if name := filepath.Join(filepath.Dir(work), Name); work != "" && isFile(name) {
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

func join(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}
