// Package syntax leads from the SSA form back to the source text.
package syntax

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// An Index finds the statement or expression of an instruction.
type Index struct {
	calls  map[token.Pos]*ast.CallExpr
	defers map[token.Pos]*ast.DeferStmt
	gos    map[token.Pos]*ast.GoStmt
	parent map[ast.Node]ast.Stmt // of calls that are statements
}

// NewIndex reads the files of a package.
func NewIndex(files []*ast.File) *Index {
	x := &Index{
		calls:  map[token.Pos]*ast.CallExpr{},
		defers: map[token.Pos]*ast.DeferStmt{},
		gos:    map[token.Pos]*ast.GoStmt{},
		parent: map[ast.Node]ast.Stmt{},
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				x.calls[n.Lparen] = n
			case *ast.DeferStmt:
				x.defers[n.Defer] = n
			case *ast.GoStmt:
				x.gos[n.Go] = n
			case *ast.ExprStmt:
				x.parent[ast.Unparen(n.X)] = n
			}
			return true
		})
	}
	return x
}

// Call gives the call expression of a call, go or defer instruction, or nil.
func (x *Index) Call(site ssa.CallInstruction) *ast.CallExpr {
	switch site.(type) {
	case *ssa.Defer:
		if d := x.defers[site.Pos()]; d != nil {
			return d.Call
		}
	case *ssa.Go:
		if g := x.gos[site.Pos()]; g != nil {
			return g.Call
		}
	}
	return x.calls[site.Pos()]
}

// Defer gives the defer statement of an instruction, or nil.
func (x *Index) Defer(site ssa.CallInstruction) *ast.DeferStmt { return x.defers[site.Pos()] }

// Go gives the go statement of an instruction, or nil.
func (x *Index) Go(site ssa.CallInstruction) *ast.GoStmt { return x.gos[site.Pos()] }

// IsStatement reports whether the result of call is not used.
func (x *Index) IsStatement(call *ast.CallExpr) bool { return x.parent[call] != nil }

// Head gives the range of a call that names what it calls: all of a short
// call, or func(...) without the body of a literal.
func Head(call *ast.CallExpr) (pos, end token.Pos) {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return lit.Pos(), lit.Type.End()
	}
	for _, arg := range call.Args {
		if _, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			return call.Pos(), call.Fun.End()
		}
	}
	return call.Pos(), call.End()
}
