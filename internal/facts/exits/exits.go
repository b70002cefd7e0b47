// Package exits answers which functions never return to their caller because
// they end the process, the goroutine or always panic.
package exits

import (
	"go/ast"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Analyzer computes a Result and exports a fact for each function that never
// returns.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverlint_exits",
	Doc:        "compute which functions never return to their caller",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(neverReturns)},
}

// A How says in which way a function does not return.
type How uint8

const (
	Returns How = iota // or not known to do otherwise
	Exits              // ends the process; no deferred function runs
	Goexits            // ends the goroutine; deferred functions run
	Panics             // always panics
)

type neverReturns struct{ How How }

func (*neverReturns) AFact() {}
func (f *neverReturns) String() string {
	return [...]string{"returns", "exits", "goexits", "panics"}[f.How]
}

// Result answers for the functions that the package declares or imports.
type Result struct {
	pass  *analysis.Pass
	local map[*types.Func]How
}

// Of says how fn does not return.
func (r *Result) Of(fn *types.Func) How {
	if fn == nil || fn.Pkg() == nil {
		return Returns
	}
	fn = fn.Origin()
	if how, ok := r.local[fn]; ok {
		return how
	}
	if how := table(fn); how != Returns {
		return how
	}
	var fact neverReturns
	if fn.Pkg() != r.pass.Pkg && r.pass.ImportObjectFact(fn, &fact) {
		return fact.How
	}
	return Returns
}

func table(fn *types.Func) How {
	switch known.Ends(fn) {
	case known.Process:
		return Exits
	case known.Goroutine:
		return Goexits
	case known.Panic:
		return Panics
	}
	return Returns
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{pass: pass, local: map[*types.Func]How{}}
	if known.IsStd(pass.Pkg.Path()) {
		return r, nil // std is a table
	}
	type candidate struct {
		fn   *types.Func
		body *ast.BlockStmt
	}
	var todo []candidate
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil && endsInCall(fd.Body) {
				if fn, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					todo = append(todo, candidate{fn, fd.Body})
				}
			}
		}
	}
	// A helper may end in a call of another helper, so repeat until nothing
	// is learned.
	for changed := true; changed; {
		changed = false
		for _, c := range todo {
			if r.local[c.fn] != Returns {
				continue
			}
			if how := r.ofBody(c.body); how != Returns {
				r.local[c.fn] = how
				pass.ExportObjectFact(c.fn, &neverReturns{how})
				changed = true
			}
		}
	}
	return r, nil
}

// endsInCall reports whether the last statement is a call and no statement
// returns earlier. Deferred functions may recover, so bodies that defer are
// left out.
func endsInCall(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	last, ok := body.List[len(body.List)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	if _, ok := last.X.(*ast.CallExpr); !ok {
		return false
	}
	leaves := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.DeferStmt:
			leaves = true
		case *ast.BranchStmt:
			leaves = leaves || n.Label != nil
		}
		return !leaves
	})
	return !leaves
}

func (r *Result) ofBody(body *ast.BlockStmt) How {
	call := body.List[len(body.List)-1].(*ast.ExprStmt).X.(*ast.CallExpr)
	if match.IsBuiltin(r.pass.TypesInfo, call, "panic") {
		return Panics
	}
	return r.Of(match.Callee(r.pass.TypesInfo, call))
}
