package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// prompt says that a function without a context, of which a sibling takes one, is seen
// not to wait: it takes what is there, or gives up.
type prompt struct{}

func (*prompt) AFact()         {}
func (*prompt) String() string { return "does not wait" }

// Prompt reports whether fn is seen to do something and to wait for nobody but those who
// hold a lock: a select with a default, a close, a map. Who calls it where a sibling would
// wait as long as its context lasts wants no more than what is there now.
//
// A function that starts a goroutine, makes a context or gives what it makes is none: the
// context of its sibling may be for what comes after the call. (Of functions of other
// packages only those with a sibling are known, and std by a table.)
func (r *Result) Prompt(fn *types.Func) bool {
	fn = fn.Origin()
	if r.imported(fn) {
		return !known.IsStd(fn.Pkg().Path()) && r.pass.ImportObjectFact(fn, &prompt{})
	}
	p := r.pace(fn)
	return p.works && !p.waits
}

// findPrompt exports what Prompt says of those that have a sibling with a context.
func (r *Result) findPrompt() {
	for twin := range r.twins() {
		if r.Prompt(twin) {
			r.pass.ExportObjectFact(twin, &prompt{})
		}
	}
}

// twins yields the functions of this package that others can call, and of which a sibling
// takes a context.
func (r *Result) twins() func(yield func(*types.Func) bool) {
	return func(yield func(*types.Func) bool) {
		for fn, decl := range r.funcs() {
			names := TwinNames(fn.Name())
			if len(names) == 0 || contextParam(fn.Signature()) < 0 || isTestFile(r.pass, decl) {
				continue
			}
			for _, name := range names {
				twin := r.lookup(fn, receiverType(fn), name)
				if twin != nil && twin.Exported() && !r.imported(twin) && !yield(twin.Origin()) {
					return
				}
			}
		}
	}
}

func receiverType(fn *types.Func) types.Type {
	if recv := fn.Signature().Recv(); recv != nil {
		return recv.Type()
	}
	return nil
}

// A pace says what a function does before it returns.
type pace struct {
	works bool // it does more than give a constant or a field, which a stub does too
	waits bool // it may wait, or we do not know
}

// pace judges a function of this package, once.
func (r *Result) pace(fn *types.Func) pace {
	found, seen := r.paces[fn]
	if seen {
		return found
	}
	r.paces[fn] = pace{waits: true} // while it is asked, for what calls itself
	found.waits = true
	if decl := r.decls()[fn]; decl != nil {
		found.waits = r.givesMade(decl)
		(&pacer{r, &found}).walk(decl.Body)
	}
	r.paces[fn] = found
	return found
}

// givesMade reports whether a function makes a value of a type that it also gives.
func (r *Result) givesMade(decl *ast.FuncDecl) bool {
	if decl.Type.Results == nil {
		return false
	}
	var gives []*types.Named
	for _, field := range decl.Type.Results.List {
		if named := match.Named(r.pass.TypesInfo.TypeOf(field.Type)); named != nil && !match.IsError(named) {
			gives = append(gives, named)
		}
	}
	made := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		var value ast.Expr
		switch n := n.(type) {
		case *ast.CompositeLit:
			if len(n.Elts) > 0 { // T{} says that there is none
				value = n
			}
		case *ast.UnaryExpr:
			value = n.X
		}
		if value != nil {
			made = made || slices.Contains(gives, match.Named(r.pass.TypesInfo.TypeOf(value)))
		}
		return !made
	})
	return made
}

// A pacer looks through the statements that a function runs before it returns.
type pacer struct {
	r    *Result
	into *pace
}

func (p *pacer) walk(root ast.Node) {
	if root == nil {
		return
	}
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // runs when it is called
		case *ast.GoStmt, *ast.SendStmt:
			p.into.waits = true
		case *ast.UnaryExpr:
			p.into.waits = p.into.waits || n.Op == token.ARROW
		case *ast.RangeStmt:
			p.into.waits = p.into.waits || !isCollection(p.r.pass.TypesInfo.TypeOf(n.X))
		case *ast.SelectStmt:
			p.choose(n)
			return false
		case *ast.IncDecStmt:
			p.into.works = true
		case *ast.AssignStmt:
			p.into.works = p.into.works || slices.ContainsFunc(n.Lhs, isPlace)
		case *ast.CallExpr:
			p.call(n)
		}
		return !p.into.waits
	})
}

// isPlace matches s.n and m[key], which outlive the function.
func isPlace(e ast.Expr) bool {
	switch ast.Unparen(e).(type) {
	case *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr:
		return true
	}
	return false
}

// isCollection reports whether a range over values of type t waits for nobody: neither
// for a channel nor for a function.
func isCollection(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map, *types.Basic, *types.Pointer:
		return true
	}
	return false
}

// choose looks into the cases of a select, which does not wait if it has a default.
func (p *pacer) choose(stmt *ast.SelectStmt) {
	waits := true
	for _, clause := range stmt.Body.List {
		comm := clause.(*ast.CommClause)
		waits = waits && comm.Comm != nil
		for _, one := range comm.Body {
			p.walk(one)
		}
		if send, ok := comm.Comm.(*ast.SendStmt); ok {
			p.walk(send.Value)
		}
	}
	p.into.waits = p.into.waits || waits
	p.into.works = true
}

func (p *pacer) call(call *ast.CallExpr) {
	info := p.r.pass.TypesInfo
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		p.walk(lit.Body)
		return
	}
	if tv := info.Types[call.Fun]; tv.IsType() {
		return // a conversion
	}
	if tv := info.Types[call.Fun]; tv.IsBuiltin() {
		p.into.works = p.into.works || slices.ContainsFunc([]string{"append", "copy", "close", "delete", "clear"}, func(name string) bool {
			return match.IsBuiltin(info, call, name)
		})
		return
	}
	fn := match.Callee(info, call)
	if fn == nil || !p.r.passes(fn) {
		p.into.waits = true
		return
	}
	p.into.works = true
	p.handedOn(call, fn)
}

// handedOn looks at the functions that a call runs, of which only literals can be seen.
func (p *pacer) handedOn(call *ast.CallExpr, fn *types.Func) {
	if p.r.row(fn).turn != known.Within {
		return
	}
	for _, arg := range call.Args {
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			p.walk(lit.Body)
		} else if _, isFunc := p.r.pass.TypesInfo.TypeOf(arg).Underlying().(*types.Signature); isFunc {
			p.into.waits = true
		}
	}
}

// passes reports whether a call of fn is seen not to wait.
func (r *Result) passes(fn *types.Func) bool {
	fn = fn.Origin()
	switch {
	case isFresh(fn):
		return false // its context may be for what comes later
	case fn.Pkg() == nil || known.IsStd(fn.Pkg().Path()):
		return known.Prompt(fn)
	case r.imported(fn):
		return r.Prompt(fn)
	}
	return !r.pace(fn).waits
}
