package calls

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

func TestNeverEnds(t *testing.T) {
	for body, want := range map[string]bool{
		``:                                    false,
		`f()`:                                 false,
		`return`:                              true,
		`panic("x")`:                          true,
		`for {}`:                              true,
		`for { f() }; f()`:                    false,
		`for true {}`:                         false,
		`for { break }`:                       false,
		`for { for { break } }`:               true,
		`for { switch { case true: break } }`: true,
		`for { select { default: break } }`:   true,
		`for { if true { break } }`:           false,
		`l: for { for { break l } }`:          false,
		`for { l: for { break l } }`:          true,
		`l: f(); goto l`:                      true,
		`l: for { f(); continue l }`:          true,
		`{ return }`:                          true,
		`if true { return } else { return }`:  true,
		`if true { return } else { f() }`:     false,
		`if true { f() } else { return }`:     false,
		`if true { return } else if true { return } else { panic(1) }`:     true,
		`switch { case true: return; default: panic(1) }`:                  true,
		`switch { case true: fallthrough; default: panic(1) }`:             true,
		`switch { case true: break; default: panic(1) }`:                   false,
		`switch { case true: return }`:                                     false,
		`var x any; switch x.(type) { case int: return; default: return }`: true,
		`select { case <-c: return }`:                                      true,
		`select { case <-c: f() }`:                                         false,
		`return;`:                                                          true,
		`for { func() { for { break } }() }`:                               true,
		`select {}`:                                                        true,
		`select { default: }`:                                              false,
		`panic := func(string) {}; panic("x")`:                             false,
		`if true { return }`:                                               false,
	} {
		lit, info := literal(t, body)
		if got := neverEnds(info, lit.Body); got != want {
			t.Errorf("%s: got %v", body, got)
		}
	}
}

func TestReturnsAreThoseOfTheLiteralItself(t *testing.T) {
	lit, _ := literal(t, `if true { return }; func() { return }(); for { return }`)
	if n := len(returns(lit)); n != 2 {
		t.Errorf("%d", n)
	}
}

func TestStrands(t *testing.T) {
	for body, want := range map[string]string{
		`wg.Done()`:                            "wg.Done()",
		`defer wg.Done(); f()`:                 "",
		`defer func() { wg.Done() }()`:         "",
		`if true { close(c) }`:                 "close(c)",
		`close := func(chan int) {}; close(c)`: "",
		`go func() { wg.Done() }()`:            "",
		`wg.Wait()`:                            "",
	} {
		lit, info := literal(t, body)
		why := siteWith(info).strands(lit.Body)
		if want == "" && why != "" || want != "" && why != "after a panic "+want+", which is not deferred, would not be called, and others wait for it: defer it" {
			t.Errorf("%s: got %q", body, why)
		}
	}
}

// literal type-checks a function literal with the given body.
func literal(t *testing.T, body string) (*ast.FuncLit, *types.Info) {
	t.Helper()
	const head = "package p\n\nimport \"sync\"\n\nvar wg sync.WaitGroup\nvar c chan int\n\nfunc f() {}\n\nvar lit = func() {"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", head+body+"\n}\n", parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(body, err)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: syncOnly{}, Error: func(error) {}}
	conf.Check("p", fset, []*ast.File{file}, info) // labels and variables that nobody uses are errors, too
	var lit *ast.FuncLit
	ast.Inspect(file, func(n ast.Node) bool {
		if found, ok := n.(*ast.FuncLit); ok && lit == nil {
			lit = found
		}
		return lit == nil
	})
	return lit, info
}

func siteWith(info *types.Info) *Site { return &Site{pkg: &load.Package{Info: info}} }

// syncOnly imports package sync, with what the tests use of it.
type syncOnly struct{}

func (syncOnly) Import(path string) (*types.Package, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "sync.go", "package sync\n\ntype WaitGroup struct{}\n\nfunc (*WaitGroup) Done() {}\nfunc (*WaitGroup) Wait() {}\n", 0)
	if err != nil {
		return nil, err
	}
	return new(types.Config).Check(path, fset, []*ast.File{file}, nil)
}
