package load

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A dir is a directory in which something is to be generated.
type dir struct {
	name      string
	pkg       string // name of the package
	tests     bool   // a directive is in a test file
	external  bool   // there is an external test package with a directive
	old       []string
	foreign   []policy.Foreign
	libraries []string                  // packages of other modules that outputs need
	askers    map[string]token.Position // the first directive that needs each of them
	module    *requirements
	testNames map[string]bool
	taken     map[string]bool
	isNew     bool // there are no Go files yet
	wrappers  []Wrapper
	unproven  bool // those have no test
}

// found is what the first, cheap pass over the files knows.
type found struct {
	dirs     map[string]*dir // by name: those with something to generate
	old      []string
	tests    bool
	runtime  string          // import path
	overlaid map[string]bool // files that exist in the overlay only, or empty there
	hasCalls bool            // there are outputs of gen-safe calls
	calls    bool            // wrappers of calls are to be written, and nothing that directives ask for
}

// find lists the files of the packages and looks for directives as text.
func find(config Config) (*found, error) {
	f := &found{dirs: make(map[string]*dir), overlaid: make(map[string]bool), runtime: config.Runtime}
	foreign := config.foreignByDir()
	patterns := config.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	folders, ok := walk(config, patterns)
	var problems []error
	if !ok {
		var err error
		if folders, err = list(config, patterns); err != nil {
			return nil, err
		}
	}
	for _, folder := range folders {
		if len(foreign[folder.name]) == 0 && !folder.hasFiles() {
			problems = append(problems, folder.errs...)
			continue
		}
		problems = append(problems, f.scan(folder.name, folder.pkg, foreign[folder.name], folder.module))
		delete(foreign, folder.name)
	}
	for name, entries := range foreign { // directories that have no Go file yet
		if len(config.Patterns) == 0 && name == abs(config.Dir) || matches(config, name) {
			problems = append(problems, f.scan(name, "", entries, nil))
		}
	}
	slices.Sort(f.old)
	return f, errors.Join(problems...)
}

// A folder is a directory with the files of a package.
type folder struct {
	name   string
	pkg    string // name of the package
	module *requirements
	files  bool    // there are Go files beside those of tests
	errs   []error // what the go command says of it
}

func (f folder) hasFiles() bool { return f.files || isOnlyTests(f.name) }

// list asks the go command for the folders of the patterns.
func list(config Config, patterns []string) ([]folder, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedModule, Dir: config.Dir, BuildFlags: config.flags(),
	}, patterns...)
	if err != nil {
		return nil, saidByGo(err)
	}
	folders := make([]folder, len(pkgs))
	for i, p := range pkgs {
		folders[i] = folder{name: dirOf(p), pkg: p.Name, module: requirementsOf(p.Module), files: len(p.GoFiles)+len(p.IgnoredFiles) > 0}
		for _, e := range p.Errors {
			folders[i].errs = append(folders[i].errs, explain(e))
		}
	}
	return folders, nil
}

func abs(name string) string {
	a, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	return a
}

