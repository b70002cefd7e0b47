package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Chain is the way from a function to what gives it a trait.
type Chain struct {
	// At is the call in the function's own body, or not valid for a function
	// of another package.
	At token.Pos
	// Via names that call and those below it, from the first to the last:
	// "load → sql.DB.Query".
	Via string
}

// traits maps functions of this package to the chain that gives them a trait,
// and those of others to nil or to what their fact says.
type traits map[*types.Func]*Chain

// maxSteps bounds the length of a chain: a reader wants its first calls and
// its end, and a fact should be small.
const maxSteps = 4

// Blocks reports whether fn may wait for the network, a process, the clock or
// other goroutines.
//
// Of the functions of dependencies those that take a context are not known to
// block: they can be stopped, and there are many.
func (r *Result) Blocks(fn *types.Func) (Chain, bool) {
	if fn == nil {
		return Chain{}, false
	}
	fn = fn.Origin()
	if r.row(fn).waits {
		return Chain{Via: name(fn)}, true
	}
	return r.trait(r.blocks, fn, func() (string, bool) {
		var fact blocks
		ok := r.pass.ImportObjectFact(fn, &fact)
		return fact.Via, ok
	})
}

// Makes reports whether fn uses a context that it makes out of Background or
// TODO, itself or through a function that it calls, where its caller's would
// do. (A context that is kept in a struct, returned or handed to a goroutine
// lives on its own; so does that of a function that cleans up.)
func (r *Result) Makes(fn *types.Func) (Chain, bool) {
	if fn == nil {
		return Chain{}, false
	}
	fn = fn.Origin()
	return r.trait(r.makes, fn, func() (string, bool) {
		var fact makes
		ok := r.pass.ImportObjectFact(fn, &fact)
		return fact.Via, ok
	})
}

func (r *Result) trait(local traits, fn *types.Func, fact func() (string, bool)) (Chain, bool) {
	if chain, seen := local[fn]; seen {
		if chain == nil {
			return Chain{}, false
		}
		return *chain, true
	}
	if !r.imported(fn) || known.IsStd(fn.Pkg().Path()) {
		return Chain{}, false
	}
	via, ok := fact()
	if !ok {
		local[fn] = nil
		return Chain{}, false
	}
	local[fn] = &Chain{Via: via}
	return *local[fn], true
}

// A row is what the tables say of a function. (A lookup takes the path of its
// package apart, and the same functions are called over and over.)
type row struct {
	waits bool
	turn  known.Turn
}

func (r *Result) row(fn *types.Func) row {
	found, ok := r.rows[fn]
	if !ok {
		found = row{known.Blocks(fn) != 0, known.TurnOf(fn)}
		r.rows[fn] = found
	}
	return found
}

// A callSite is a call in the body of a function, on the caller's goroutine.
type callSite struct {
	at     token.Pos
	fn     *types.Func
	defers bool // a defer statement runs it
}

// A summary is what a function does itself.
type summary struct {
	fn    *types.Func
	calls []callSite
	fresh token.Pos // where it uses a context of its own making
	held  bool      // it has a context: what it makes besides is its own fault
	aside bool      // it starts or ends something: no caller's context would do
}

// findTraits spreads both traits from callee to caller until nothing is
// learned, and exports what others can see.
func (r *Result) findTraits() {
	r.blocks, r.makes = traits{}, traits{}
	var todo []*summary
	for fn, decl := range r.funcs() {
		if s := r.summarize(fn, decl); s != nil {
			todo = append(todo, s)
		}
	}
	for _, s := range todo {
		if s.fresh.IsValid() && !s.held && !s.aside {
			r.makes[s.fn] = &Chain{At: s.fresh, Via: "context.Background"}
		}
	}
	// What is learned in a round counts from the next one on, so that the
	// shortest chain wins, and the order of the functions does not.
	for {
		blocks, makes := traits{}, traits{}
		for _, s := range todo {
			if r.blocks[s.fn] == nil {
				spread(s, blocks, r.Blocks)
			}
			if r.makes[s.fn] == nil && !s.held && !s.aside {
				spread(s, makes, r.Makes)
			}
		}
		if len(blocks) == 0 && len(makes) == 0 {
			break
		}
		maps.Copy(r.blocks, blocks)
		maps.Copy(r.makes, makes)
	}
	r.export(todo)
}

// spread gives the caller the trait of the first of its callees that has it.
func spread(s *summary, learned traits, has func(*types.Func) (Chain, bool)) {
	for _, call := range s.calls {
		chain, ok := has(call.fn)
		if !ok {
			continue
		}
		via := name(call.fn)
		if chain.Via != via { // a row of the table is its own chain
			via = cut(via + " → " + chain.Via)
		}
		learned[s.fn] = &Chain{At: call.at, Via: via}
		return
	}
}

