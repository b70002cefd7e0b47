package ctxflow_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
)

const typedSource = `package p

import (
	"context"
	"net/http"
)

type Store struct{ ctx context.Context }

func (s *Store) Load(id int) error                              { return nil }
func (s *Store) LoadContext(ctx context.Context, id int) error  { return nil }
func (s *Store) Save(id int) error                              { return nil }
func Fetch(url string) string                                   { return "" }
func FetchWithContext(ctx context.Context, url string) string   { return "" }

var (
	plain   context.Context
	request *http.Request
	store   *Store
	nothing int
)
`

func TestTyped(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", typedSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := types.NewPointer(pkg.Scope().Lookup("Store").Type())
	load, _, _ := types.LookupFieldOrMethod(store, true, pkg, "Load")
	save, _, _ := types.LookupFieldOrMethod(store, true, pkg, "Save")
	for fn, want := range map[types.Object]string{load: "LoadContext", pkg.Scope().Lookup("Fetch"): "FetchWithContext", save: ""} {
		sibling, ok := ctxflow.SiblingIn(pkg, fn.(*types.Func))
		if ok != (want != "") || ok && (sibling.Func.Name() != want || !sibling.Fits) {
			t.Errorf("%s: got %v", fn.Name(), sibling)
		}
	}
	for name, want := range map[string]string{"plain": "plain", "request": "request.Context()", "store": "store.ctx", "nothing": ""} {
		if got, _ := ctxflow.ContextOf(pkg, pkg.Scope().Lookup(name).(*types.Var)); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
