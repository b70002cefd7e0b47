package realcode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// disguise is put before the import path of a std package, so that nothing
// takes it for std: there recoverlint looks things up in tables, and its
// engines would return at once.
const disguise = "example.org/disguised/"

// A listed is what go list says of a package.
type listed struct {
	ImportPath, Name, Dir, Export string
	Standard, DepOnly             bool
	CompiledGoFiles               []string
	Imports                       []string
	ImportMap                     map[string]string
	Error                         *struct{ Err string }
	DepsErrors                    []*struct{ Err string }
}

// A loader checks packages from source. Std packages that they import come
// from the compiler's export data.
type loader struct {
	fset    *token.FileSet
	export  map[string]string
	sources map[string]*packages.Package
	std     types.Importer
	// backwards takes the files of each package in the opposite order.
	backwards bool
}

// list gives the packages that match the patterns, and those they import,
// which come before them.
func list(t *testing.T, patterns ...string) []listed {
	t.Helper()
	args := []string{"list", "-e", "-deps", "-compiled", "-export", "-json=ImportPath,Name,Dir,Export,Standard,DepOnly,CompiledGoFiles,Imports,ImportMap,Error,DepsErrors"}
	cmd := exec.Command("go", append(args, patterns...)...)
	cmd.Dir = ruletest.Root()
	cmd.Env = append(os.Environ(), "GOFLAGS=")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, problems.Bytes())
	}
	var pkgs []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg listed
		if err := decoder.Decode(&pkg); err == io.EOF {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, pkg)
	}
}

func newLoader(pkgs []listed) *loader {
	l := &loader{fset: token.NewFileSet(), export: map[string]string{}, sources: map[string]*packages.Package{}}
	for _, pkg := range pkgs {
		l.export[pkg.ImportPath] = pkg.Export
	}
	l.std = importer.ForCompiler(l.fset, "gc", func(path string) (io.ReadCloser, error) {
		if l.export[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(l.export[path])
	})
	return l
}

// load checks what was asked for, and of its dependencies those outside std.
func (l *loader) load(t *testing.T, pkgs []listed) []*packages.Package {
	t.Helper()
	var loaded []*packages.Package
	for _, pkg := range pkgs {
		switch {
		case pkg.Standard && pkg.DepOnly:
			continue // export data
		case pkg.ImportPath == "unsafe" || pkg.Error != nil || len(pkg.DepsErrors) > 0 || len(pkg.CompiledGoFiles) == 0:
			continue // no source, or an import that this module does not require
		}
		path := pkg.ImportPath
		if pkg.Standard {
			path = disguise + path
		}
		p, err := l.check(path, pkg)
		if err != nil {
			t.Fatalf("%s: %v", pkg.ImportPath, err)
		}
		l.sources[path] = p
		loaded = append(loaded, p)
	}
	return loaded
}

func (l *loader) check(path string, pkg listed) (*packages.Package, error) {
	files, err := l.parse(pkg)
	if err != nil {
		return nil, err
	}
	imports := map[string]*packages.Package{}
	for _, imported := range pkg.Imports {
		if dep := l.sources[imported]; dep != nil {
			imports[imported] = dep
		}
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	sizes := types.SizesFor("gc", runtime.GOARCH)
	config := types.Config{Sizes: sizes, Importer: importerFunc(func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		if mapped := pkg.ImportMap[path]; mapped != "" {
			path = mapped
		}
		if dep := imports[path]; dep != nil {
			return dep.Types, nil
		}
		return l.std.Import(path)
	})}
	checked, err := config.Check(path, l.fset, files, info)
	return &packages.Package{
		ID: path, Name: pkg.Name, PkgPath: path, Imports: imports,
		Fset: l.fset, Syntax: files, Types: checked, TypesInfo: info, TypesSizes: sizes,
	}, err
}

func (l *loader) parse(pkg listed) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range pkg.CompiledGoFiles {
		if !filepath.IsAbs(name) {
			name = filepath.Join(pkg.Dir, name)
		}
		if !strings.HasSuffix(name, ".go") && filepath.Dir(name) == pkg.Dir {
			continue // assembly
		}
		file, err := parser.ParseFile(l.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	if l.backwards {
		slices.Reverse(files)
	}
	return files, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
