package deadrecover

import (
	_ "embed"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/flow/syntax"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

//go:embed doc.go
var doc string

// Analyzer is the rule deadrecover.
var Analyzer = &analysis.Analyzer{
	Name:     "deadrecover",
	Doc:      ruledoc.Text("deadrecover", doc),
	URL:      ruledoc.URL("deadrecover"),
	Requires: []*analysis.Analyzer{panicflow.Analyzer},
	Run:      run,
}

const (
	outside         = "outside"
	nested          = "nested"
	goroutine       = "goroutine"
	deferredBuiltin = "deferred-builtin"
	returned        = "returned"
	rangefunc       = "rangefunc"
)

// The method: for each function that calls recover in its own frame, look at
// every way it is invoked (the engine follows function values). If one of
// them is a defer statement that can see a panic, or may be one that we do
// not see, the recover is alive, and only its wrong calls are reported. If
// none is, the recover itself is.
type checker struct {
	pass  *analysis.Pass
	flow  *panicflow.Result
	graph *funcflow.Graph
	index *syntax.Index
	found []analysis.Diagnostic
	known map[*ssa.Function]*verdict
	tests func() map[string]bool // the files that are tests

	values func() map[*ssa.Function]bool // see findValues
}

// A verdict says whether a defer statement may run a function, and if not,
// what runs it.
type verdict struct {
	alive bool
	wrong *misuse
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{pass: pass, known: map[*ssa.Function]*verdict{}, flow: pass.ResultOf[panicflow.Analyzer].(*panicflow.Result)}
	if c.graph = c.flow.Graph(); c.graph == nil {
		return nil, nil
	}
	c.index = syntax.NewIndex(pass.Files)
	c.tests = sync.OnceValue(func() map[string]bool { return syntax.TestFiles(pass) })
	c.values = sync.OnceValue(c.findValues)
	for _, fn := range c.flow.Funcs() {
		if len(c.flow.Sites(fn)) > 0 {
			c.checkFunc(fn)
		}
		c.checkCalls(fn)
	}
	slices.SortStableFunc(c.found, func(a, b analysis.Diagnostic) int { return int(a.Pos - b.Pos) })
	last := token.NoPos
	for _, d := range c.found {
		if d.Pos != last {
			pass.Report(d)
		}
		last = d.Pos
	}
	return nil, nil
}

// checkFunc reports the dead recovers of one function.
func (c *checker) checkFunc(fn *ssa.Function) {
	alive, wrong := c.deferral(fn)
	misfit := c.misfit(fn, alive)
	for _, site := range c.flow.Sites(fn) {
		switch {
		case site.Form == panicflow.Spawned:
			c.report(site, goroutine, "recover has no effect: a go statement runs it on a goroutine of its own", nil)
		case site.Form == panicflow.InRangeBody && alive:
			c.report(site, rangefunc, "recover has no effect: the body of a range-over-func loop is a function of its own", nil)
		case misfit != "" && site.Form == panicflow.Direct:
			c.report(site, outside, "recover has no effect: "+fn.Name()+misfit+", no defer statement is to run it", nil)
		case alive && !c.builtinInWorker(fn, site):
			continue // some defer statement may run it
		case site.Form == panicflow.Postponed || isDefer(site.Handed):
			c.report(site, deferredBuiltin, deferredMessage(site), nil)
		case isInitializer(fn):
			c.report(site, outside, "recover has no effect: the initializer of a package variable is not run by a defer statement", nil)
		case neverInvoked(fn):
			c.report(site, outside, "recover has no effect: "+fn.Object().Name()+" is not run by a defer statement", nil)
		case wrong != nil:
			c.report(site, wrong.category, wrong.message(), wrong)
		}
	}
}

func isDefer(instr ssa.CallInstruction) bool { _, ok := instr.(*ssa.Defer); return ok }

func deferredMessage(site panicflow.Site) string {
	if site.Form == panicflow.Postponed {
		return "recover has no effect: a defer statement must run the function that calls recover, not recover itself"
	}
	return "recover has no effect: the arguments of a deferred call are evaluated by the defer statement, before any panic"
}

// isInitializer matches the function in which the package variables get their values.
func isInitializer(fn *ssa.Function) bool { return fn.Parent() == nil && fn.Object() == nil }

// neverInvoked reports whether fn is one that only the runtime calls.
func neverInvoked(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || fn.Parent() != nil || fn.Signature.Recv() != nil {
		return false
	}
	return obj.Name() == "init" || obj.Name() == "main" && obj.Pkg().Name() == "main"
}

// builtinInWorker reports whether fn, which others may defer, says
// defer recover() and then does work: that is a guard for the work, and does
// not hold.
func (c *checker) builtinInWorker(fn *ssa.Function, site panicflow.Site) bool {
	if site.Form != panicflow.Postponed && !isDefer(site.Handed) {
		return false
	}
	if c.deferredHere(fn) {
		return false
	}
	at := ssa.Instruction(site.Call)
	if site.Handed != nil {
		at = site.Handed
	}
	return at.Parent() == fn && somethingAfter(at)
}

// deferredHere reports whether a defer statement of the package runs fn.
func (c *checker) deferredHere(fn *ssa.Function) bool {
	for _, use := range c.graph.Uses(fn) {
		if use.Mode == funcflow.Deferred {
			return true
		}
		if use.Mode == funcflow.Passed && slices.Contains(c.flow.Does(use.Callee, use.Arg), known.Defers) {
			return true
		}
	}
	return false
}

// canSeePanic reports whether a panic can be in flight when a deferred call
// runs.
func (c *checker) canSeePanic(use funcflow.Use) bool {
	if body := use.Site.Parent(); funcflow.IsRangeBody(body) {
		frame := funcflow.Frame(body)
		loop := panicflow.Runner(body, frame)
		return loop == nil || !c.onlyDeferred(frame) || somethingAfter(use.Site) || somethingAfter(loop)
	}
	return somethingAfter(use.Site)
}

// report adds a finding at a recover, and leads to the misuse, if there is one.
func (c *checker) report(site panicflow.Site, category, message string, wrong *misuse) {
	call := c.index.Call(site.Call)
	if call == nil {
		return
	}
	d := analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: category, Message: message}
	if stmt := c.index.Defer(site.Call); stmt != nil {
		d.Pos, d.End = stmt.Pos(), stmt.End()
		d.SuggestedFixes = wrapRecover(stmt)
	}
	if wrong != nil && !wrong.handler {
		if at := c.index.Call(wrong.use.Site); at != nil {
			pos, end := syntax.Head(at)
			d.Related = []analysis.RelatedInformation{{Pos: pos, End: end, Message: relation(wrong.use, category)}}
		}
	}
	c.add(d)
}

func relation(use funcflow.Use, category string) string {
	switch {
	case category == goroutine:
		return "started here"
	case use.Mode == funcflow.Deferred:
		return "deferred here"
	case use.Mode == funcflow.Passed:
		return "passed here"
	}
	return "called here"
}

func (c *checker) add(d analysis.Diagnostic) {
	d.URL = ruledoc.URL("deadrecover")
	c.found = append(c.found, d)
}
