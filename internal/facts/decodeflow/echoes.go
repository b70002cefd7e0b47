package decodeflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/recoverlint/recoverlint/internal/match"
)

// telling notes what a method Error says, and what is compared with one value that is not
// zero: an error that has no code is one of the unknown ones.
func (c *checks) telling(fd *ast.FuncDecl) {
	says := fd.Recv != nil && fd.Name.Name == "Error"
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if val := c.constant(n.Y); n.Op == token.EQL && val != nil && val.Kind() != constant.Bool && !isZeroValue(val) && !says {
				for _, v := range c.vars(n.X) {
					c.told[v]++
				}
			}
		case *ast.SelectorExpr:
			if v, ok := c.res.pass.TypesInfo.Uses[n.Sel].(*types.Var); ok && v.IsField() && says {
				c.told[v.Origin()]++
			}
		}
		return true
	})
}

// echoes notes what goes back as it came: w.Write([]byte(req.Challenge)), and
// json.Marshal(answer{Kind: req.Kind}) where both fields have the same key.
func (c *checks) echoes(fd *ast.FuncDecl) {
	made := map[types.Object]*ast.CompositeLit{}
	uses := map[types.Object]int{}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && n.Tok == token.DEFINE && len(n.Lhs) == 1 {
				made[c.res.pass.TypesInfo.Defs[id]] = literalOf(n.Rhs[0])
			}
		case *ast.Ident:
			uses[c.res.pass.TypesInfo.Uses[n]]++
		}
		return true
	})
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		c.written(call)
		for _, arg := range c.encoded(call) {
			lit := literalOf(arg)
			if id, ok := ast.Unparen(arg).(*ast.Ident); ok {
				if v := c.res.pass.TypesInfo.Uses[id]; v != nil && uses[v] == 1 {
					lit = made[v]
				}
			}
			c.sameKeys(lit)
		}
		return true
	})
}

// literalOf gives the literal in T{...} and &T{...}, or nil.
func literalOf(x ast.Expr) *ast.CompositeLit {
	x = ast.Unparen(x)
	if taken, ok := x.(*ast.UnaryExpr); ok && taken.Op == token.AND {
		x = ast.Unparen(taken.X)
	}
	lit, _ := x.(*ast.CompositeLit)
	return lit
}

// encoded gives the arguments that a call writes as JSON.
func (c *checks) encoded(call *ast.CallExpr) (args []ast.Expr) {
	fn := match.Callee(c.res.pass.TypesInfo, call)
	if fn == nil {
		return nil
	}
	for _, f := range c.res.flowsOf(fn) {
		if f.Encodes && 0 <= f.Into && f.Into < len(call.Args) {
			args = append(args, call.Args[f.Into])
		}
	}
	return args
}

// written handles w.Write([]byte(req.Challenge)) and io.WriteString(w, req.Challenge).
func (c *checks) written(call *ast.CallExpr) {
	info := c.res.pass.TypesInfo
	fn := match.Callee(info, call)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	var text ast.Expr
	switch {
	case ok && len(call.Args) == 1 && sel.Sel.Name == "Write" && match.IsType(info.TypeOf(sel.X), "net/http", "ResponseWriter"):
		text = call.Args[0]
	case len(call.Args) == 2 && match.IsFunc(fn, "io", "WriteString") && match.IsType(info.TypeOf(call.Args[0]), "net/http", "ResponseWriter"):
		text = call.Args[1]
	default:
		return
	}
	for _, v := range c.vars(text) {
		c.echoed[v]++
	}
}

// sameKeys handles answer{Kind: req.Kind}.
func (c *checks) sameKeys(lit *ast.CompositeLit) {
	if lit == nil {
		return
	}
	info := c.res.pass.TypesInfo
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		to, isIdent := kv.Key.(*ast.Ident)
		from, isField := ast.Unparen(kv.Value).(*ast.SelectorExpr)
		if !isIdent || !isField {
			continue
		}
		v, ok := info.Uses[from.Sel].(*types.Var)
		if !ok || !v.IsField() {
			continue
		}
		key := keyOf(info.TypeOf(from.X), v)
		if key != "" && key == keyOf(info.TypeOf(lit), info.Uses[to]) {
			c.echoed[v.Origin()]++
		}
	}
}

// keyOf gives the key of a field of a struct, or of what points to one; or "".
func keyOf(owner types.Type, field types.Object) string {
	if p, ok := types.Unalias(owner).Underlying().(*types.Pointer); ok {
		owner = p.Elem()
	}
	if !isStruct(owner) {
		return ""
	}
	fields := Fields(owner)
	i := slices.IndexFunc(fields, func(f Field) bool { return types.Object(f.Var.Origin()) == field })
	if i < 0 {
		return ""
	}
	return fields[i].Key
}
