package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// reliance notes what is computed or decided from a variable: arithmetic,
// comparisons, conditions, indices, lengths, durations. What is only copied,
// formatted or handed on decides nothing here. What is multiplied, divided,
// used as an index, a length or a time is weighed: zero makes another value
// of it, and not just another answer to a question.
func (c *checks) reliance(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if !c.isString(n.X) {
			c.rely(n.X, n.Y)
		}
		if n.Op == token.MUL || n.Op == token.QUO || n.Op == token.REM {
			c.weigh(n.X, n.Y)
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			c.rely(n.X)
		}
	case *ast.IfStmt:
		c.rely(n.Cond)
	case *ast.ForStmt:
		c.rely(n.Cond)
	case *ast.RangeStmt:
		c.rely(n.X)
	case *ast.SwitchStmt:
		c.rely(n.Tag)
	case *ast.IndexExpr:
		c.rely(n.Index)
		c.weigh(n.Index)
	case *ast.SliceExpr:
		c.rely(n.Low, n.High, n.Max)
		c.weigh(n.Low, n.High, n.Max)
	case *ast.AssignStmt:
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			c.rely(n.Rhs...) // total += x.Count
		}
	case *ast.CallExpr:
		c.relyingCall(n)
		c.printing(n)
	}
}

// printing notes what a call that formats or logs is given: text that is not
// there is not printed, and that is all.
func (c *checks) printing(call *ast.CallExpr) {
	fn := match.Callee(c.res.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || !prints(fn.Pkg().Path()) {
		return
	}
	for _, arg := range call.Args {
		for _, v := range c.vars(arg) {
			c.printed[v]++
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
	c.rely(call.Args...)
	c.weigh(call.Args...)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil && fn.Name() != "Format" && fn.Name() != "String" {
		c.rely(sel.X)
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
