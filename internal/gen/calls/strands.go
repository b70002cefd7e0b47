package calls

import (
	"go/ast"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// strands says what others would wait for in vain if the body of a goroutine panicked,
// and the program went on. Without a guard the program ends, so nobody waits.
//
//	go func() {
//		handle(x) // a panic here, and Wait never returns
//		wg.Done()
//	}()
//
// Whether somebody waits for a value that is sent cannot be seen here: a send is told,
// and keeps nobody.
func (s *Site) strands(body *ast.BlockStmt) (why string) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			return false // another goroutine's, or it runs after a panic too
		case *ast.SendStmt:
			s.sends = types.ExprString(n.Chan)
		case *ast.CallExpr:
			if what := s.wakes(n); what != "" && why == "" {
				why = "after a panic " + what + ", which is not deferred, would not be called, and others wait for it: defer it"
			}
		}
		return true
	})
	return why
}

// wakes names a call for which other goroutines wait.
func (s *Site) wakes(call *ast.CallExpr) string {
	fn := match.Callee(s.pkg.Info, call)
	if match.IsMethod(fn, "sync", "WaitGroup", "Done") || match.IsBuiltin(s.pkg.Info, call, "close") {
		return types.ExprString(call)
	}
	return ""
}

// declaration finds the declaration of a function of the package; nil for others.
func (s *Site) declaration(fn *types.Func) *ast.FuncDecl {
	if fn.Pkg() != s.pkg.Types {
		return nil
	}
	for _, file := range s.pkg.Syntax {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && decl.Name.Pos() == fn.Pos() {
				return decl
			}
		}
	}
	return nil
}
