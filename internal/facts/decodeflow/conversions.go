package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Conversion is a method UnmarshalJSON that makes of null what it makes of 0:
//
//	var n int64
//	if err := json.Unmarshal(data, &n); err != nil { return err } // null is no error
//	*id = ID(strconv.FormatInt(n, 10))
type Conversion struct {
	Type     string
	Pos, End token.Pos // the number that is decoded into
	Made     ast.Node  // what is made of it
}

// Conversions lists the conversions of the package, in source order.
func (r *Result) Conversions() []Conversion {
	if r.checks == nil {
		return nil
	}
	return r.checks.conversions
}

// conversion notes a method that is one. One that may look for null is none: it mentions
// the word, or hands the bytes to anything but a decoder, or looks whether the number is 0.
func (c *checks) conversion(fd *ast.FuncDecl) {
	info := c.res.pass.TypesInfo
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok || fn.Name() != "UnmarshalJSON" || fn.Signature().Recv() == nil || fn.Signature().Params().Len() != 1 {
		return
	}
	named := match.Named(fn.Signature().Recv().Type())
	if named == nil || c.isOnlyPointed(named.Obj()) || c.refuses(fd.Body) || !c.isBlind(fd.Body, fn.Signature().Params().At(0)) {
		return
	}
	for _, number := range c.numbers(fd.Body) {
		v := info.Uses[number].(*types.Var)
		made := c.madeOf(fd.Body, fn.Signature().Recv(), v)
		if made != nil && made.Pos() > number.Pos() && !c.looked[v] && !c.compares(fd.Body, v) {
			c.conversions = append(c.conversions, Conversion{named.Obj().Name(), number.Pos(), number.End(), made})
			return
		}
	}
}

// refuses reports whether a method returns an error of its own, and not just the decoder's:
// it looks at what it has decoded, in a switch, a table or a function.
func (c *checks) refuses(body *ast.BlockStmt) bool {
	info, found := c.res.pass.TypesInfo, false
	ast.Inspect(body, func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) != 1 || info.Types[ret.Results[0]].IsNil() {
			return true
		}
		made := ast.Unparen(ret.Results[0])
		if call, ok := made.(*ast.CallExpr); ok {
			fn := match.Callee(info, call)
			if !match.IsFunc(fn, "fmt", "Errorf") && !match.IsFunc(fn, "errors", "New") {
				return true // of another method, or a decoder
			}
		}
		handed := false
		ast.Inspect(made, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if v, isVar := info.Uses[id].(*types.Var); ok && isVar && !v.IsField() && v.Parent() != v.Pkg().Scope() && match.IsError(v.Type()) {
				handed = true
			}
			return !handed
		})
		found = found || !handed
		return true
	})
	return found
}

// isOnlyPointed reports whether the fields of the package that hold values of a type are all
// pointers to it, which null makes nil without a call of the method.
func (c *checks) isOnlyPointed(obj *types.TypeName) bool {
	pointed := false
	for _, def := range c.res.pass.TypesInfo.Defs {
		v, ok := def.(*types.Var)
		if !ok || !v.IsField() || v.Embedded() {
			continue
		}
		t := types.Unalias(v.Type())
		for elem := element(t); elem != nil && !isPointer(t); elem = element(t) {
			t = types.Unalias(elem)
		}
		if named := match.Named(t); named != nil && named.Obj() == obj {
			if !isPointer(t) {
				return false
			}
			pointed = true
		}
	}
	return pointed
}

