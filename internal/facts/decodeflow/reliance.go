package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// reliance notes what is computed or decided from a variable: arithmetic,
// comparisons, conditions, indices, lengths, durations. What is only copied,
// formatted or handed on decides nothing here. A divisor, an index, a length, a
// time to wait, and a number that becomes the text of an ID is weighed: there
// zero does harm, and is not just another answer to a question.
func (c *checks) reliance(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if !c.isString(n.X) {
			c.rely(n.X, n.Y)
		}
		switch {
		case n.Op == token.QUO, n.Op == token.REM:
			c.weigh(n.Y)
		case (n.Op == token.EQL || n.Op == token.NEQ) && c.constant(n.Y) != nil:
			c.mark(c.denied, []ast.Expr{n.X}) // x.Enabled == false
		case n.Op == token.MUL && (c.isDuration(n) || c.isFloat(n) && c.constant(n.X) == nil && c.constant(n.Y) == nil):
			c.weigh(n.X, n.Y) // a rate of nothing makes nothing of any amount
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			c.rely(n.X)
			c.mark(c.denied, []ast.Expr{n.X})
		}
	case *ast.IfStmt:
		c.rely(n.Cond)
		if n.Else != nil {
			c.deny(n.Cond)
		}
	case *ast.ForStmt:
		c.rely(n.Cond)
	case *ast.RangeStmt:
		c.rely(n.X)
	case *ast.SwitchStmt:
		c.rely(n.Tag)
	case *ast.IndexExpr:
		if t := c.res.pass.TypesInfo.TypeOf(n.X); t != nil && !isMap(t) { // a map has nothing for what is not there
			c.rely(n.Index)
			c.weigh(n.Index)
		}
	case *ast.SliceExpr:
		c.rely(n.Low, n.High, n.Max)
		c.weigh(n.Low, n.High, n.Max)
	case *ast.AssignStmt:
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			c.rely(n.Rhs...) // total += x.Count
		}
		c.mapAssign(n)
	case *ast.CompositeLit:
		c.mapLiteral(n)
	case *ast.KeyValueExpr: // User{ID: strconv.Itoa(x.ID)}
		if key, ok := n.Key.(*ast.Ident); ok && isKey(key.Name) {
			c.weighText(n.Value)
		}
	case *ast.CallExpr:
		c.relyingCall(n)
		c.sampled(n)
		c.printing(n)
		c.passing(n)
	}
}

func (c *checks) isMap(x ast.Expr) bool {
	t := c.res.pass.TypesInfo.TypeOf(x)
	return t != nil && isMap(t)
}

// mapAssign handles tags["repo"] = x.Repo.
func (c *checks) mapAssign(n *ast.AssignStmt) {
	for i, lhs := range n.Lhs {
		if at, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok && len(n.Lhs) == len(n.Rhs) && c.isMap(at.X) {
			c.mapping(n.Rhs[i])
		}
	}
}

// mapLiteral handles map[string]string{"repo": x.Repo}.
func (c *checks) mapLiteral(n *ast.CompositeLit) {
	if !c.isMap(n) {
		return
	}
	for _, elt := range n.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			c.mapping(kv.Value)
		}
	}
}

// mapping notes what becomes a value of a map, as it is or formatted.
func (c *checks) mapping(x ast.Expr) {
	values := []ast.Expr{x}
	if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && len(call.Args) > 0 {
		switch match.FuncOf(match.Callee(c.res.pass.TypesInfo, call)).Pkg {
		case "strconv":
			values = call.Args[:1]
		case "fmt":
			values = call.Args
		}
	}
	for _, x := range values {
		for _, v := range c.vars(x) {
			c.mapped[v]++
		}
	}
}

// deny handles if x && y { ... } else { ... }, where false does something.
func (c *checks) deny(x ast.Expr) {
	if both, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && (both.Op == token.LAND || both.Op == token.LOR) {
		c.deny(both.X)
		c.deny(both.Y)
		return
	}
	c.mark(c.denied, []ast.Expr{x})
}

// weighText handles a number that is made the text of a key.
func (c *checks) weighText(x ast.Expr) {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || !c.isString(call) {
		return
	}
	switch fn := match.Callee(c.res.pass.TypesInfo, call); {
	case match.FuncOf(fn).Pkg == "strconv":
		c.weigh(call.Args[0])
	case match.FuncOf(fn).Pkg == "fmt":
		c.weigh(call.Args...)
	}
}