func cut(via string) string {
	steps := strings.Split(via, " → ")
	if len(steps) <= maxSteps {
		return via
	}
	return strings.Join(append(steps[:maxSteps-2:maxSteps-2], "…", steps[len(steps)-1]), " → ")
}

// export tells other packages of the functions that they can call.
func (r *Result) export(todo []*summary) {
	for _, s := range todo {
		if !s.fn.Exported() {
			continue
		}
		if chain := r.blocks[s.fn]; chain != nil && (!s.held || r.own()) {
			r.pass.ExportObjectFact(s.fn, &blocks{chain.Via})
		}
		if chain := r.makes[s.fn]; chain != nil {
			r.pass.ExportObjectFact(s.fn, &makes{chain.Via})
		}
	}
}

// own reports whether the package is the user's, and not a dependency.
func (r *Result) own() bool { return r.pass.Module == nil || r.pass.Module.Version == "" }

// summarize gives what the function does, or nil when that is nothing.
func (r *Result) summarize(fn *types.Func, decl *ast.FuncDecl) *summary {
	if isTestFile(r.pass, decl) {
		return nil // nothing but tests calls it
	}
	s := &summary{fn: fn, held: r.holds(decl), aside: IsCleanup(fn.Name()) || isStart(fn)}
	(&walker{r: r, into: s}).walk(decl.Body)
	if len(s.calls) == 0 && !s.fresh.IsValid() {
		return nil
	}
	return s
}

func isTestFile(pass *analysis.Pass, node ast.Node) bool {
	return strings.HasSuffix(pass.Fset.File(node.Pos()).Name(), "_test.go")
}

// holds reports whether a context is at hand everywhere in the function.
func (r *Result) holds(decl *ast.FuncDecl) bool {
	for _, field := range decl.Type.Params.List {
		if t := r.pass.TypesInfo.TypeOf(field.Type); t != nil && (match.IsContext(t) || r.carries(t)) {
			return true
		}
	}
	_, ok := r.contextField(decl)
	return ok
}

func isStart(fn *types.Func) bool {
	return fn.Signature().Recv() == nil && (fn.Name() == "init" || fn.Name() == "main" && fn.Pkg().Name() == "main")
}

// A walker collects the calls that a body makes before it returns.
type walker struct {
	r      *Result
	into   *summary
	defers bool
}

func (w *walker) walk(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			return false // on a goroutine of its own
		case *ast.FuncLit:
			return false // runs when it is called
		case *ast.DeferStmt:
			if !w.defers {
				(&walker{w.r, w.into, true}).walk(n)
				return false
			}
		case *ast.IfStmt:
			if w.r.isNilCheck(n.Cond, token.EQL) {
				return false // if ctx == nil { ctx = context.Background() }
			}
		case *ast.CallExpr:
			w.call(n)
		}
		return true
	})
}

func (w *walker) call(call *ast.CallExpr) {
	info := w.r.pass.TypesInfo
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		w.walk(lit.Body) // func() { ... }(), deferred or not
		return
	}
	fn := match.Callee(info, call)
	if fn == nil {
		return
	}
	if turn := w.r.row(fn).turn; turn == known.Within || turn == known.Shared {
		for _, arg := range call.Args {
			if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
				w.walk(lit.Body)
			}
		}
	}
	if isFresh(fn) {
		return // judged where it is used
	}
	w.into.calls = append(w.into.calls, callSite{call.Lparen, fn, w.defers})
	if w.into.held || w.into.aside || w.into.fresh.IsValid() {
		return // nobody asks; the variables need not be indexed
	}
	if w.defers || derives(fn) || IsCleanup(fn.Name()) {
		return // cleanup must not depend on a context that may be over
	}
	for _, arg := range call.Args {
		if w.r.isFreshContext(arg, arg.Pos()) {
			w.into.fresh = arg.Pos()
			return
		}
	}
}

// isFreshContext reports whether the expression at pos is a context that this
// function made out of nothing.
func (r *Result) isFreshContext(e ast.Expr, pos token.Pos) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		fn := match.Callee(r.pass.TypesInfo, e)
		if isFresh(fn) {
			return true
		}
		return derives(fn) && len(e.Args) > 0 && r.isFreshContext(e.Args[0], pos)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok || !match.IsContext(v.Type()) || v.Parent() == r.pass.Pkg.Scope() {
			return false
		}
		last, ok := r.lastAssign(v, pos)
		return ok && last.result <= 0 && last.from != nil && r.isFreshContext(last.from, last.from.Pos())
	}
	return false
}

func isFresh(fn *types.Func) bool {
	return match.IsFunc(fn, "context", "Background") || match.IsFunc(fn, "context", "TODO")
}

// derives reports whether fn makes a context out of its first argument, which
// it otherwise leaves alone.
func derives(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return false
	}
	return fn.Pkg().Path() == "context" && strings.HasPrefix(fn.Name(), "With") && fn.Name() != "WithoutCancel"
}
