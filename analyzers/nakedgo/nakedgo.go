package nakedgo

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/flow/syntax"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

//go:embed doc.go
var doc string

// Analyzer is the rule nakedgo.
var Analyzer = &analysis.Analyzer{
	Name:     "nakedgo",
	Doc:      ruledoc.Text("nakedgo", doc),
	URL:      ruledoc.URL("nakedgo"),
	Requires: []*analysis.Analyzer{panicflow.Analyzer},
	Run:      run,
}

const (
	unguarded = "unguarded"
	late      = "late"
	shared    = "shared"
	argument  = "argument"
	inner     = "inner"
	opaque    = "opaque"
	assumed   = "assumed"
	foreign   = "foreign"
	misuse    = "misuse"
)

// The method: the engine knows which instruction of a function panics first
// where no guard covers it, and which functions a value may hold. The rule
// asks it about everything that is started on a goroutine.
type checker struct {
	pass  *analysis.Pass
	flow  *panicflow.Result
	index *syntax.Index
	found []finding

	forTests map[string]bool // by name
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{pass: pass, flow: pass.ResultOf[panicflow.Analyzer].(*panicflow.Result)}
	if c.flow.Graph() == nil {
		return nil, nil
	}
	c.index = syntax.NewIndex(pass.Files)
	c.forTests = syntax.TestFiles(pass)
	for _, fn := range c.flow.Funcs() {
		if !flags.tests && c.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				c.check(instr)
			}
		}
	}
	slices.SortStableFunc(c.found, func(a, b finding) int { return int(a.Pos - b.Pos) })
	last := token.NoPos
	for _, f := range c.found {
		if f.Pos != last && !c.isRepeated(f) {
			pass.Report(f.Diagnostic)
		}
		last = f.Pos
	}
	return nil, nil
}

func (c *checker) inTest(fn *ssa.Function) bool {
	file := c.pass.Fset.File(fn.Pos())
	return file != nil && c.forTests[file.Name()]
}

func (c *checker) check(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		for _, start := range c.flow.Starts(instr) {
			c.checkStart(start)
		}
		c.checkInterceptors(instr)
		c.checkReceiver(instr)
		c.checkMisuse(instr)
	case *ssa.Store:
		c.checkField(instr)
	}
}

// checkStart reports one function that is started.
func (c *checker) checkStart(s panicflow.Start) {
	risk := c.flow.RiskOf(s)
	switch {
	case risk == nil && c.flow.Unknown(s):
		if flags.unknown {
			c.report(s, opaque, c.started(s)+" is not known, so nothing is known to guard it", nil)
		}
	case risk == nil:
		c.checkGuarded(s)
	case s.Does == known.Shares:
		// The waiting callers, not this one alone, get the panic.
		if risk.Explicit() && !c.flow.Covered(s.Site) {
			c.report(s, shared, "panic is raised again where no caller can recover it ("+c.flow.Tell(risk)+")", risk)
		}
	case risk.Doubt == panicflow.Concrete && (risk.Explicit() || risk.Pkg != "" || strings.HasPrefix(risk.What, "log.Panic")) && match.IsExample(c.pass.Pkg):
		c.report(s, assumed, c.naked(s, risk), risk)
	case risk.Doubt != panicflow.Concrete:
		c.report(s, doubtful[risk.Doubt], c.naked(s, risk), risk)
	case risk.Late:
		c.report(s, late, c.subject(s)+" installs its panic guard too late ("+c.flow.Tell(risk)+")", risk)
	default:
		c.report(s, unguarded, c.naked(s, risk), risk)
	}
}

// doubtful gives the categories of what is not seen to panic for sure.
var doubtful = map[panicflow.Doubt]string{
	panicflow.Weak:    opaque,
	panicflow.Opaque:  opaque,
	panicflow.Assumed: assumed,
	panicflow.Foreign: foreign,
}

