package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Bare is a call that does the work of a known.ContextBuilder which was not
// given a context: db.Where(...).Find(&users).
type Bare struct {
	With string   // the method that gives it one: WithContext
	Root ast.Expr // the value on which to call it: db
	// Lent says that the value is a parameter, so the caller may have given it
	// a context.
	Lent bool
}

// BareOf matches such a call. Values that come from where we cannot look are
// taken to carry a context.
func (r *Result) BareOf(call *ast.CallExpr) (Bare, bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return Bare{}, false
	}
	row, ok := r.builder(sel)
	if !ok || !row.Runs(sel.Sel.Name) || r.takesContext(call) {
		return Bare{}, false
	}
	b := &builds{r: r, row: row}
	root := b.root(sel.X)
	if root == nil {
		return Bare{}, false
	}
	return Bare{With: row.With, Root: root, Lent: b.lent}, true
}

// builder gives the row of the type whose method sel is, also when that type
// is embedded in another.
func (r *Result) builder(sel *ast.SelectorExpr) (known.ContextBuilder, bool) {
	t := r.pass.TypesInfo.TypeOf(sel.X)
	if t == nil {
		return known.ContextBuilder{}, false
	}
	if row, ok := known.ContextBuilderOf(t); ok {
		return row, true
	}
	fn, ok := r.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return known.ContextBuilder{}, false
	}
	return known.ContextBuilderOf(fn.Signature().Recv().Type())
}

type builds struct {
	r    *Result
	row  known.ContextBuilder
	lent bool
}

// root follows a chain of builder calls and local variables to the value that
// it begins with, or gives nil when a context is given on the way, or may be.
func (b *builds) root(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return b.rootOfCall(e)
	case *ast.Ident:
		v, ok := b.r.pass.TypesInfo.Uses[e].(*types.Var)
		if ok && b.isBareVar(v, e) {
			return e
		}
	case *ast.SelectorExpr:
		if b.row.Shared { // a field, or a variable of another package
			return e
		}
	}
	return nil
}

func (b *builds) rootOfCall(call *ast.CallExpr) ast.Expr {
	fn := match.Callee(b.r.pass.TypesInfo, call)
	if fn == nil || fn.Name() == b.row.With || b.r.takesContext(call) || mentionsContextKey(call.Args) {
		return nil
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if _, ok := b.r.builder(sel); ok {
			return b.root(sel.X)
		}
	}
	named := match.Named(b.r.pass.TypesInfo.TypeOf(call))
	if named != nil && named.Obj().Pkg() == fn.Pkg() {
		return call // the library's constructor: client.R(), session.Query(...)
	}
	return nil
}

// mentionsContextKey matches db.Session(&gorm.Session{Context: ctx}).
func mentionsContextKey(args []ast.Expr) bool {
	found := false
	for _, arg := range args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Context" {
					found = true
				}
			}
			return !found
		})
	}
	return found
}

func (b *builds) isBareVar(v *types.Var, at *ast.Ident) bool {
	switch v.Kind() {
	case types.PackageVar:
		return b.row.Shared
	case types.ParamVar:
		b.lent = true
		return b.row.Shared && !isSession(v.Name()) && b.r.isDeclParam(v)
	case types.RecvVar:
		return b.row.Shared
	}
	if !b.row.Shared && b.r.givenBy(v) {
		return false // request.SetContext(ctx)
	}
	all := b.r.vars().assigns[v]
	return len(all) > 0 && !slices.ContainsFunc(all, func(one assign) bool {
		return one.from == nil || one.result > 0 || one.end > at.Pos() || b.runs(one.from) || b.root(one.from) == nil
	})
}

// runs matches db.Begin(): it is found itself, and what it gives follows.
func (b *builds) runs(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && b.row.Runs(sel.Sel.Name)
}

// isSession reports whether a database handle of that name is a transaction's
// or a session's, which has the context of the one it was made from.
func isSession(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "tx") || strings.Contains(name, "sess") || strings.Contains(name, "trans")
}

// isDeclParam reports whether v is a parameter of a declared function, and not
// of a literal, which a transaction helper may call.
func (r *Result) isDeclParam(v *types.Var) bool {
	for _, decl := range r.decls() {
		if declares(decl.Type.Params, v.Pos()) {
			return true
		}
	}
	return false
}

