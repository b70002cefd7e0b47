// Package program gives the SSA form of a package, built only when somebody
// asks and only as far as he asks.
//
// It stands in for x/tools' buildssa, which builds every function of every
// package that it is required in, the dependencies included.
package program

import (
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/known"
)

// Analyzer gives a *Program.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverlint_program",
	Doc:        "build the SSA form of a package on demand",
	Run:        run,
	Requires:   []*analysis.Analyzer{exits.Analyzer},
	ResultType: reflect.TypeFor[*Program](),
}

// A Program builds the SSA form of one package.
type Program struct {
	pass  *analysis.Pass
	exits *exits.Result
	whole func() *SSA
}

// An SSA is the SSA form of a package, or of a part of it.
type SSA struct {
	Pkg *ssa.Package
	// Funcs lists the functions that have a body: declared functions and
	// methods in source order, each followed by the literals in it, then the
	// package initializer with the literals of package variables. (x/tools'
	// buildssa leaves the last out.)
	Funcs []*ssa.Function
}

func run(pass *analysis.Pass) (any, error) {
	p := &Program{pass: pass, exits: pass.ResultOf[exits.Analyzer].(*exits.Result)}
	p.whole = sync.OnceValue(func() *SSA { return p.build(pass.Files) })
	return p, nil
}

// Own reports whether the package belongs to the code under analysis: it is
// neither std nor a dependency. Only for those do findings reach a user. (A
// driver that does not tell modules, such as analysistest's GOPATH mode,
// makes every package but std its own.)
func (p *Program) Own() bool {
	if known.IsStd(p.pass.Pkg.Path()) {
		return false
	}
	return p.pass.Module == nil || p.pass.Module.Version == ""
}

// Whole builds the whole package, once.
func (p *Program) Whole() *SSA { return p.whole() }

// Part builds the package with the bodies of those declared functions only
// that keep wants; the others have no blocks. Package variables and their
// literals are always built.
func (p *Program) Part(keep func(*ast.FuncDecl) bool) *SSA {
	files := make([]*ast.File, len(p.pass.Files))
	for i, file := range p.pass.Files {
		copied := *file
		copied.Decls = make([]ast.Decl, len(file.Decls))
		for j, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil && !keep(fd) {
				hollow := *fd
				hollow.Body = nil
				decl = &hollow
			}
			copied.Decls[j] = decl
		}
		files[i] = &copied
	}
	return p.build(files)
}

func (p *Program) build(files []*ast.File) *SSA {
	prog := ssa.NewProgram(p.pass.Fset, ssa.BuilderMode(0))
	prog.SetNoReturn(func(fn *types.Func) bool { return p.exits.Of(fn) != exits.Returns })
	for _, imported := range p.pass.Pkg.Imports() {
		prog.CreatePackage(imported, nil, nil, true)
	}
	info := *p.pass.TypesInfo
	info.InitOrder = withFunctions(&info)
	pkg := prog.CreatePackage(p.pass.Pkg, files, &info, false)
	pkg.Build()
	return &SSA{Pkg: pkg, Funcs: withBodies(pkg, files, p.pass.TypesInfo)}
}

// withFunctions leaves out the initializers of package variables that are
// large and name no function: tables of a megabyte, for which nobody here asks.
func withFunctions(info *types.Info) []*types.Initializer {
	var kept []*types.Initializer
	for _, init := range info.InitOrder {
		if !isTable(info, init.Rhs) {
			kept = append(kept, init)
		}
	}
	return kept
}

// tableSize is the number of syntax nodes from which on an initializer without
// a function is left out.
const tableSize = 500

func isTable(info *types.Info, expr ast.Expr) bool {
	nodes, function := 0, false
	ast.Inspect(expr, func(n ast.Node) bool {
		nodes++
		switch n := n.(type) {
		case *ast.FuncLit:
			function = true
		case *ast.Ident:
			_, fn := info.Uses[n].(*types.Func)
			function = function || fn
		}
		return !function
	})
	return nodes > tableSize && !function
}

func withBodies(pkg *ssa.Package, files []*ast.File, info *types.Info) []*ssa.Function {
	var funcs []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		funcs = append(funcs, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := info.Defs[fd.Name].(*types.Func); ok {
					add(pkg.Prog.FuncValue(obj))
				}
			}
		}
	}
	add(pkg.Func("init"))
	return funcs
}