// checkGuarded reports a guarded goroutine that starts another one which is
// not, or one of whose arguments panics before it starts.
func (c *checker) checkGuarded(s panicflow.Start) {
	if risk := c.flow.Inner(s); risk != nil {
		c.report(s, inner, "panic guard does not reach the goroutine that is started in turn ("+c.flow.Tell(risk)+")", risk)
		return
	}
	site, ok := s.Site.(*ssa.Go)
	if !ok || c.flow.Covered(site) {
		return
	}
	stmt := c.index.Go(site)
	if stmt == nil {
		return
	}
	for _, arg := range site.Call.Args {
		call, ok := arg.(*ssa.Call)
		if !ok || call.Pos() < stmt.Pos() || stmt.End() <= call.Pos() {
			continue // of a statement before it
		}
		if risk := c.flow.CallRisk(call); risk != nil && risk.Doubt == panicflow.Concrete && risk.Explicit() {
			c.report(s, argument, "argument of the go statement panics in the calling goroutine ("+c.flow.Tell(risk)+")", risk)
			return
		}
	}
}

func (c *checker) report(s panicflow.Start, category, message string, risk *panicflow.Risk) {
	pos, end := c.place(s)
	if !pos.IsValid() {
		return
	}
	d := analysis.Diagnostic{Pos: pos, End: end, Category: category, Message: message, Related: c.related(risk)}
	switch category {
	case unguarded, late, opaque, assumed, foreign:
		d.SuggestedFixes = c.fixes(s)
	case inner:
		d.Related = slices.Concat(c.startOf(risk), d.Related)
	}
	c.add(d, risk, s.Callee)
}

// add takes a finding about a risk, of something that by starts, nil for a go statement.
func (c *checker) add(d analysis.Diagnostic, risk *panicflow.Risk, by *types.Func) {
	if flags.level == "error" && d.Category != unguarded && d.Category != late && d.Category != shared {
		return // a warning
	}
	d.URL = ruledoc.URL("nakedgo")
	c.found = append(c.found, finding{d, risk, by})
}

// place gives the range of a go statement up to its body, or that of the call
// that starts the function.
func (c *checker) place(s panicflow.Start) (pos, end token.Pos) {
	call := c.index.Call(s.Site)
	if call == nil {
		return token.NoPos, token.NoPos
	}
	pos, end = syntax.Head(call)
	if stmt := c.index.Go(s.Site); stmt != nil {
		pos = stmt.Pos()
	}
	return pos, end
}

// startOf gives the place where the goroutine is started that runs the function
// with the risk.
func (c *checker) startOf(risk *panicflow.Risk) []analysis.RelatedInformation {
	for _, use := range c.flow.Graph().Uses(funcflow.Frame(risk.At.Parent())) {
		if stmt := c.index.Go(use.Site); stmt != nil {
			pos, end := syntax.Head(stmt.Call)
			return []analysis.RelatedInformation{{Pos: pos, End: end, Message: "started here"}}
		}
	}
	return nil
}

// related leads from the start to the instruction that can panic.
func (c *checker) related(risk *panicflow.Risk) []analysis.RelatedInformation {
	var list []analysis.RelatedInformation
	for seen := 0; risk != nil && seen < 8; seen++ {
		next := risk.Next
		if risk.Pos.IsValid() {
			list = append(list, analysis.RelatedInformation{Pos: risk.Pos, Message: step(risk, next)})
		}
		risk = next
	}
	return list
}

// step says what happens at the instruction of a risk.
func step(risk, next *panicflow.Risk) string {
	chain := risk.Chain
	if len(chain) > 0 && chain[0] == panicflow.Name(funcflow.Frame(risk.At.Parent())) {
		chain = chain[1:] // the function that was started, in which we are
	}
	switch {
	case next != nil:
		return "calls " + panicflow.Name(risk.Callee)
	case len(chain) > 0:
		return "calls " + chain[0]
	case risk.Doubt == panicflow.Opaque, risk.Doubt == panicflow.Foreign:
		return risk.What
	case risk.Doubt != panicflow.Concrete:
		return "may panic here: " + risk.What
	}
	return "panics here: " + risk.What
}

// literal gives the function literal that a start runs, or nil.
func (c *checker) literal(s panicflow.Start) *ast.FuncLit {
	call := c.index.Call(s.Site)
	if call == nil {
		return nil
	}
	if s.Value == nil {
		lit, _ := ast.Unparen(call.Fun).(*ast.FuncLit)
		return lit
	}
	if s.Arg < len(call.Args) {
		lit, _ := ast.Unparen(call.Args[s.Arg]).(*ast.FuncLit)
		return lit
	}
	return nil
}
