package config

import (
	"io"
	"maps"
	"slices"
)

// A Set is the files that a run may read.
type Set struct {
	named *File            // holds everywhere, dependencies included; nil if a user names none
	files map[string]*File // by name
	whole bool             // each module has a file at its root, or the one beside go.work
}

// Load reads the files for a run in dir. Named is what a user says with -config or Var:
// a file that is to hold for all packages, Off, or "" for the nearest ones. Whether the
// flags take what the files say, the caller finds out.
func Load(dir, named string, rules []Rule) (*Set, error) {
	names, err := filesOf(dir, named)
	if err != nil {
		return nil, err
	}
	roots := Roots(dir)
	set := &Set{files: map[string]*File{}, whole: len(roots) > 0 && !slices.ContainsFunc(roots, hasNone)}
	if named == Off {
		set.named = new(File)
	}
	for _, name := range names {
		file, err := Read(name, rules)
		if err != nil {
			return nil, err
		}
		set.files[name] = file
		if named != "" {
			set.named = file
		}
	}
	return set, nil
}

// hasNone reports whether no file holds for the folder of a module.
func hasNone(root string) bool { return Find(root) == "" }

// All gives what may hold for a package of the modules that are worked on: the files,
// and the one that says nothing, if there may be packages without a file.
func (s *Set) All() []*File {
	switch {
	case s.named != nil:
		return []*File{s.named}
	case s.whole:
		return s.Files()
	}
	return append(s.Files(), new(File))
}

// Files gives the files, by name.
func (s *Set) Files() []*File {
	var files []*File
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		files = append(files, s.files[name])
	}
	return files
}

// WithoutFilters gives what the files say of the analysis.
func (s *Set) WithoutFilters() *Set {
	rest := &Set{files: map[string]*File{}, whole: s.whole}
	for name, file := range s.files {
		rest.files[name] = file.WithoutFilters()
	}
	if s.named != nil {
		rest.named = s.named.WithoutFilters()
	}
	return rest
}

// Hash adds to w what the files say, and whether one holds everywhere. Programs keep
// results in caches, and know of the files only by way of the tool's version, or name.
func (s *Set) Hash(w io.Writer) {
	if s.named != nil && len(s.files) > 0 {
		io.WriteString(w, "named\n")
	}
	for _, file := range s.Files() {
		file.hash(w)
	}
}

// Of gives what holds for the packages in dir.
func (s *Set) Of(dir string) *File {
	if s.named != nil {
		return s.named
	}
	if file := s.files[Find(dir)]; file != nil {
		return file
	}
	return new(File) // nothing is said, or in a module that is not worked on
}
