package load

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// walk finds the folders of patterns like ./... that have to do with gen-safe, without
// the go command: asking it costs as much as loading them. It does not know build
// constraints, nor what the environment says of them. Where those, or anything else
// out of the ordinary, may matter it gives up, and the go command is to be asked: so
// too if there is nothing to do, because it knows why.
func walk(config Config, patterns []string) (folders []folder, ok bool) {
	w := walker{seen: make(map[string]bool)}
	for _, pattern := range patterns {
		root, all := strings.CutSuffix(pattern, "/...")
		if !(root == "." || strings.HasPrefix(root, "./")) || strings.Contains(root, "...") {
			return nil, false
		}
		root = filepath.Join(abs(config.Dir), root)
		if real, err := filepath.EvalSymlinks(root); err != nil || real != root {
			return nil, false // it is the go command that knows by which name it calls things
		}
		module, ok := moduleOf(root)
		if !ok || !w.enter(root, module, all) {
			return nil, false
		}
	}
	return w.folders, len(w.folders) > 0
}

type walker struct {
	folders []folder
	seen    map[string]bool
}

// moduleOf reads the nearest go.mod. It must not leave folders out (its directive
// ignore does).
func moduleOf(dir string) (*requirements, bool) {
	for {
		name := filepath.Join(dir, "go.mod")
		if content, err := os.ReadFile(name); err == nil {
			file, err := modfile.ParseLax(name, content, nil)
			if err != nil || len(file.Ignore) > 0 {
				return nil, false
			}
			return requirementsIn(file), true
		}
		if dir == filepath.Dir(dir) {
			return nil, false
		}
		dir = filepath.Dir(dir)
	}
}

// enter reads a folder and, if all is set, those below it which ./... matches (go help
// packages): none of another module, none that is named testdata or vendor, or begins
// with a dot or an underscore.
func (w *walker) enter(dir string, module *requirements, all bool) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	if !w.read(dir, entries, module) {
		return false
	}
	if !all {
		return true
	}
	for _, entry := range entries {
		name := entry.Name()
		if !entry.IsDir() || name == "testdata" || name == "vendor" || name[0] == '.' || name[0] == '_' {
			continue
		}
		sub := filepath.Join(dir, name)
		if _, err := os.Stat(filepath.Join(sub, "go.mod")); err == nil {
			continue
		}
		if !w.enter(sub, module, all) {
			return false
		}
	}
	return true
}

// read looks for directives and outputs in the files of a folder. One with either must
// have a file that is in every build, which also names the package.
func (w *walker) read(dir string, entries []os.DirEntry, module *requirements) bool {
	if w.seen[dir] {
		return true
	}
	w.seen[dir] = true
	f := folder{name: dir, module: module}
	concerned := false
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		if !entry.Type().IsRegular() { // a link, which may lead to nothing
			return false
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return false
		}
		output := IsOutput(content)
		concerned = concerned || output || policy.Mentions(content)
		if f.pkg != "" || output || !isUnconditional(name, content) {
			continue
		}
		if syntax, err := parser.ParseFile(token.NewFileSet(), name, content, parser.PackageClauseOnly); err == nil {
			f.pkg, f.files = syntax.Name.Name, true
		}
	}
	if concerned {
		w.folders = append(w.folders, f)
	}
	return !concerned || f.files
}

// isUnconditional reports whether a file is in every build: neither its name nor a
// comment says otherwise, it does not need cgo, and it is no test.
func isUnconditional(name string, content []byte) bool {
	return !strings.ContainsAny(name, "_") && name[0] != '.' && !slices.ContainsFunc(
		[]string{"//go:build", "+build", `"C"`},
		func(s string) bool { return bytes.Contains(content, []byte(s)) })
}