// GivenLater reports whether what the call gives gets its context afterwards,
// or has no use for one:
//
//	req, err := http.NewRequest(...)
//	req = req.WithContext(ctx)
//
//	cmd := exec.Command(...) // that is started, and never waited for
func (r *Result) GivenLater(cur inspector.Cursor) bool {
	switch cur.ParentEdgeKind() {
	case edge.AssignStmt_Rhs:
		stmt := cur.Parent().Node().(*ast.AssignStmt)
		if len(stmt.Rhs) > 1 {
			return false
		}
		if field := fieldOf(r.pass.TypesInfo, stmt.Lhs[0]); field != nil {
			return r.vars().given[field]
		}
		if id, ok := stmt.Lhs[0].(*ast.Ident); ok {
			v, ok := r.pass.TypesInfo.ObjectOf(id).(*types.Var)
			return ok && (r.givenBy(v) || r.detached(v) || r.givenByCaller(cur, v))
		}
	case edge.SelectorExpr_X: // exec.Command(...).Start(), NewParams().WithContext(ctx)
		return r.givenInChain(cur)
	case edge.ReturnStmt_Results:
		return r.givenByCaller(cur, nil)
	}
	return false
}

// givenInChain looks at the methods that are called one after the other on
// what the call gives.
func (r *Result) givenInChain(cur inspector.Cursor) bool {
	for cur.ParentEdgeKind() == edge.SelectorExpr_X && cur.Parent().ParentEdgeKind() == edge.CallExpr_Fun {
		sel := cur.Parent().Node().(*ast.SelectorExpr)
		cur = cur.Parent().Parent()
		args := cur.Node().(*ast.CallExpr).Args
		if slices.Contains(givers, sel.Sel.Name) && len(args) > 0 || sel.Sel.Name == "Start" && len(args) == 0 {
			return true
		}
	}
	return false
}

// givenBy reports whether v gets a context by one of its methods, by a function
// that gets both, or in a field that it is put into.
func (r *Result) givenBy(v *types.Var) bool {
	for _, id := range r.vars().uses[v] {
		if r.givesTo(id, v) || r.vars().given[r.vars().stored[id]] {
			return true
		}
	}
	return false
}

func (r *Result) givesTo(id *ast.Ident, v *types.Var) bool {
	for _, call := range r.vars().around[id] {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && wrapped(sel.X) == ast.Expr(id) {
			return slices.Contains(givers, sel.Sel.Name) && len(call.Args) > 0 && !r.mentions(call.Args[0], v) && !r.vars().isDroppedCopy(r.pass.TypesInfo, call)
		}
		if isCarrier(v.Type()) && r.takesPlainContext(call) && !r.keepsContext(call) {
			return true
		}
	}
	return false
}

// isCarrier reports whether values of a type can be given a context later: requests,
// commands, and what has a method for it. What a call gives that has waited already, a
// connection, a transaction, a message, cannot.
func isCarrier(t types.Type) bool {
	if match.IsType(t, "net/http", "Request") || match.IsType(t, "os/exec", "Cmd") {
		return true
	}
	for _, name := range givers {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Params().Len() == 1 && match.IsContext(fn.Signature().Params().At(0).Type()) {
			return true
		}
	}
	return false
}

// givers are the methods by which a value gets its context, or gives a copy
// of itself that has it.
var givers = []string{"WithContext", "SetContext", "Context", "Clone"}

func (r *Result) mentions(in ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(in, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && r.pass.TypesInfo.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

func (r *Result) takesPlainContext(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := r.pass.TypesInfo.TypeOf(arg)
		return t != nil && match.IsContext(t)
	})
}

// keepsContext reports whether one can see that the called function does not
// give its context to anything.
func (r *Result) keepsContext(call *ast.CallExpr) bool {
	var body *ast.BlockStmt
	if fn := match.Callee(r.pass.TypesInfo, call); fn != nil {
		if decl := r.decls()[fn]; decl != nil {
			body = decl.Body
		}
	} else if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if v, ok := r.pass.TypesInfo.Uses[id].(*types.Var); ok {
			if only, ok := r.onlyAssign(v); ok && only.from != nil {
				if lit, ok := ast.Unparen(only.from).(*ast.FuncLit); ok {
					body = lit.Body
				}
			}
		}
	}
	return body != nil && !r.passesContext(body)
}

