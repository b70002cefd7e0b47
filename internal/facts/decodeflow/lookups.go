package decodeflow

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// find handles user, err := store.UserByID(ctx, req.UserID), and s.find(req.UserID) where
// find is a field: a key that is not there is not found, and the error says so.
func (c *checks) find(call *ast.CallExpr) {
	if name, sig := c.called(call); sig == nil || !finds(name, sig) {
		return
	}
	for _, arg := range call.Args {
		for _, v := range c.vars(arg) {
			if isText(v.Type()) || isKeyName(v.Name()) {
				c.looked[v] = true
			}
		}
	}
}

// called gives the name and the signature of what a call calls: a function, a method, or a
// variable that holds one.
func (c *checks) called(call *ast.CallExpr) (string, *types.Signature) {
	info := c.res.pass.TypesInfo
	if fn := match.Callee(info, call); fn != nil {
		if fn.Pkg() == nil {
			return "", nil // error.Error
		}
		return fn.Name(), fn.Signature()
	}
	var obj types.Object
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		obj = info.Uses[fun]
	case *ast.SelectorExpr:
		obj = info.Uses[fun.Sel]
	}
	if v, ok := obj.(*types.Var); ok {
		sig, _ := v.Type().Underlying().(*types.Signature)
		return v.Name(), sig
	}
	return "", nil
}

// finds reports whether a function is named for finding one thing, by a verb, by what it
// is found by, or by what it gives, and may say that it is not there: Get, UserByID,
// Ticket(id) (Ticket, error).
func finds(name string, sig *types.Signature) bool {
	results := sig.Results()
	if results.Len() != 2 || !mayRefuse(sig) {
		return false // of customer, found, err the error does not say it
	}
	lower := strings.ToLower(name)
	for _, verb := range [...]string{"get", "find", "load", "lookup", "fetch", "resolve", "retrieve", "exists", "by"} {
		if rest, ok := strings.CutPrefix(lower, verb); ok && (rest == "" || !isLower(name[len(verb)])) {
			return true
		}
	}
	if strings.Contains(name, "By") {
		return !strings.HasPrefix(lower, "delete") && !strings.HasPrefix(lower, "update") && !strings.HasPrefix(lower, "remove")
	}
	if basic, ok := results.At(0).Type().Underlying().(*types.Basic); ok && basic.Kind() == types.Bool {
		return strings.HasPrefix(lower, "has") || strings.HasPrefix(lower, "is") || strings.HasPrefix(lower, "can") // HasAccess(ctx, id) (bool, error)
	}
	given := match.Named(results.At(0).Type())
	return given != nil && strings.EqualFold(given.Obj().Name(), name)
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

// isKeyName reports whether a number is named for what tells one thing from others.
func isKeyName(name string) bool {
	return name == "id" || isKey(name) || strings.HasSuffix(name, "Number") || strings.HasSuffix(name, "No")
}

func isBlank(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == "_"
}
