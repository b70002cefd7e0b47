package decodeflow

import (
	"go/ast"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// returned handles rate, err := c.rate(code), where the function of this package returns
// answer.Rate: a look at rate is a look at that.
func (c *checks) returned() {
	results := c.findReturned()
	for _, file := range c.res.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok || len(assign.Rhs) != 1 {
				return true
			}
			call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, list := range results[match.Callee(c.res.pass.TypesInfo, call)] {
				if len(list) != len(assign.Lhs) {
					continue
				}
				for i, x := range list {
					for _, v := range c.vars(assign.Lhs[i]) {
						c.edge(v, x)
					}
				}
			}
			return true
		})
	}
}

// findReturned lists the results of each return statement of the package's functions.
func (c *checks) findReturned() map[*types.Func][][]ast.Expr {
	found := map[*types.Func][][]ast.Expr{}
	for _, file := range c.res.pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			fn, _ := c.res.pass.TypesInfo.Defs[fd.Name].(*types.Func)
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					return false
				case *ast.ReturnStmt:
					found[fn] = append(found[fn], n.Results)
				}
				return true
			})
		}
	}
	delete(found, nil)
	return found
}