// matches reports whether a pattern like ./... covers the directory name.
func matches(config Config, name string) bool {
	for _, pattern := range config.Patterns {
		root, all := strings.CutSuffix(pattern, "...")
		root = filepath.Join(abs(config.Dir), strings.TrimSuffix(root, "/"))
		if name == root || all && strings.HasPrefix(name, root+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// foreignByDir gives the entries of gensafe.yaml by the directory they are written to.
func (c Config) foreignByDir() map[string][]policy.Foreign {
	byDir := make(map[string][]policy.Foreign)
	if c.Policy != nil {
		for _, entry := range c.Policy.Wraps {
			byDir[abs(entry.Into)] = append(byDir[abs(entry.Into)], entry)
		}
	}
	return byDir
}

func dirOf(p *packages.Package) string {
	for _, files := range [][]string{p.GoFiles, p.IgnoredFiles, p.OtherFiles} {
		if len(files) > 0 {
			return filepath.Dir(files[0])
		}
	}
	return p.Dir
}

func isOnlyTests(name string) bool {
	if name == "" {
		return false // there is no such package
	}
	tests, _ := filepath.Glob(filepath.Join(name, "*_test.go"))
	return len(tests) > 0
}

// scan reads the Go files of one directory.
func (f *found) scan(name, pkg string, foreign []policy.Foreign, module *requirements) error {
	d := &dir{name: name, pkg: pkg, foreign: foreign, module: module, testNames: make(map[string]bool), taken: make(map[string]bool)}
	entries, err := os.ReadDir(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	asked := len(foreign) > 0
	for _, entry := range foreign {
		for _, library := range entry.Needs() {
			d.need([]policy.Need{{Library: library, At: entry.At}}, nil)
		}
	}
	d.isNew = true
	for _, entry := range entries {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		file := filepath.Join(name, entry.Name())
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if IsOutput(content) && !IsCalls(content) {
			d.old = append(d.old, file)
			f.old = append(f.old, file)
			continue
		}
		d.taken[entry.Name()] = true
		if IsCalls(content) {
			f.hasCalls = true
			continue // another command's
		}
		asked = d.look(entry.Name(), content) || asked
	}
	if !asked {
		return nil
	}
	if d.pkg == "" {
		d.pkg = newName(d)
	}
	f.tests = f.tests || d.tests
	f.dirs[name] = d
	return nil
}

// look reads a file that a user wrote, and reports whether it has a directive.
func (d *dir) look(name string, content []byte) bool {
	asked := policy.Mentions(content)
	if asked {
		d.need(policy.NeedsOf(filepath.Join(d.name, name), content), content)
	}
	if !isTest(name) {
		d.isNew = false
		return asked
	}
	syntax, err := parser.ParseFile(token.NewFileSet(), name, content, parser.SkipObjectResolution)
	if err == nil {
		declared(syntax, d.testNames)
	}
	if asked {
		d.tests = true
		d.external = d.external || err == nil && strings.HasSuffix(syntax.Name.Name, "_test")
	}
	return asked
}

// declared adds the names that a file declares at its top level.
func declared(file *ast.File, names map[string]bool) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv == nil {
				names[decl.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						names[id.Name] = true
					}
				}
			}
		}
	}
}

// newName names the package of a directory without one.
func newName(d *dir) string {
	for _, entry := range d.foreign {
		if entry.Package != "" {
			return entry.Package
		}
	}
	if base := filepath.Base(d.name); token.IsIdentifier(base) {
		return base
	}
	return "safe" + strings.Map(identRune, filepath.Base(d.name))
}

func identRune(r rune) rune {
	if r == '_' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return r
	}
	return -1
}

// IsOutput reports whether content was written by gen-safe.
func IsOutput(content []byte) bool {
	head := content[:min(len(content), 4096)]
	for line := range bytes.Lines(head) {
		switch line := bytes.TrimSpace(line); {
		case string(line) == Header:
			return true
		case len(line) > 0 && !bytes.HasPrefix(line, []byte("//")):
			return false
		}
	}
	return false
}

// patterns names the directories to load.
func (f *found) patterns() []string { return slices.Sorted(maps.Keys(f.dirs)) }

// importsFile is a file that exists in the overlay only. It imports what the
// outputs will import, so that the go command finds it all in one go.
const importsFile = "gensafe_imports_of_outputs"

// overlay is the tree as the type checker is to see it.
func (f *found) overlay(config Config) map[string][]byte {
	overlay := make(map[string][]byte)
	for name, content := range config.RuntimeFiles {
		overlay[name] = content
	}
	for _, d := range f.dirs {
		for _, old := range d.old {
			overlay[old] = nil
			f.overlaid[old] = true
		}
		f.add(overlay, d, importsFile+".go", d.pkg, config.Runtime)
		if d.external {
			f.add(overlay, d, importsFile+"_test.go", d.pkg+"_test", config.Runtime)
		}
	}
	return overlay
}

func (f *found) add(overlay map[string][]byte, d *dir, base, pkg, runtime string) {
	name := filepath.Join(d.name, base)
	overlay[name] = d.imports(pkg, runtime)
	f.overlaid[name] = true
}

// imports is the importsFile of package pkg in d.
func (d *dir) imports(pkg, runtime string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package %s\n\nimport (\n", pkg)
	for _, path := range d.needs(runtime) {
		fmt.Fprintf(&b, "\t_ %q\n", path)
	}
	fmt.Fprintf(&b, ")\n")
	return b.Bytes()
}

// needs are the packages that the outputs in d may import, sorted.
func (d *dir) needs(runtime string) []string {
	if d == nil {
		return nil
	}
	paths := append(slices.Clone(policy.Imports), runtime, runtime+"/safetest")
	for _, entry := range d.foreign {
		paths = append(paths, entry.Path)
	}
	paths = append(paths, d.libraries...)
	slices.Sort(paths)
	return slices.Compact(paths)
}

// isOverlaid reports whether an error is about a file that is in the overlay.
func (f *found) isOverlaid(e packages.Error) bool {
	return strings.Contains(e.Pos, importsFile) || strings.Contains(e.Msg, importsFile)
}