// isBlind reports whether a body does not look at the bytes for null: it decodes them, asks
// how many they are, and compares single ones with quotes, brackets and digits.
func (c *checks) isBlind(body *ast.BlockStmt, data *types.Var) bool {
	info := c.res.pass.TypesInfo
	known := map[*ast.Ident]bool{}
	blind := true
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			blind = blind && !strings.Contains(n.Value, "null") && n.Value != "'n'"
		case *ast.IndexExpr:
			noteIdent(known, n.X)
		case *ast.CallExpr:
			fn := match.Callee(info, n)
			if len(n.Args) > 0 && (match.IsBuiltin(info, n, "len") || fn != nil && slices.ContainsFunc(c.res.flowsOf(fn), func(f Flow) bool { return slices.Contains(f.Params, 0) })) {
				noteIdent(known, n.Args[0])
			}
		case *ast.Ident:
			blind = blind && (info.Uses[n] != data || known[n])
		}
		return blind
	})
	return blind
}

func noteIdent(known map[*ast.Ident]bool, x ast.Expr) {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		known[id] = true
	}
}

// numbers lists the local numbers without a value that a body decodes into.
func (c *checks) numbers(body *ast.BlockStmt) []*ast.Ident {
	info := c.res.pass.TypesInfo
	empty := map[types.Object]bool{}
	var list []*ast.Ident
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for _, name := range n.Names {
				empty[info.Defs[name]] = len(n.Values) == 0
			}
		case *ast.CallExpr:
			fn := match.Callee(info, n)
			if fn == nil || len(n.Args) < 2 || !c.decodes(fn, 1) {
				return true
			}
			taken, ok := ast.Unparen(n.Args[1]).(*ast.UnaryExpr)
			if !ok || taken.Op != token.AND {
				return true
			}
			if id, ok := ast.Unparen(taken.X).(*ast.Ident); ok && empty[info.Uses[id]] && isNumber(info.TypeOf(id)) {
				list = append(list, id)
			}
		}
		return true
	})
	return list
}

func isNumber(t types.Type) bool {
	basic, ok := t.(*types.Basic) // one with a name may read its own JSON
	return ok && basic.Info()&types.IsNumeric != 0
}

// madeOf finds *id = ID(strconv.FormatInt(n, 10)), and t.Time = time.Unix(n, 0): what is made
// of 0 there is not the zero value.
func (c *checks) madeOf(body *ast.BlockStmt, recv, number *types.Var) (made ast.Node) {
	info := c.res.pass.TypesInfo
	ast.Inspect(body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || made != nil || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || assign.Tok != token.ASSIGN || !isOf(info, assign.Lhs[0], recv) {
			return made == nil
		}
		ast.Inspect(assign.Rhs[0], func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && makesText(match.Callee(info, call)) && slices.ContainsFunc(call.Args, func(x ast.Expr) bool { return isOf(info, x, number) }) {
				made = call
			}
			return made == nil
		})
		return made == nil
	})
	return made
}

// isOf matches *id, t.Time, n and int64(n), for the variables id, t and n.
func isOf(info *types.Info, x ast.Expr, v *types.Var) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return info.Uses[x] == v
	case *ast.StarExpr:
		return isOf(info, x.X, v)
	case *ast.SelectorExpr:
		return isOf(info, x.X, v)
	case *ast.CallExpr:
		return info.Types[x.Fun].IsType() && isOf(info, x.Args[0], v)
	}
	return false
}

// makesText matches functions that make a text, or a time, of a number, also of 0.
func makesText(fn *types.Func) bool {
	switch f := match.FuncOf(fn); f.Pkg {
	case "strconv":
		return f.Name == "Itoa" || strings.HasPrefix(f.Name, "Format")
	case "fmt":
		return strings.HasPrefix(f.Name, "Sprint")
	case "time":
		return f.Recv == "" && strings.HasPrefix(f.Name, "Unix")
	}
	return false
}

// compares reports whether a body compares a number with anything.
func (c *checks) compares(body *ast.BlockStmt, number *types.Var) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if cmp, ok := n.(*ast.BinaryExpr); ok {
			found = found || isOf(c.res.pass.TypesInfo, cmp.X, number) || isOf(c.res.pass.TypesInfo, cmp.Y, number)
		}
		return !found
	})
	return found
}
