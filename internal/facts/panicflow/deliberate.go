package panicflow

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// endsProgram reports whether a program panics where its server does not start or ends, or where
// something does not close: panic(err) after http.ListenAndServe, for log.Fatal(err).
func (r *Result) endsProgram(instr *ssa.Panic) bool {
	if slices.ContainsFunc(deciding(instr), closesDescriptor) {
		return true
	}
	if !isProgram(r.pass.Pkg) {
		return false
	}
	return isLifecycle(callOf(unboxed(instr.X))) || slices.ContainsFunc(deciding(instr), func(cond ssa.Value) bool {
		return isLifecycle(comparedCall(cond))
	})
}

// closesDescriptor matches the error of close(2), of a descriptor that is the program's own.
func closesDescriptor(cond ssa.Value) bool {
	call := comparedCall(cond)
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	return match.IsFunc(obj, "golang.org/x/sys/unix", "Close") || match.IsFunc(obj, "syscall", "Close")
}

// isProgram reports whether a package is a program, or a part of one, in a folder cmd.
func isProgram(pkg *types.Package) bool {
	return pkg.Name() == "main" || slices.Contains(strings.Split(pkg.Path(), "/"), "cmd")
}

func isLifecycle(call *ssa.Call) bool {
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && slices.ContainsFunc(lifecycle[:], func(verb string) bool { return strings.HasPrefix(obj.Name(), verb) })
}

var lifecycle = [...]string{"Listen", "Serve", "Close", "Stop", "Shutdown"}

// announced reports whether the comment of a function says when it panics. (That of a Must
// function does, too: there, the one without Must is to be called for what others give.)
func (r *Result) announced(instr *ssa.Panic) bool {
	fn := instr.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	decl, ok := fn.Syntax().(*ast.FuncDecl)
	return ok && decl.Doc != nil && !strings.HasPrefix(strings.ToLower(fn.Name()), "must") && saysPanics.MatchString(decl.Doc.Text())
}

var saysPanics = regexp.MustCompile(`(?i)\bpanics? (if|when|unless|on|where)\b|\bwill panic\b`)

// isHandler matches func(err error) { panic(err) }, which is what somebody chose to do with
// errors.
func isHandler(instr *ssa.Panic) bool {
	fn := instr.Parent()
	if fn.Parent() == nil || len(fn.Params) != 1 || !match.IsError(fn.Params[0].Type()) || !onlyPanics(fn) {
		return false
	}
	return unboxed(instr.X) == ssa.Value(fn.Params[0])
}

// asksEnded matches errors.Is(err, context.Canceled): a function that gives nothing else, its
// caller knows.
func asksEnded(cond ssa.Value) bool {
	call, ok := cond.(*ssa.Call)
	if !ok || !match.IsFunc(calleeObject(&call.Call), "errors", "Is") {
		return false
	}
	load, ok := call.Call.Args[1].(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "context"
}

// asksAgain reports whether a function panics on the error of a check, mustValidate, that
// others of the package make and hand on the error of.
func (r *Result) asksAgain(instr *ssa.Panic, conds []ssa.Value) bool {
	if !strings.HasPrefix(instr.Parent().Name(), "must") {
		return false
	}
	return slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		call := comparedCall(cond)
		if call == nil || !isErrorCheck(cond) {
			return false
		}
		check := call.Call.StaticCallee()
		return check != nil && check.Pkg == instr.Parent().Pkg && slices.ContainsFunc(r.graph.Uses(check), func(use funcflow.Use) bool {
			return use.Site != ssa.CallInstruction(call) && !r.inTest(use.Site.Parent()) && !strings.HasPrefix(use.Site.Parent().Name(), "must")
		})
	})
}

// asksFirst reports whether another method of a receiver was asked before one that has a panic
// statement is called: if q.Has(key) { q.Pop(key) }.
func asksFirst(site ssa.CallInstruction, w *Witness) bool {
	owner := receiverOf(site.Common())
	if owner == nil || !w.Explicit() {
		return false
	}
	return slices.ContainsFunc(flow.Conditions(site.Block()), func(cond ssa.Value) bool {
		call, ok := asked(cond).(*ssa.Call)
		if !ok {
			return false
		}
		recv := receiverOf(&call.Call)
		return recv != nil && sameField(recv, owner)
	})
}

// receiverOf gives the receiver of a call of a method that is named, or nil.
func receiverOf(call *ssa.CallCommon) ssa.Value {
	if fn := call.StaticCallee(); fn == nil || fn.Signature.Recv() == nil || len(call.Args) == 0 {
		return nil
	}
	return call.Args[0]
}

// sameField reports whether two values are the same one, or are read from the same field.
func sameField(a, b ssa.Value) bool {
	return a == b || anyField(a) != nil && anyField(a) == anyField(b)
}