// isKey reports whether a name is that of what tells one thing from others.
func isKey(name string) bool {
	return strings.HasSuffix(name, "ID") || strings.HasSuffix(name, "Id") || strings.HasSuffix(name, "Key")
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func (c *checks) isFloat(x ast.Expr) bool {
	t := c.res.pass.TypesInfo.TypeOf(x)
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsFloat != 0
}

func (c *checks) isDuration(x ast.Expr) bool {
	t := c.res.pass.TypesInfo.TypeOf(x)
	return t != nil && match.IsType(t, "time", "Duration")
}

// passing notes what is handed to functions as it is.
func (c *checks) passing(call *ast.CallExpr) {
	if tv := c.res.pass.TypesInfo.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return
	}
	for _, arg := range call.Args {
		if sel, ok := ast.Unparen(arg).(*ast.SelectorExpr); ok {
			for _, v := range c.vars(sel) {
				c.passed[v]++
			}
		}
	}
}

// printing notes what a call that formats or logs is given: text that is not
// there is not printed, and that is all.
func (c *checks) printing(call *ast.CallExpr) {
	fn := match.Callee(c.res.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || !prints(fn.Pkg().Path()) {
		return
	}
	logs := fn.Pkg().Path() != "fmt" || strings.HasPrefix(fn.Name(), "Print")
	for _, arg := range call.Args {
		for _, v := range c.vars(arg) {
			c.printed[v]++
			if logs {
				c.logged[v]++
			}
		}
	}
}

// relyingCall handles make([]T, x.Count), time.Sleep(x.Wait), x.At.Before(t).
func (c *checks) relyingCall(call *ast.CallExpr) {
	info := c.res.pass.TypesInfo
	if match.IsBuiltin(info, call, "make") || match.IsBuiltin(info, call, "min") || match.IsBuiltin(info, call, "max") {
		c.rely(call.Args...)
		c.weigh(call.Args...)
		return
	}
	fn := match.Callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	switch fn.Pkg().Path() {
	case "time", "context", "math", "net":
	default:
		return
	}
	for _, arg := range call.Args {
		if !c.isString(arg) {
			c.rely(arg)
		}
	}
	switch fn.Name() {
	case "After", "Before":
		if c.compareTimes(fn, call); fn.Signature().Recv() != nil {
			break // of two times
		}
		fallthrough
	case "Sleep", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Reset", "WithTimeout":
		c.weigh(call.Args...)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil && fn.Name() != "Format" && fn.Name() != "String" {
		c.rely(sel.X)
	}
}

// compareTimes handles time.Now().After(x.DueAt) and x.DueAt.Before(now): the year 1 is
// before every other.
func (c *checks) compareTimes(fn *types.Func, call *ast.CallExpr) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 || fn.Name() != "After" && fn.Name() != "Before" || !match.IsType(c.res.pass.TypesInfo.TypeOf(sel.X), "time", "Time") {
		return
	}
	switch {
	case isNow(sel.X):
		c.weigh(call.Args[0])
	case isNow(call.Args[0]):
		c.weigh(sel.X)
	}
}

// isNow matches time.Now(), clock.Now().UTC(), and now.
func isNow(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "now")
	case *ast.SelectorExpr:
		return strings.EqualFold(x.Sel.Name, "now") || isNow(x.X)
	case *ast.CallExpr:
		return isNow(x.Fun)
	}
	return false
}

// sampled handles gauge.Set(x.Total): what nobody has measured is drawn as a measured zero.
func (c *checks) sampled(call *ast.CallExpr) {
	if i := known.Samples(match.Callee(c.res.pass.TypesInfo, call)); i != known.None && i < len(call.Args) {
		c.weigh(call.Args[i])
	}
}

func (c *checks) rely(exprs ...ast.Expr) { c.mark(c.relied, exprs) }

func (c *checks) weigh(exprs ...ast.Expr) { c.mark(c.weighed, exprs) }

func (c *checks) mark(set map[*types.Var]bool, exprs []ast.Expr) {
	for _, x := range exprs {
		if x != nil {
			for _, v := range c.vars(x) {
				set[v] = true
			}
		}
	}
}

func (c *checks) isString(x ast.Expr) bool {
	t := c.res.pass.TypesInfo.TypeOf(x)
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}
