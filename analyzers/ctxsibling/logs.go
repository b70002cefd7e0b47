package ctxsibling

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// judgeLog leaves out contexts that have no values of a request. (One that is
// over still has its values.) Where no log call of the package passes a context,
// it may well be that nobody reads one.
func (c *checker) judgeLog(f *finding) string {
	hand := f.hand
	switch {
	case !flags.logs, hand.Empty, hand.Expr == "", hand.Kind > ctxflow.Request:
		return ""
	case c.logsContexts():
		return logs
	}
	return values
}

// passesToLogs reports whether the package passes a context to a log function:
// slog's InfoContext and its like.
func (c *checker) passesToLogs() bool {
	for _, file := range c.pass.Files {
		for n := range ast.Preorder(file) {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 0 && c.logsWithContext(call) {
				return true
			}
		}
	}
	return false
}

func (c *checker) logsWithContext(call *ast.CallExpr) bool {
	fn := match.Callee(c.pass.TypesInfo, call)
	if fn == nil || fn.Signature().Params().Len() == 0 || !match.IsContext(fn.Signature().Params().At(0).Type()) {
		return false
	}
	name := fn.Name()
	for _, suffix := range [...]string{"WithContext", "Context", "Ctx", "Attrs"} {
		name = strings.TrimSuffix(name, suffix)
	}
	if !isLogVerb(name) {
		return false
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
