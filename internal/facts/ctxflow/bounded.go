package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Bounded reports whether the call ends in time without a context, as far as
// can be seen: it has a timeout where sibling has none, the connection was given
// a deadline, or it is sent by an HTTP client that is not seen to lack a timeout.
func (r *Result) Bounded(cur inspector.Cursor, fn, sibling *types.Func) bool {
	call := cur.Node().(*ast.CallExpr)
	if sibling != nil && hasDuration(fn) && !hasDuration(sibling) {
		return true
	}
	switch {
	case match.IsFunc(fn, "net/http", "NewRequest"):
		return r.sender(cur) != unlimited
	case match.FuncOf(fn).Pkg == "net/http" && match.FuncOf(fn).Recv == "Client":
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		return !ok || r.limitOf(sel.X, 0) != unlimited
	case match.IsMethod(fn, "crypto/tls", "Conn", "Handshake"):
		return r.Deadlined(cur, fn) || r.isLent(call)
	}
	operands := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{sel.X}, operands...)
	}
	return slices.ContainsFunc(operands, func(e ast.Expr) bool { return r.limitOf(e, 0) == limited })
}

// Deadlined reports whether a TLS handshake is done on a connection that was given a
// deadline before, as far as can be seen: by the function, by one of the package that it
// calls, which may have dialed, or by its callers.
func (r *Result) Deadlined(cur inspector.Cursor, fn *types.Func) bool {
	if !match.IsMethod(fn, "crypto/tls", "Conn", "Handshake") {
		return false
	}
	if setsDeadline(cur) {
		return true
	}
	for around := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		decl := around.Node().(*ast.FuncDecl)
		return r.callsDeadline(decl) || r.calledWithDeadline(decl, 0)
	}
	return false
}

// callsDeadline reports whether a function calls one of the package that sets a deadline.
func (r *Result) callsDeadline(decl *ast.FuncDecl) bool {
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			called := r.decls()[match.Callee(r.pass.TypesInfo, call)]
			found = found || called != nil && namesDeadline(called)
		}
		return !found
	})
	return found
}

// maxDeadlined is through how many callers a connection is followed back.
const maxDeadlined = 3

// calledWithDeadline reports whether a caller of a function sets a deadline.
func (r *Result) calledWithDeadline(decl *ast.FuncDecl, depth int) bool {
	fn, ok := r.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	return ok && depth < maxDeadlined && slices.ContainsFunc(r.vars().funcs[fn], func(u use) bool {
		return u.in != nil && u.in.Body != nil && (namesDeadline(u.in) || r.calledWithDeadline(u.in, depth+1))
	})
}

// namesDeadline reports whether a function sets a deadline that limits reads, and does not
// take one away.
func namesDeadline(decl *ast.FuncDecl) bool {
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return !found
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "SetDeadline" || sel.Sel.Name == "SetReadDeadline") && len(call.Args) == 1 {
			_, zero := call.Args[0].(*ast.CompositeLit) // time.Time{}
			found = found || !zero
		}
		return !found
	})
	return found
}

// LimitedByOthers reports whether Bounded says so only because somebody else made the HTTP
// client, which may have a timeout or not, and no caller is seen to send a request that
// the function around cur makes with one that has.
func (r *Result) LimitedByOthers(cur inspector.Cursor, fn *types.Func) bool {
	switch {
	case match.IsFunc(fn, "net/http", "NewRequest"):
		return r.sender(cur) == unknown && r.isSent(cur) && !r.limitedByCaller(cur)
	case match.FuncOf(fn).Pkg == "net/http" && match.FuncOf(fn).Recv == "Client":
		sel, ok := ast.Unparen(cur.Node().(*ast.CallExpr).Fun).(*ast.SelectorExpr)
		return ok && r.limitOf(sel.X, 0) == unknown
	}
	return false
}

