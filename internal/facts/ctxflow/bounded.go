package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Bounded reports whether the call ends in time without a context: it has a
// timeout where sibling has none, its receiver or an argument is a client with
// a Timeout, or the connection was given a deadline.
func (r *Result) Bounded(cur inspector.Cursor, fn, sibling *types.Func) bool {
	call := cur.Node().(*ast.CallExpr)
	if sibling != nil && hasDuration(fn) && !hasDuration(sibling) {
		return true
	}
	operands := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{sel.X}, operands...)
	}
	if slices.ContainsFunc(operands, r.hasTimeout) || match.IsFunc(fn, "net/http", "NewRequest") && r.sentBounded(cur) {
		return true
	}
	return match.IsMethod(fn, "crypto/tls", "Conn", "Handshake") && setsDeadline(cur)
}

// sentBounded reports whether the request that a call of NewRequest makes goes
// to the Do of a client with a Timeout.
func (r *Result) sentBounded(cur inspector.Cursor) bool {
	req := r.assigned(cur)
	fn, ok := enclosing(cur)
	if !ok || req == nil {
		return false
	}
	for cur := range fn.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Do" || len(call.Args) != 1 {
			continue
		}
		if arg, ok := call.Args[0].(*ast.Ident); ok && r.pass.TypesInfo.Uses[arg] == types.Object(req) && r.hasTimeout(sel.X) {
			return true
		}
	}
	return false
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

// hasTimeout reports whether e is a struct with a key Timeout, or a variable or
// field that is set to one.
func (r *Result) hasTimeout(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND && r.hasTimeout(e.X)
	case *ast.CompositeLit:
		return slices.ContainsFunc(e.Elts, func(elt ast.Expr) bool {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				return false
			}
			key, ok := kv.Key.(*ast.Ident)
			return ok && key.Name == "Timeout"
		})
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		only, ok := r.onlyAssign(v)
		if !ok {
			return false
		}
		_, isField := only.from.(*ast.SelectorExpr) // hc := c.client
		return (isField || isLiteral(only.from)) && r.hasTimeout(only.from)
	case *ast.SelectorExpr:
		field := fieldOf(r.pass.TypesInfo, e)
		values := r.vars().fields[field]
		return len(values) > 0 && !slices.ContainsFunc(values, func(value ast.Expr) bool { return !isLiteral(value) || !r.hasTimeout(value) })
	}
	return false
}

// isLiteral matches T{...} and &T{...}.
func isLiteral(e ast.Expr) bool {
	if addr, ok := e.(*ast.UnaryExpr); ok && addr.Op == token.AND {
		e = addr.X
	}
	_, ok := e.(*ast.CompositeLit)
	return ok
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
