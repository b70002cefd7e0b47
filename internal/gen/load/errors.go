package load

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// What stands in the way, said so that a user knows where and what to do.

// saidByGo is what the go command printed when it failed.
func saidByGo(err error) error {
	text := strings.TrimPrefix(err.Error(), "err: ")
	if _, said, ok := strings.Cut(text, "stderr: "); ok && strings.TrimSpace(said) != "" {
		text = strings.TrimSpace(said)
	}
	return errors.New(text)
}

// missed gives an error for each directory that did not load, though there is
// something to do in it. packages.Load says nothing where the go command would have to
// change go.mod first; the go command does.
func missed(config Config, found *found, overlay *overlay, pkgs []*packages.Package) []error {
	loaded := make(map[string]bool)
	for _, p := range pkgs {
		loaded[dirOf(p)] = true
	}
	var all []error
	for _, name := range found.patterns() {
		if loaded[name] {
			continue
		}
		list := exec.Command("go", slices.Concat([]string{"list"}, config.flags(), []string{overlay.flag(), "-deps", name})...)
		list.Dir = config.Dir
		var said bytes.Buffer
		list.Stderr = &said
		if err := list.Run(); err != nil {
			all = append(all, fmt.Errorf("%s does not load: %s", name, strings.TrimSpace(said.String())))
		} else {
			all = append(all, fmt.Errorf("%s does not load; does go list %[1]s work?", name))
		}
	}
	return all
}

// unlike leaves out errors that say what another has said.
func unlike(problems []error) (all []error) {
	seen := make(map[string]bool)
	for _, err := range problems {
		if err != nil && !seen[err.Error()] {
			seen[err.Error()] = true
			all = append(all, err)
		}
	}
	return all
}

// inItself refuses entries of gensafe.yaml that are written into the package of their
// own type, or one that this imports: it would import itself.
func inItself(p *packages.Package, found *found) (all []error) {
	dir := found.dirs[dirOf(p)]
	if dir == nil {
		return nil
	}
	for _, entry := range dir.foreign {
		if entry.Path == p.PkgPath {
			all = append(all, fmt.Errorf("%v: %s is declared in %s, where its wrapper is to go: write %swrap above its declaration instead", entry.At, entry.Type, p.PkgPath, policy.Prefix))
			continue
		}
		for _, e := range p.Errors {
			if stack, ok := strings.CutPrefix(e.Msg, "import cycle not allowed: import stack: ["); ok && slices.Contains(strings.Fields(strings.TrimRight(stack, "]")), entry.Path) {
				all = append(all, fmt.Errorf("%v: %s imports %s, where its wrapper is to go: choose another directory for into", entry.At, entry.Path, p.PkgPath))
			}
		}
	}
	return all
}

// fatal gives the errors of p that leave nothing to work with: files that do not
// parse, and imports that are not there.
func fatal(p *packages.Package, found *found) error {
	var all []error
	for _, e := range p.Errors {
		if e.Kind != packages.TypeError && !isCompilerOutput(e) && !found.isOverlaid(e) {
			all = append(all, explain(e))
		}
	}
	if len(all) > 0 {
		return errors.Join(all...)
	}
	for _, e := range p.Errors {
		if rest, ok := strings.CutPrefix(e.Msg, "could not import "); ok {
			path, _, _ := strings.Cut(rest, " ")
			all = append(all, missing(p, e, path, found))
		}
	}
	for _, path := range found.dirs[dirOf(p)].needs(found.runtime) {
		if imported := p.Imports[path]; imported == nil || imported.Types == nil || imported.Name == "" {
			all = append(all, missing(p, packages.Error{Pos: importsFile}, path, found))
		}
	}
	return errors.Join(unlike(all)...)
}

// missing explains why an import is not there: the go command knows, the type checker
// does not. An import that only the outputs need has no place in the user's files.
func missing(p *packages.Package, e packages.Error, path string, found *found) error {
	if path == "C" {
		return cgoSaid(p, e)
	}
	why := fmt.Errorf("package %s does not load; does go list %s work?", path, path)
	if imported := p.Imports[path]; imported != nil && len(imported.Errors) > 0 {
		why = errors.New(imported.Errors[0].Msg)
	}
	if strings.HasPrefix(path, found.runtime) && p.Module != nil && isVendored(p.Module) {
		return fmt.Errorf("the outputs need %s, which vendor/modules.txt does not have yet: GOFLAGS=-mod=mod gen-safe, then go mod vendor (or copy it into your module: -runtime vendor)", found.runtime)
	}
	if strings.HasPrefix(path, found.runtime) {
		return fmt.Errorf("the outputs need the runtime, a module of its own: go get %s (or copy it into your module: -runtime vendor)", found.runtime)
	}
	if dir := found.dirs[dirOf(p)]; dir != nil && found.isOverlaid(e) {
		for _, entry := range dir.foreign {
			if entry.Path == path {
				return fmt.Errorf("%v: %s: %w", entry.At, path, why)
			}
		}
		if at, ok := dir.askers[path]; ok {
			return fmt.Errorf("%v: the code of this directive needs %s: %w", at, path, why)
		}
	}
	if found.isOverlaid(e) {
		return fmt.Errorf("%s: what gen-safe writes there needs %s: %w", p.PkgPath, path, why)
	}
	return fmt.Errorf("%s: %w", e.Pos, why)
}

// isVendored reports whether a module has a vendor directory. go mod vendor leaves the
// runtime out as long as nothing imports it.
func isVendored(module *packages.Module) bool {
	_, err := os.Stat(filepath.Join(module.Dir, "vendor", "modules.txt"))
	return err == nil
}

// cgoSaid is what cgo has to say of a package that it cannot translate.
func cgoSaid(p *packages.Package, e packages.Error) error {
	var said []string
	for _, other := range p.Errors {
		if isCompilerOutput(other) {
			said = append(said, strings.TrimSpace(other.Msg))
		}
	}
	if len(said) == 0 {
		return fmt.Errorf("%s: cgo cannot translate package %s; does go build %[2]s work?", e.Pos, p.PkgPath)
	}
	return fmt.Errorf("%s: cgo cannot translate package %s:\n%s", e.Pos, p.PkgPath, strings.Join(said, "\n"))
}

// isCompilerOutput reports whether e repeats type errors as the compiler printed
// them: go list -export compiles the package, and reports "# path" and the lines.
func isCompilerOutput(e packages.Error) bool {
	return strings.HasPrefix(e.Msg, "# ") || e.Kind == packages.ListError && strings.Contains(e.Msg, "\n# ")
}

// explain is an error with its place.
func explain(e packages.Error) error {
	if e.Pos == "" || e.Pos == "-" {
		return errors.New(e.Msg)
	}
	return fmt.Errorf("%s: %s", e.Pos, e.Msg)
}
