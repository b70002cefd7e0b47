// Package ctxflow answers what becomes of contexts: which function waits for
// I/O, which makes a context of its own where its caller's would do, which
// sibling of a function takes a context, which context is at hand at a call,
// and how long a context lives.
//
// The first two are facts, which follow static calls through the user's
// packages and through dependencies; std is a table. (We do not follow calls
// of interface methods and function values.) The others are questions about
// one place, answered from the syntax and the types of its package.
package ctxflow

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Analyzer computes a Result and exports facts for the functions that block,
// for those that make their own context, for those with a context that are
// deprecated, for those that do not wait, or with a limit, where a sibling would, and
// for those of the user's that run a function they are given.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverlint_ctxflow",
	Doc:        "compute which functions block, and where contexts come from",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(blocks), new(makes), new(deprecated), new(runs), new(idle), new(hooked), new(prompt), new(own)},
}

// blocks says that a function without a context of its own may wait for
// something, and Via what calls lead there.
type blocks struct{ Via string }

// makes says that a function uses a context of its own making where one of
// its caller's would do, and Via what calls lead there.
type makes struct{ Via string }

// deprecated says that a function with a context is no longer to be used.
type deprecated struct{}

// runs says that a function of the user's does nothing with some of its
// parameters but call them before it returns.
type runs struct{ Params []int }

func (*runs) AFact()             {}
func (*blocks) AFact()           {}
func (*makes) AFact()            {}
func (*deprecated) AFact()       {}
func (f *blocks) String() string { return "blocks in " + f.Via }
func (f *makes) String() string  { return "makes its own context in " + f.Via }
func (f *runs) String() string   { return fmt.Sprint("runs parameters ", f.Params) }
func (*deprecated) String() string {
	return "deprecated"
}

// Result answers for one package.
type Result struct {
	pass    *analysis.Pass
	rows    map[*types.Func]row
	blocks  traits
	makes   traits
	old     map[*types.Func]bool // declared here, deprecated
	idle    map[*types.Func]bool // see idles
	hooked  map[*types.Func]bool // see Hooked
	paces   map[*types.Func]pace // see Prompt
	owns    map[*types.Func]own  // see Timed
	vars    func() *vars
	decls   func() map[*types.Func]*ast.FuncDecl
	sibling map[siblingKey]Sibling
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:    pass,
		rows:    map[*types.Func]row{},
		old:     map[*types.Func]bool{},
		idle:    map[*types.Func]bool{},
		hooked:  map[*types.Func]bool{},
		paces:   map[*types.Func]pace{},
		owns:    map[*types.Func]own{},
		sibling: map[siblingKey]Sibling{},
	}
	r.vars = sync.OnceValue(func() *vars { return indexVars(pass) })
	r.decls = sync.OnceValue(r.indexDecls)
	if known.IsStd(pass.Pkg.Path()) {
		return r, nil // std is a table
	}
	r.findDeprecated()
	r.findTraits()
	r.findRuns()
	r.findIdle()
	r.findPrompt()
	r.findOwn()
	return r, nil
}

func (r *Result) indexDecls() map[*types.Func]*ast.FuncDecl {
	decls := map[*types.Func]*ast.FuncDecl{}
	for fn, decl := range r.funcs() {
		decls[fn] = decl
	}
	return decls
}

// funcs yields the declared functions that have a body, in source order.
func (r *Result) funcs() func(yield func(*types.Func, *ast.FuncDecl) bool) {
	return func(yield func(*types.Func, *ast.FuncDecl) bool) {
		for _, file := range r.pass.Files {
			for _, decl := range file.Decls {
				fd, ok := decl.(*ast.FuncDecl)
				if !ok || fd.Body == nil {
					continue
				}
				fn, ok := r.pass.TypesInfo.Defs[fd.Name].(*types.Func)
				if ok && !yield(fn, fd) {
					return
				}
			}
		}
	}
}

// findDeprecated exports a fact for deprecated functions that take a context:
// nobody is to be sent to them.
func (r *Result) findDeprecated() {
	for fn, decl := range r.funcs() {
		if !Deprecated(decl) {
			continue
		}
		r.old[fn] = true
		if fn.Exported() && contextParam(fn.Signature()) >= 0 {
			r.pass.ExportObjectFact(fn, &deprecated{})
		}
	}
}

// Deprecated reports whether the doc comment of decl says, in a paragraph of
// its own, that it is deprecated.
func Deprecated(decl *ast.FuncDecl) bool {
	if decl.Doc == nil {
		return false
	}
	doc := "\n\n" + decl.Doc.Text()
	return strings.Contains(doc, "\n\nDeprecated: ")
}

func (r *Result) isDeprecated(fn *types.Func) bool {
	fn = fn.Origin()
	return r.old[fn] || r.imported(fn) && r.pass.ImportObjectFact(fn, &deprecated{})
}

func (r *Result) imported(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg() != r.pass.Pkg
}

// name gives the name of fn as a chain shows it: pkg.Func, pkg.Type.Method.
func name(fn *types.Func) string {
	f := match.FuncOf(fn)
	name := f.Name
	if f.Recv != "" {
		name = f.Recv + "." + name
	}
	if fn.Pkg() == nil {
		return name // error.Error
	}
	return fn.Pkg().Name() + "." + name
}
