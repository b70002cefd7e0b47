package driver

import (
	"os"
	"path/filepath"
)

// A repository is the folder from which GitHub, and programs that read SARIF,
// look up the names of files: the nearest one with a .git around the folder of
// the run, or that folder itself.
type repository struct {
	root, dir string // without symbolic links, which those programs do not follow
	names     map[string]string
}

func newRepository(dir string) *repository {
	dir = resolve(dir)
	r := &repository{root: dir, dir: dir, names: map[string]string{}}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			r.root = at
			return r
		}
		if at == filepath.Dir(at) {
			return r
		}
	}
}

func resolve(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return name // it is not there any more
}

// folder gives where in the repository the run is.
func (r *repository) folder() string {
	folder, _ := inside(r.root, r.dir)
	return folder
}

// name gives the name of a file from the root, or its absolute name and false.
// The name that it is given is relative to the folder of the run, or absolute.
func (r *repository) name(file string) (string, bool) {
	full, ok := r.names[file]
	if !ok {
		full = resolve(join(r.dir, filepath.FromSlash(file)))
		r.names[file] = full
	}
	return inside(r.root, full)
}

func inside(root, name string) (string, bool) {
	rel, err := filepath.Rel(root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(name), false
	}
	return filepath.ToSlash(rel), true
}