func (r *Result) passesContext(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && r.takesPlainContext(call) {
			found = true
		}
		return !found
	})
	return found
}

// detached reports whether v is a command that is started and never waited
// for, or by a goroutine that its function leaves behind: it is to live on.
func (r *Result) detached(v *types.Var) bool {
	if !match.IsType(v.Type(), "os/exec", "Cmd") {
		return false
	}
	started := false
	for _, id := range r.vars().uses[v] {
		switch r.vars().selected[id] {
		case "Start":
			started = true
		case "Wait", "Run", "Output", "CombinedOutput":
			if !r.leftBehind(id) {
				return false
			}
			started = true
		}
	}
	return started
}

// leftBehind reports whether a place is in a literal that a go statement runs, in a
// function that waits for nothing that the goroutine tells.
func (r *Result) leftBehind(at ast.Node) bool {
	inside := func(n ast.Node) bool { return n.Pos() <= at.Pos() && at.End() <= n.End() }
	var spawned *ast.GoStmt
	var waits []ast.Expr
	for _, decl := range r.decls() {
		if decl.Body == nil || !inside(decl) {
			continue
		}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				if inside(n) {
					spawned = n
				}
				return false
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					waits = append(waits, n.X)
				}
			case *ast.SelectorExpr:
				if n.Sel.Name == "Wait" {
					waits = append(waits, n.X)
				}
			}
			return true
		})
	}
	return spawned != nil && !slices.ContainsFunc(waits, func(e ast.Expr) bool { return r.tells(spawned, e) })
}

// tells reports whether a goroutine has to do with what its function waits for: it uses
// the variable or field, or we cannot see.
func (r *Result) tells(spawned *ast.GoStmt, e ast.Expr) bool {
	if v := varOf(r.pass.TypesInfo, e); v != nil {
		return r.mentions(spawned, v)
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return true
	}
	v := varOf(r.pass.TypesInfo, sel.X)
	return v == nil || r.mentions(spawned, v)
}

// givenByCaller reports whether the function around cur returns what the call
// gives (in v, or at once) to callers in this package that give it a context.
func (r *Result) givenByCaller(cur inspector.Cursor, v *types.Var) bool {
	if lit, ok := enclosingLit(cur); ok && r.givenByReceiver(lit, v) {
		return true
	}
	for around := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		decl := around.Node().(*ast.FuncDecl)
		fn, ok := r.pass.TypesInfo.Defs[decl.Name].(*types.Func)
		if !ok || v != nil && !r.returns(decl.Body, v) {
			return false
		}
		return slices.ContainsFunc(r.vars().results[fn], r.givenBy)
	}
	return false
}

// enclosingLit gives the literal that is the innermost function around cur.
func enclosingLit(cur inspector.Cursor) (inspector.Cursor, bool) {
	for around := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, ok := around.Node().(*ast.FuncLit)
		return around, ok
	}
	return inspector.Cursor{}, false
}

// givenByReceiver reports whether the literal, which returns what is to be given a
// context (in v, or at once), is handed with one to a function that calls it:
//
//	c.limited(ctx, func() (*http.Request, error) { return http.NewRequest(...) })
func (r *Result) givenByReceiver(lit inspector.Cursor, v *types.Var) bool {
	if lit.ParentEdgeKind() != edge.CallExpr_Args {
		return false
	}
	fn := lit.Node().(*ast.FuncLit)
	results := r.pass.TypesInfo.TypeOf(fn).(*types.Signature).Results()
	if results.Len() == 0 || !isCarrier(results.At(0).Type()) || v != nil && !r.returns(fn.Body, v) {
		return false
	}
	call := lit.Parent().Node().(*ast.CallExpr)
	return r.takesPlainContext(call) && !r.keepsContext(call)
}

func (r *Result) returns(body *ast.BlockStmt, v *types.Var) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) > 0 && r.mentions(ret.Results[0], v) {
			found = true
		}
		return !found
	})
	return found
}
