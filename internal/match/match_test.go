package match_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/recoverlint/recoverlint/internal/match"
)

func TestParseFunc(t *testing.T) {
	for text, want := range map[string]match.Func{
		"os.Exit":                          {Pkg: "os", Name: "Exit"},
		"example.com/a/b.Go":               {Pkg: "example.com/a/b", Name: "Go"},
		"example.com/a/b.Pool.Submit":      {Pkg: "example.com/a/b", Recv: "Pool", Name: "Submit"},
		"(*example.com/a/b.Pool).Submit":   {Pkg: "example.com/a/b", Recv: "Pool", Name: "Submit"},
		"gopkg.in/tomb.v2.Tomb.Go":         {Pkg: "gopkg.in/tomb.v2", Recv: "Tomb", Name: "Go"},
		"gopkg.in/yaml.v3.Unmarshal":       {Pkg: "gopkg.in/yaml.v3", Name: "Unmarshal"},
		" github.com/x/y/v2.Handler.Serve": {Pkg: "github.com/x/y/v2", Recv: "Handler", Name: "Serve"},
	} {
		if got, err := match.ParseFunc(text); err != nil || got != want {
			t.Errorf("ParseFunc(%q) = %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "Exit", "os.", ".Exit", "a.b.c.d", "example.com/a"} {
		if got, err := match.ParseFunc(text); err == nil {
			t.Errorf("ParseFunc(%q) = %+v, want an error", text, got)
		}
	}
}

const source = `package p

import (
	"context"
	"sync"
)

type Ctx = context.Context

type group struct{ sync.WaitGroup }

func run[T any](f func(T)) {}

func use(c Ctx, g *group) {
	g.Go(func() {})
	run(func(int) {})
	recover()
	recover := func() {}
	recover()
}
`

func TestCallee(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}}
	pkg, err := (&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}).Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	builtins := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if fn := match.Callee(info, call); fn != nil {
				names = append(names, match.FuncOf(fn).String())
			}
			if match.IsBuiltin(info, call, "recover") {
				builtins++
			}
		}
		return true
	})
	if len(names) != 2 || names[0] != "sync.WaitGroup.Go" || names[1] != "p.run" {
		t.Errorf("callees are %q: a promoted method and an instance have the names of their origin", names)
	}
	if builtins != 1 {
		t.Errorf("%d calls of recover, want 1: the second is shadowed", builtins)
	}
	params := pkg.Scope().Lookup("use").Type().(*types.Signature).Params()
	if !match.IsContext(params.At(0).Type()) {
		t.Error("an alias of context.Context is one")
	}
	if !match.IsType(params.At(1).Type(), "p", "group") || match.IsContext(params.At(1).Type()) {
		t.Error("a pointer to group is a group")
	}
}
