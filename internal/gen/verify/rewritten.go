package verify

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

// Rewritten type-checks pkg with rewritten files of a user's and with outputs in the
// place of what is on disk, and returns them all, the rewritten ones without the
// imports that nothing uses any more. The error names file and line.
func Rewritten(fset *token.FileSet, pkg *load.Package, rewritten, outputs []Output) ([]Output, error) {
	files, err := filesOf(fset, pkg, slices.Concat(rewritten, outputs), true)
	if err != nil {
		return nil, fmt.Errorf("internal error: what was rewritten does not parse: %w", err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object)}
	var problems []error
	for _, err := range check(fset, pkg, closure(pkg), files, info) {
		problems = append(problems, fmt.Errorf("%v: %s", fset.Position(err.Pos), err.Msg))
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("the package would not compile, so nothing is written: %w", errors.Join(problems...))
	}
	all := slices.Clone(rewritten)
	for i := range all {
		if all[i].Content, err = prune(fset, files[i], info); err != nil {
			return nil, err
		}
	}
	return append(all, outputs...), nil
}

// prune is a file without the imports that it does not use.
func prune(fset *token.FileSet, file *ast.File, info *types.Info) ([]byte, error) {
	used := make(map[types.Object]bool)
	for _, obj := range info.Uses {
		used[obj] = true
	}
	for _, spec := range slices.Clone(file.Imports) {
		name := info.PkgNameOf(spec)
		if name == nil || used[name] || name.Name() == "_" || name.Name() == "." {
			continue
		}
		path, _ := strconv.Unquote(spec.Path.Value)
		alias := ""
		if spec.Name != nil {
			alias = spec.Name.Name
		}
		astutil.DeleteNamedImport(fset, file, alias, path)
	}
	var b bytes.Buffer
	err := format.Node(&b, fset, file)
	return b.Bytes(), err
}