// isSent reports whether the request that a call makes is seen to be sent, by Do or
// RoundTrip: by the function itself, or by a caller that gets it from that.
func (r *Result) isSent(cur inspector.Cursor) bool {
	reqs := []*types.Var{r.assigned(cur)}
	for around := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		if fn, ok := r.pass.TypesInfo.Defs[around.Node().(*ast.FuncDecl).Name].(*types.Func); ok {
			reqs = append(reqs, r.vars().results[fn]...)
		}
	}
	return slices.ContainsFunc(reqs, func(req *types.Var) bool {
		return req != nil && slices.ContainsFunc(r.vars().uses[req], func(id *ast.Ident) bool {
			return slices.ContainsFunc(r.vars().around[id], func(call *ast.CallExpr) bool {
				fn := match.Callee(r.pass.TypesInfo, call)
				return fn != nil && (strings.HasPrefix(fn.Name(), "Do") || strings.HasPrefix(fn.Name(), "do") || strings.HasPrefix(strings.ToLower(fn.Name()), "send") || fn.Name() == "RoundTrip")
			})
		})
	})
}

// limitedByCaller reports whether a caller of the function around cur sends what it gets
// from it with a client that has a timeout.
func (r *Result) limitedByCaller(cur inspector.Cursor) bool {
	for around := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		fn, ok := r.pass.TypesInfo.Defs[around.Node().(*ast.FuncDecl).Name].(*types.Func)
		return ok && slices.ContainsFunc(r.vars().results[fn], func(req *types.Var) bool {
			return slices.ContainsFunc(r.vars().uses[req], func(id *ast.Ident) bool {
				return slices.ContainsFunc(r.vars().around[id], func(call *ast.CallExpr) bool {
					sel, ok := call.Fun.(*ast.SelectorExpr)
					return ok && sel.Sel.Name == "Do" && r.limitOf(sel.X, 0) == limited
				})
			})
		})
	}
	return false
}

// isLent reports whether a method is called on a parameter: who passes the
// connection may have given it a deadline.
func (r *Result) isLent(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := varOf(r.pass.TypesInfo, sel.X)
	return v != nil && v.Kind() == types.ParamVar
}

// sender gives the limit of the client that sends the request which a call of
// NewRequest makes: that on which the function calls Do with it.
func (r *Result) sender(cur inspector.Cursor) limit {
	req := r.assigned(cur)
	fn, ok := enclosing(cur)
	if !ok || req == nil {
		return unknown
	}
	for cur := range fn.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Do" || len(call.Args) != 1 {
			continue
		}
		if arg, ok := call.Args[0].(*ast.Ident); ok && r.pass.TypesInfo.Uses[arg] == types.Object(req) {
			return r.limitOf(sel.X, 0)
		}
	}
	return unknown
}

// assigned gives the variable that the first result of a call is assigned to,
// or nil.
func (r *Result) assigned(cur inspector.Cursor) *types.Var {
	stmt, ok := cur.Parent().Node().(*ast.AssignStmt)
	if !ok {
		return nil
	}
	id, ok := stmt.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := r.pass.TypesInfo.ObjectOf(id).(*types.Var)
	return v
}

func hasDuration(fn *types.Func) bool {
	return slices.ContainsFunc(slices.Collect(fn.Signature().Params().Variables()), isDuration)
}

// A limit says whether what a client does ends in time.
type limit uint8

const (
	unknown   limit = iota // somebody else made it
	limited                // it has a Timeout
	unlimited              // it is made here, and has none
)

// maxMakers is through how many variables and functions a client is followed
// to where it is made.
const maxMakers = 4

