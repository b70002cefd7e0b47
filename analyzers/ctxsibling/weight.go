package ctxsibling

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// What weighs little: commands that end by themselves or by a terminal, local
// sockets, and calls of which nobody knows that they wait.

// stopsLittle reports whether a context would stop little of what a call does: it does
// not wait, or makes what somebody else runs.
func (c *checker) stopsLittle(f *finding) bool {
	return f.row.Slight || c.isLocalDial(f) || c.flow.Rebound(f.cur, f.fn) || isExec(f.fn) && c.isKept(f)
}

// endsItself reports whether a call is known to end without a context: it has a timeout,
// a name server answers or not, or it is the first of its program.
func (c *checker) endsItself(f *finding) bool {
	return f.row.Timed || c.flow.Bounded(f.cur, f.fn, f.sibling.Func) || c.isTimed(f) || isLookup(f.fn) || c.isFirstPing(f)
}

// isTimed reports whether a short form gives its sibling a context with a timeout of its own.
func (c *checker) isTimed(f *finding) bool {
	return f.sibling.Func != nil && c.flow.Timed(f.fn)
}

// cleansUp reports whether a short form with a timeout of its own is called where something
// failed, or at the end: the context at hand may well be over.
func (c *checker) cleansUp(f *finding) bool {
	return c.isTimed(f) && (f.hand.Way == ctxflow.Deferred || c.flow.AfterError(f.cur))
}

// isBound reports whether a short form gives its sibling the context of its receiver,
// and that has got one.
func (c *checker) isBound(f *finding) bool {
	return f.sibling.Func != nil && c.flow.Bound(f.fn) && c.flow.BindingOf(f.call) == ctxflow.BoundHere
}

// mayBeBound is isBound also where nobody can see whether the receiver has got a context.
func (c *checker) mayBeBound(f *finding) bool {
	return f.sibling.Func != nil && c.flow.Bound(f.fn) && c.flow.BindingOf(f.call) != ctxflow.Unbound
}

// isOwed reports whether a call ends by itself only if somebody else gave the HTTP client a
// timeout, and all callers of the function have a context that would end it.
func (c *checker) isOwed(f *finding) bool {
	if !c.flow.LimitedByOthers(f.cur, f.fn) {
		return false
	}
	f.callers = c.flow.CallersWith(c.around(f))
	return len(f.callers) > 0
}

// isIdle reports whether the sibling does little with the context at hand, or what it
// would stop ends by itself or by a terminal.
func (c *checker) isIdle(f *finding) bool {
	if isExec(f.fn) {
		return c.flow.Interactive(f.cur) || c.isBrief(f.call)
	}
	return f.sibling.Func != nil && (c.flow.Deadlined(f.cur, f.fn) || c.flow.OnlyMakes(f.fn) || c.flow.Hooked(f.sibling.Func) || f.sibling.HandsOn && !hasLiteral(f.call))
}

func isExec(fn *types.Func) bool { return match.IsFunc(fn, "os/exec", "Command") }

// isBrief matches exec.Command("mkfs.ext4", disk), which is not to be stopped
// halfway, and exec.Command(tool, "--version").
func (c *checker) isBrief(call *ast.CallExpr) bool {
	for i, arg := range call.Args {
		text := c.pass.TypesInfo.Types[arg].Value
		if text == nil || text.Kind() != constant.String {
			continue
		}
		word := constant.StringVal(text)
		if i == 0 && known.RunsToEnd(word) || i == 1 && known.AsksItself(word) {
			return true
		}
	}
	return false
}

// isKept reports whether what a call makes is returned or kept in a field: who
// has it decides how long it lives.
func (c *checker) isKept(f *finding) bool {
	switch stmt := f.cur.Parent().Node().(type) {
	case *ast.ReturnStmt, *ast.StarExpr: // *cmd = *exec.Command(...)
		return true
	case *ast.AssignStmt:
		switch to := stmt.Lhs[0].(type) {
		case *ast.SelectorExpr:
			return true
		case *ast.Ident:
			return f.hand.Decl != nil && c.isReturned(f.hand.Decl, c.pass.TypesInfo.ObjectOf(to))
		}
	}
	return false
}

// isReturned reports whether a function returns what a variable of its holds, and does
// not run it.
func (c *checker) isReturned(fn *ast.FuncDecl, v types.Object) bool {
	returned, run := false, false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			returned = returned || slices.ContainsFunc(n.Results, func(result ast.Expr) bool {
				id, ok := ast.Unparen(result).(*ast.Ident)
				return ok && c.pass.TypesInfo.Uses[id] == v
			})
		case *ast.SelectorExpr:
			id, ok := n.X.(*ast.Ident)
			run = run || ok && c.pass.TypesInfo.Uses[id] == v && slices.Contains([]string{"Run", "Start", "Output", "CombinedOutput"}, n.Sel.Name)
		}
		return true
	})
	return returned && !run
}

