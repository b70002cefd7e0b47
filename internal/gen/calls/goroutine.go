package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
	"github.com/recoverlint/recoverlint/internal/report"
)

// onGoroutine finds the go statement, or the call that starts a function.
func (f *Finder) onGoroutine(s *Site) (why string) {
	at := s.Finding.Start
	switch s.Finding.Category {
	case "argument":
		return "the argument is evaluated before the goroutine starts: no guard of that covers it"
	case "shared":
		return "the panic is raised again in a goroutine of the library's"
	case "misuse":
		return "what package safe catches there is lost: " + s.Finding.Message
	case "inner":
		if len(s.Finding.Related) == 0 || s.Finding.Related[0].Start.File != at.File {
			return "the goroutine in turn is started in another file: guard it there"
		}
		at = s.Finding.Related[0].Start
	}
	if s.stmt = s.goStmt(f, at); s.stmt == nil {
		return f.starter(s)
	}
	if lit, ok := ast.Unparen(s.stmt.Call.Fun).(*ast.FuncLit); ok {
		return s.rewritable(lit)
	}
	fn, why := s.callee(s.stmt.Call)
	if why != "" {
		return why
	}
	if fn.Signature().Recv() != nil && s.spreads(s.stmt.Call) {
		return "its argument is a call with several results, to which no receiver can be added"
	}
	s.Want = plan.CallWant{Kind: plan.CallGo, Func: fn}
	if decl := s.declaration(fn); decl != nil && decl.Body != nil {
		return s.strands(decl.Body)
	}
	return ""
}

// goStmt is the go statement that begins, or whose call stands, at a position.
func (s *Site) goStmt(f *Finder, at report.Position) *ast.GoStmt {
	pos := f.pos(s, at)
	if !pos.IsValid() {
		return nil
	}
	for _, node := range s.path(pos) {
		switch node := node.(type) {
		case *ast.GoStmt:
			if node.Pos() == pos || node.Call.Pos() == pos {
				return node
			}
		case *ast.FuncLit:
			if node.Pos() != pos {
				return nil
			}
		}
	}
	return nil
}

// starter finds the call of a function that starts another.
func (f *Finder) starter(s *Site) (why string) {
	if s.call = s.callEnding(f.pos(s, s.Finding.Start), f.pos(s, s.Finding.End)); s.call == nil {
		return "it is no call, but a value that others start"
	}
	fn, why := s.callee(s.call)
	if why != "" {
		return why
	}
	if s.spreads(s.call) {
		return "its argument is a call with several results"
	}
	s.Want = plan.CallWant{Kind: plan.CallStart, Func: fn}
	for _, arg := range s.call.Args {
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok && why == "" {
			why = s.strands(lit.Body)
		}
	}
	return why
}

// rewritable says why the body of a literal cannot be that of a function with an
// error result.
func (s *Site) rewritable(lit *ast.FuncLit) (why string) {
	if lit.Type.Results != nil && len(lit.Type.Results.List) > 0 {
		return "its literal has results, which nobody gets: write it without"
	}
	return s.strands(lit.Body)
}

// literalEdits makes the go statement of a literal a call whose text begins with start:
//
//	safe.Go(ctx, "app.Run.go1", func(context.Context) error { ...; return nil })
//
// The arguments of a literal with parameters are evaluated before that, as they were:
//
//	func(id int) { safe.Go(ctx, "app.Run.go1", func(context.Context) error { ... }) }(id)
func (r *Rewriter) literalEdits(stmt *ast.GoStmt, start string) []analysis.TextEdit {
	lit := ast.Unparen(stmt.Call.Fun).(*ast.FuncLit)
	end := "})"
	if !neverEnds(r.Pkg.Info, lit.Body) {
		end = "return nil\n})"
	}
	if !r.beginsLine(lit) {
		end = "\n" + end
	}
	var edits []analysis.TextEdit
	if lit.Type.Params.NumFields() == 0 {
		edits = append(edits, replace(stmt.Pos(), lit.Body.Lbrace+1, start), replace(lit.Body.Rbrace, stmt.End(), end))
	} else {
		edits = append(edits, replace(stmt.Pos(), lit.Pos(), ""), replace(lit.Body.Lbrace+1, lit.Body.Lbrace+1, "\n"+start), replace(lit.Body.Rbrace, lit.Body.Rbrace, end+"\n"))
	}
	for _, ret := range returns(lit) {
		edits = append(edits, replace(ret.End(), ret.End(), " nil"))
	}
	return edits
}

// beginsLine reports whether the closing brace of a literal is alone on its line.
func (r *Rewriter) beginsLine(lit *ast.FuncLit) bool {
	last := lit.Body.Lbrace
	if n := len(lit.Body.List); n > 0 {
		last = lit.Body.List[n-1].End()
	}
	line := func(pos token.Pos) int { return r.Finder.Fset.Position(pos).Line }
	return line(last) < line(lit.Body.Rbrace)
}

// returns are the return statements of a function literal itself.
func returns(lit *ast.FuncLit) []*ast.ReturnStmt {
	var all []*ast.ReturnStmt
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			all = append(all, n)
		}
		return true
	})
	return all
}

func isPanic(info *types.Info, call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && info.Uses[id] == types.Universe.Lookup("panic")
}
