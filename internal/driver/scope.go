package driver

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// A scope says which packages a run is asked for. go vet knows, but what it
// prints is about their dependencies too (see unit.mayBeAsked).
//
// Patterns that are paths say by themselves what is in a folder, so that an
// ordinary run needs no list of packages.
type scope struct {
	trees []string                 // folders that ./... patterns name
	dirs  []string                 // folders that are named themselves
	list  func() map[string]listed // by import path; asks go list, once
	known map[string]bool          // what hasDir said before
}

// A listed is a package as go list knows it.
type listed struct {
	dir  string
	main bool // of a module that is worked on
}

func (c *command) newScope(patterns []string) *scope {
	s := &scope{known: map[string]bool{}, list: sync.OnceValue(func() map[string]listed { return c.goList(patterns) })}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, pattern := range patterns {
		if !isPath(pattern) || strings.HasSuffix(pattern, ".go") {
			continue
		}
		base, isTree := strings.CutSuffix(filepath.ToSlash(pattern), "/...")
		switch dir := join(c.dir, filepath.FromSlash(base)); {
		case strings.Contains(base, "..."):
		case isTree:
			s.trees = append(s.trees, dir)
		default:
			s.dirs = append(s.dirs, dir)
		}
	}
	return s
}

// isPath reports whether the go command takes a pattern for a path, not for
// an import path.
func isPath(pattern string) bool {
	slashed := filepath.ToSlash(pattern)
	return filepath.IsAbs(pattern) || slashed == "." || slashed == ".." ||
		strings.HasPrefix(slashed, "./") || strings.HasPrefix(slashed, "../") || strings.HasSuffix(slashed, ".go")
}

// has reports whether the run is asked for the package with this ID, which
// has a file in dir. The ID is its import path; that of external tests ends in
// _test.
func (s *scope) has(id, dir string) bool {
	if s.hasDir(dir) {
		return true
	}
	_, ok := s.list()[id]
	_, tested := s.list()[strings.TrimSuffix(id, "_test")]
	return ok || tested
}

// hasFile is has for a file of which only the name is known.
func (s *scope) hasFile(name string) bool {
	dir := filepath.Dir(name)
	if s.hasDir(dir) {
		return true
	}
	for _, pkg := range s.list() {
		if pkg.dir == dir {
			return true
		}
	}
	return false
}

// hasDir reports whether a pattern that is a path names the folder.
func (s *scope) hasDir(dir string) bool {
	has, ok := s.known[dir]
	if !ok {
		has = slices.Contains(s.dirs, dir) ||
			slices.ContainsFunc(s.trees, func(tree string) bool { return inTree(tree, dir) })
		s.known[dir] = has
	}
	return has
}

// inTree reports whether the pattern tree/... matches dir. It does not where
// a folder on the way is one that such patterns leave out.
func inTree(tree, dir string) bool {
	rel, err := filepath.Rel(tree, dir)
	if err != nil {
		return false
	}
	if rel == "." {
		return true
	}
	for at, name := tree, ""; rel != ""; {
		name, rel, _ = strings.Cut(rel, string(filepath.Separator))
		if name == "testdata" || name == "vendor" || name[0] == '_' || name[0] == '.' {
			return false
		}
		at = filepath.Join(at, name)
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return false // another module
		}
	}
	return true
}

// goList asks which packages the patterns name.
func (c *command) goList(patterns []string) map[string]listed {
	format := "{{.ImportPath}}\t{{.Dir}}\t{{with .Module}}{{.Main}}{{end}}"
	args := slices.Concat([]string{"list", "-e", "-find", "-f", format}, c.opts.buildArgs, patterns)
	stdout, _, _ := c.goCommand(args) // what is wrong with patterns, go vet says
	packages := map[string]listed{}
	for line := range strings.Lines(stdout) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) >= 2 {
			packages[fields[0]] = listed{fields[1], len(fields) == 3 && fields[2] == "true"}
		}
	}
	return packages
}

// depsArgs gives the flag that makes the tool report on std and other modules,
// if the run may be asked for some of their packages.
func (c *command) depsArgs(s *scope, patterns []string) []string {
	ordinary := func(p string) bool { return isPath(p) && !strings.Contains(filepath.ToSlash(p), "vendor/") }
	own := !c.inStd()
	if own && !slices.ContainsFunc(patterns, func(p string) bool { return !ordinary(p) }) {
		return nil
	}
	for _, pkg := range s.list() {
		own = own && pkg.main
	}
	if own {
		return nil
	}
	return []string{"-report-deps"}
}

// inStd reports whether the run is in the source of Go itself, the packages
// of which belong to no module as far as the tool is told.
func (c *command) inStd() bool {
	for dir := c.dir; ; dir = filepath.Dir(dir) {
		if mod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			return strings.HasPrefix(string(mod), "module std\n") || strings.HasPrefix(string(mod), "module cmd\n")
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