// isOfCommand reports whether a context is that of a command line, which its
// library makes of Background unless main gives it another.
func isOfCommand(v *types.Var) bool {
	return match.IsType(v.Type(), "github.com/spf13/cobra", "Command") || match.IsType(v.Type(), "github.com/urfave/cli", "Context") ||
		match.IsType(v.Type(), "github.com/urfave/cli/v2", "Context")
}

// isNeverEnded reports whether a context is Background: of a command line that the package
// itself runs without one, or that a variable is seen to hold.
func (c *checker) isNeverEnded(hand ctxflow.Hand) bool {
	return hand.Never || hand.Kind == ctxflow.Request && isOfCommand(hand.Var) && c.runsBare()
}

// findBareRun reports whether the package runs a command line, and nowhere with a context.
func (c *checker) findBareRun() bool {
	bare := false
	for cur := range c.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root().Preorder((*ast.CallExpr)(nil)) {
		fn := match.Callee(c.pass.TypesInfo, cur.Node().(*ast.CallExpr))
		if fn == nil || fn.Pkg() == nil {
			continue
		}
		switch known.RunsCommand(fn) {
		case known.RunsBare:
			bare = true
		case known.RunsWithGiven:
			return false
		}
	}
	return bare
}

// isUncalledFor reports whether no caller in the package has a context to give
// to a sibling that only its name shows, or, in a function that others cannot
// call, to a command.
func (c *checker) isUncalledFor(f *finding) bool {
	fn := c.around(f)
	isCommand := isExec(f.fn)
	if f.bare.Root != nil || isTabled(f.fn) && !isCommand || isCommand && fn.Exported() {
		return false
	}
	own := receiver(fn)
	return own != nil && own == receiver(f.fn) || c.flow.CallerWith(fn) == nil // a short form, or nobody has one
}

// isCommand reports whether the package reads a command line: what it waits for,
// somebody at a terminal waits for, who interrupts it.
func (c *checker) isCommand() bool {
	return slices.ContainsFunc(c.pass.Pkg.Imports(), func(pkg *types.Package) bool {
		switch known.Path(pkg.Path()) {
		case "github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kong", "github.com/alecthomas/kingpin", "github.com/smallstep/cli-utils/command":
			return true
		}
		return false
	})
}

// knowsContexts reports whether the package works with contexts and is no
// command itself.
func (c *checker) knowsContexts() bool {
	return c.pass.Pkg.Name() != "main" &&
		slices.ContainsFunc(c.pass.Pkg.Imports(), func(pkg *types.Package) bool { return pkg.Path() == "context" })
}

// hasLiteral reports whether a call is given a function literal. A function that is
// declared elsewhere, and takes no context, has no use for one.
func hasLiteral(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		_, ok := ast.Unparen(arg).(*ast.FuncLit)
		return ok
	})
}

// isFirstPing matches the db.Ping of a function that opens or makes what it pings:
// the program is about to start, and there is no request yet.
func (c *checker) isFirstPing(f *finding) bool {
	fn := c.around(f)
	if fn == nil || f.fn.Name() != "Ping" {
		return false
	}
	return slices.ContainsFunc([]string{"New", "Open", "Connect", "Init", "Setup"}, func(verb string) bool {
		rest, ok := strings.CutPrefix(strings.ToUpper(fn.Name()[:1])+fn.Name()[1:], verb)
		return ok && (rest == "" || !unicode.IsLower(rune(rest[0]))) // newStore, and not newest
	})
}

func isNet(fn *types.Func) bool {
	return fn.Pkg() != nil && (fn.Pkg().Path() == "net" || fn.Pkg().Path() == "net/http")
}

// isLocalDial matches net.Dial("unix", path) and net.Dial("tcp", "127.0.0.1:"+port), which
// do not wait.
func (c *checker) isLocalDial(f *finding) bool {
	return f.fn.Pkg() != nil && f.fn.Pkg().Path() == "net" && strings.HasPrefix(f.fn.Name(), "Dial") && c.flow.DialsAtOnce(f.call)
}

// isTabled reports whether the tables know that a call waits for a peer or a
// process.
func isTabled(fn *types.Func) bool {
	_, ok := known.ContextlessCall(fn)
	return ok || known.Blocks(fn) != 0
}

// isLookup matches net.LookupHost and its like, also on a net.Resolver.
func isLookup(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == "net" && strings.HasPrefix(fn.Name(), "Lookup")
}
