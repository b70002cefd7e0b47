package ctxsibling

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// judgeLog leaves out contexts that have no values of a request. (One that is
// over still has its values.) Where the package is not used to pass contexts to
// log functions, it may well be that nobody reads one.
func (c *checker) judgeLog(f *finding) string {
	hand, used := f.hand, c.logsContexts()
	switch {
	case !flags.logs, hand.Empty, hand.Expr == "", hand.Kind > ctxflow.Request:
		return ""
	case isSlog(f.fn) && used.with > 0 && 9*used.with >= used.without, used.with > 0 && used.with >= used.without:
		return logs
	}
	return values
}

func isSlog(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == "log/slog" }

// A logUse counts the log calls of a package that have a context, and those that
// leave out one at hand.
type logUse struct{ with, without int }

func (c *checker) countLogs() logUse {
	var used logUse
	for cur := range c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if len(call.Args) == 0 || strings.HasSuffix(c.pass.Fset.File(call.Lparen).Name(), "_test.go") {
			continue
		}
		if c.logsWithContext(call) {
			used.with++
		} else if fn, _ := c.flow.Called(call); fn != nil && isLogCall(fn) && c.flow.AtHand(cur).Way == ctxflow.Straight {
			used.without++
		}
	}
	return used
}

func (c *checker) logsWithContext(call *ast.CallExpr) bool {
	fn := match.Callee(c.pass.TypesInfo, call)
	if fn == nil || fn.Signature().Params().Len() == 0 || !match.IsContext(fn.Signature().Params().At(0).Type()) {
		return false
	}
	if isSlog(fn) && fn.Name() == "Log" {
		return false // levels of one's own can be logged in no other way
	}
	name := fn.Name()
	for _, suffix := range [...]string{"WithContext", "Context", "Ctx", "Attrs"} {
		name = strings.TrimSuffix(name, suffix)
	}
	if !isLogVerb(name) || name == fn.Name() && !isSlog(fn) {
		return false // http.Error(ctx, w, err) tells a client
	}
	made, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	return !ok || match.FuncOf(match.Callee(c.pass.TypesInfo, made)).Pkg != "context" // Background()
}

// isLogCall reports whether fn writes a log line: a verb of logging that gives
// nothing back.
func isLogCall(fn *types.Func) bool {
	return fn.Signature().Results().Len() == 0 && isLogVerb(fn.Name())
}

func isLogVerb(name string) bool {
	verb := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "f"), "ln"), "w")
	return slices.Contains(logVerbs, verb)
}

var logVerbs = []string{"Debug", "Info", "Warn", "Warning", "Error", "Trace", "Notice", "Print", "Log", "LogPrint", "Fatal", "Panic", "Critical"}