// limitOf follows an expression to the struct that it is, or may be.
func (r *Result) limitOf(e ast.Expr, depth int) limit {
	if e == nil || depth > maxMakers {
		return unknown
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return r.limitOf(e.X, depth)
		}
	case *ast.CompositeLit:
		return limitOfLiteral(e)
	case *ast.Ident:
		if v, ok := r.pass.TypesInfo.Uses[e].(*types.Var); ok {
			return r.limitOfVar(v, depth)
		}
	case *ast.SelectorExpr:
		if v, ok := r.pass.TypesInfo.Uses[e.Sel].(*types.Var); ok && v.Pkg() != nil && v.Pkg().Path() == "net/http" && v.Name() == "DefaultClient" {
			return unlimited
		}
		return r.limitOfField(fieldOf(r.pass.TypesInfo, e), depth)
	case *ast.CallExpr:
		return r.limitOfCall(e, depth)
	}
	return unknown
}

// limits are the fields of clients and dialers that end what they do: those of http.Client
// and net.Dialer, and that of websocket.Dialer.
var limits = map[string]bool{"Timeout": true, "Deadline": true, "HandshakeTimeout": true}

func limitOfLiteral(lit *ast.CompositeLit) limit {
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			return unknown
		}
		if key, ok := kv.Key.(*ast.Ident); ok && limits[key.Name] {
			return limited
		}
	}
	return unlimited
}

func (r *Result) limitOfField(field *types.Var, depth int) limit {
	switch {
	case field == nil, field.Exported():
		return unknown // others set it
	case r.vars().timed[field]:
		return limited
	}
	return r.limitOfAll(r.vars().fields[field], depth)
}

func (r *Result) limitOfVar(v *types.Var, depth int) limit {
	if r.vars().timed[v] {
		return limited
	}
	if v.Exported() && v.Parent() == v.Pkg().Scope() {
		return unknown
	}
	var values []ast.Expr
	for _, one := range r.vars().assigns[v] {
		if one.from == nil || one.result > 0 {
			return unknown // it was handed on by its address, or a parameter
		}
		values = append(values, one.from)
	}
	return r.limitOfAll(values, depth)
}

// limitOfCall gives the limit of what a function of this package returns.
func (r *Result) limitOfCall(call *ast.CallExpr, depth int) limit {
	if match.IsBuiltin(r.pass.TypesInfo, call, "new") {
		return unlimited
	}
	fn := match.Callee(r.pass.TypesInfo, call)
	decl := r.decls()[fn]
	if fn == nil || decl == nil {
		return unknown
	}
	var values []ast.Expr
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) > 0 && !r.pass.TypesInfo.Types[ret.Results[0]].IsNil() {
			values = append(values, ret.Results[0])
		}
		_, isLit := n.(*ast.FuncLit)
		return !isLit
	})
	return r.limitOfAll(values, depth)
}

// limitOfAll gives the limit that all values have, of which there is one.
func (r *Result) limitOfAll(values []ast.Expr, depth int) limit {
	found := unknown
	for i, value := range values {
		one := r.limitOf(value, depth+1)
		if i > 0 && one != found {
			return unknown
		}
		found = one
	}
	return found
}

// setsDeadline reports whether the function around cur sets a deadline before.
func setsDeadline(cur inspector.Cursor) bool {
	fn, ok := enclosing(cur)
	if !ok {
		return false
	}
	for sel := range fn.Preorder((*ast.SelectorExpr)(nil)) {
		name := sel.Node().(*ast.SelectorExpr).Sel
		if name.Pos() < cur.Node().Pos() && (name.Name == "SetDeadline" || name.Name == "SetReadDeadline") {
			return true
		}
	}
	return false
}

// Interactive reports whether the call makes a command that gets a standard
// stream of this process: whoever sits there interrupts it.
func (r *Result) Interactive(cur inspector.Cursor) bool {
	v := r.assigned(cur)
	if v == nil || !match.IsType(v.Type(), "os/exec", "Cmd") {
		return false
	}
	return slices.ContainsFunc(r.vars().uses[v], func(use *ast.Ident) bool {
		sel, ok := r.vars().set[use].(*ast.SelectorExpr)
		if !ok {
			return false
		}
		std, ok := r.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
		return ok && std.Pkg() != nil && std.Pkg().Path() == "os" && slices.Contains([]string{"Stdin", "Stdout", "Stderr"}, std.Name())
	})
}
