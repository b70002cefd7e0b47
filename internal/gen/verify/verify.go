// Package verify type-checks outputs before they are written.
package verify

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

// An Output is a rendered file of a package.
type Output struct {
	Name    string
	Path    string // of the package, as go/types has it
	Content []byte
	Syntax  *ast.File // of Content; nil: not parsed yet
}

// Check type-checks each package of the program with its outputs in place of those
// that are on disk. The error names file and line. An error in an output is a fault
// of gen-safe's; one in another file is the user's, and stops the run as well: what
// is written must compile.
func Check(program *load.Program, config load.Config, outputs []Output) error {
	own := make(map[string]bool)
	for _, o := range outputs {
		own[o.Name] = true
	}
	tested := make(map[string]bool) // packages that are loaded with their tests, too
	for _, pkg := range program.Packages {
		tested[pkg.Path] = tested[pkg.Path] || pkg.Test
	}
	var imports []importer // first all of them: they change packages
	for _, pkg := range program.Packages {
		imports = append(imports, closure(pkg))
	}
	errs := make([][]types.Error, len(program.Packages))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, pkg := range program.Packages {
		group.Go(func() error {
			errs[i] = checkPackage(program.Fset, pkg, imports[i], outputs, pkg.Test || !tested[pkg.Path])
			return nil
		})
	}
	group.Wait() // for errs, in the order of the packages
	var problems []error
	users := false
	for i, pkg := range program.Packages {
		if slices.ContainsFunc(errs[i], func(err types.Error) bool { return own[program.Fset.Position(err.Pos).Filename] }) {
			problems = append(problems, redeclared(program.Fset, pkg, outputs)...)
		}
	}
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	for _, err := range slices.Concat(errs...) {
		if !own[program.Fset.Position(err.Pos).Filename] {
			users = true
			continue
		}
		problems = append(problems, fmt.Errorf("internal error: the output does not compile: %v: %s", program.Fset.Position(err.Pos), err.Msg))
	}
	if len(problems) == 0 && users {
		problems = reload(config, outputs)
	}
	return errors.Join(problems...)
}

// redeclared lists the names of the language, like nil, that pkg declares anew and its
// outputs use. They cannot say that they mean the old ones.
func redeclared(fset *token.FileSet, pkg *load.Package, outputs []Output) []error {
	used := make(map[string]bool)
	for _, o := range outputs {
		if o.Path != pkg.Types.Path() || o.Syntax == nil {
			continue
		}
		ast.Inspect(o.Syntax, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = true
			}
			return true
		})
	}
	var all []error
	for _, name := range types.Universe.Names() {
		if obj := pkg.Types.Scope().Lookup(name); obj != nil && used[name] {
			all = append(all, fmt.Errorf("%v: package %s declares %s anew, and what gen-safe writes there needs the %[3]s of the language: rename it", fset.Position(obj.Pos()), pkg.Name, name))
		}
	}
	return all
}

// checkPackage checks the files of pkg and its outputs, with or without tests, as one
// package. An output replaces the file that has its name.
func checkPackage(fset *token.FileSet, pkg *load.Package, imports importer, outputs []Output, tests bool) []types.Error {
	files, err := filesOf(fset, pkg, outputs, tests)
	if err != nil {
		return []types.Error{{Fset: fset, Pos: token.NoPos, Msg: err.Error()}}
	}
	return check(fset, pkg, imports, files, nil)
}

func filesOf(fset *token.FileSet, pkg *load.Package, outputs []Output, tests bool) ([]*ast.File, error) {
	own := make(map[string]bool)
	var files []*ast.File
	for _, o := range outputs {
		if o.Path != pkg.Types.Path() || strings.HasSuffix(o.Name, "_test.go") && !tests {
			continue
		}
		syntax := o.Syntax
		if syntax == nil {
			var err error
			if syntax, err = parser.ParseFile(fset, o.Name, o.Content, parser.ParseComments|parser.SkipObjectResolution); err != nil {
				return nil, err
			}
		}
		own[o.Name] = true
		files = append(files, syntax)
	}
	for _, syntax := range pkg.Syntax {
		if !own[fset.Position(syntax.Package).Filename] {
			files = append(files, syntax)
		}
	}
	return files, nil
}

// check type-checks files as the package pkg. It fills in info, if that is not nil.
func check(fset *token.FileSet, pkg *load.Package, imports importer, files []*ast.File, info *types.Info) []types.Error {
	var errs []types.Error
	conf := types.Config{
		FakeImportC: true, // outputs for C were not seen by cgo
		Importer:    imports, GoVersion: pkg.GoVersion, Sizes: types.SizesFor("gc", "amd64"),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft {
				errs = append(errs, e)
			}
		},
	}
	conf.Check(pkg.Types.Path(), fset, files, info) // the errors went to conf.Error
	return errs
}

// An importer imports what was loaded already.
type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := i[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("could not import %s: it is no dependency of this package", path)
}

// closure collects the packages that pkg imports, directly or not. Of those that it
// does not import itself, the export data hold only what the others mention, and
// that is all an output can name: they count as complete.
func closure(pkg *load.Package) importer {
	all := make(importer)
	var add func(string, *types.Package)
	add = func(path string, p *types.Package) {
		if p == nil || all[path] != nil {
			return
		}
		all[path] = p
		p.MarkComplete()
		for _, imported := range p.Imports() {
			add(imported.Path(), imported)
		}
	}
	for path, imported := range pkg.Imports {
		add(path, imported)
	}
	return all
}

// reload loads the packages anew, with the outputs in place: one package may use
// what is written in another. It returns the errors that are left.
func reload(config load.Config, outputs []Output) []error {
	overlay := make(map[string][]byte)
	for name, content := range config.RuntimeFiles {
		overlay[name] = content
	}
	for _, o := range outputs {
		overlay[o.Name] = o.Content
	}
	pkgs, err := load.Again(config, overlay)
	if err != nil {
		return []error{err}
	}
	var problems []error
	seen := make(map[string]bool)
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			if text := e.Pos + ": " + e.Msg; !seen[text] && e.Pos != "" && e.Pos != "-" {
				seen[text] = true
				problems = append(problems, errors.New(text))
			}
		}
	})
	return problems
}
