package nakedgo

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/edit"
	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// fixes gives the edit that installs a guard at the top of a literal without
// results. (A guard in a function with results would make it return nil.)
func (c *checker) fixes(s panicflow.Start) []analysis.SuggestedFix {
	lit := c.literal(s)
	if lit == nil || lit.Type.Results != nil && len(lit.Type.Results.List) > 0 {
		return nil
	}
	file := c.fileOf(lit.Pos())
	if file == nil || flags.fix.fn == (match.Func{}) && c.hidesRecover(file, lit.Body.Lbrace) {
		return nil
	}
	text, edits := c.guardText(file, lit.Body.Lbrace)
	at := lit.Body.Lbrace + 1
	edits = append(edits, analysis.TextEdit{Pos: at, End: at, NewText: []byte("\n" + text + "\n")})
	message := "Recover in the goroutine and log the panic"
	if fn := flags.fix.fn; fn != (match.Func{}) {
		message = "Defer " + fn.Name + " in the goroutine"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}
}

// hidesRecover reports whether recover is something else at pos than the
// builtin.
func (c *checker) hidesRecover(file *ast.File, pos token.Pos) bool {
	scope := c.pass.TypesInfo.Scopes[file].Innermost(pos)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent("recover", pos)
	return obj != types.Universe.Lookup("recover")
}

func (c *checker) fileOf(pos token.Pos) *ast.File {
	for _, file := range c.pass.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			return file
		}
	}
	return nil
}

func (c *checker) guardText(file *ast.File, pos token.Pos) (string, []analysis.TextEdit) {
	if fn := flags.fix.fn; fn != (match.Func{}) {
		if fn.Pkg == c.pass.Pkg.Path() {
			return "defer " + fn.Name + "()", nil
		}
		qualifier, edits := edit.Import(c.pass.TypesInfo, file, fn.Pkg, pos)
		return "defer " + qualifier + fn.Name + "()", edits
	}
	log, edits := edit.Import(c.pass.TypesInfo, file, "log", pos)
	debug, more := edit.Import(c.pass.TypesInfo, file, "runtime/debug", pos)
	text := "defer func() {\nif r := recover(); r != nil {\n" +
		log + "Printf(\"panic: %v\\n%s\", r, " + debug + "Stack())\n}\n}()"
	return text, append(edits, more...)
}
