// Package panicflow is the engine behind the rules about panics. It answers,
// for the functions of a package and of those it imports: does a recover in
// it work when it is deferred? what does it do with the functions it is
// given? does it return a guard? can it panic, at which instruction, and by
// which calls?
package panicflow

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/facts/program"
	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Analyzer computes a Result and exports a Summary of each function that has
// something to say.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverlint_panicflow",
	Doc:        "compute how panics flow through functions",
	Run:        run,
	Requires:   []*analysis.Analyzer{exits.Analyzer, program.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(Summary), new(traced)},
}

// Guards and Starters are rows that users add to the tables of known. Rules
// bind flags to them; they must be set before analysis begins.
var (
	Guards   = map[match.Func]bool{}
	Starters = map[match.Func]int{} // the index of the function among the parameters
)

// A Summary says what other packages need to know of a function.
type Summary struct {
	Recovers bool // a recover in it works when it is deferred
	Repanics bool // but it always panics again
	Pure     bool // without a panic it does nothing
	Same     bool // without a panic its results are constants
	Instead  int  // the parameter, from 1 and without the receiver, that must be nil for it to recover, or 0
	Params   []ParamUse
	Methods  []MethodUse
	Result   *Summary // of the function it returns
	// Panics and Asks are there only for packages of the user's own: what its
	// callers can do nothing about, and what they can.
	Panics      *Witness
	Asks        []*Witness
	Succeeds    []Success // of those packages too
	Lengths     []Length  // of those packages too
	Wire        []Wire    // of those packages too
	Sure        bool      // the error that it returns, its last result, is always nil
	Nils        []int     // the results that may be nil beside an error or a false ok
	Empty       bool      // where it fails, it gives no pointer and no interface
	Partial     bool      // beside an error the pointer that is returned is not nil
	NilReceiver bool      // the method compares its receiver with nil
	Behind      []Behind  // of those packages too
	Once        bool      // the method closes a channel of its receiver: who calls it again panics
}

// A ParamUse says what a function does with a function-typed parameter.
type ParamUse struct {
	Index int // from 0, without the receiver
	Does  known.Run
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// String gives a short form for tests of facts: «recovers; pure; 0 starts;
// returns (recovers); panics: explicit panic(v)».
func (s *Summary) String() string {
	var parts []string
	add := func(on bool, part string) {
		if on {
			parts = append(parts, part)
		}
	}
	add(s.Recovers, "recovers")
	add(s.Repanics, "repanics")
	add(s.Pure, "pure")
	add(s.Same, "same")
	add(s.Instead > 0, fmt.Sprint("recovers where ", s.Instead, " is nil"))
	for _, use := range s.Params {
		add(true, fmt.Sprint(use.Index, " ", use.Does))
	}
	for _, use := range s.Methods {
		add(true, fmt.Sprint("starts ", use.Method, " of ", use.Index))
	}
	if s.Result != nil {
		add(true, "returns ("+s.Result.String()+")")
	}
	if s.Panics != nil {
		add(true, "panics: "+s.Panics.String())
	}
	for _, w := range s.Asks {
		add(true, "asks: "+w.String())
	}
	for _, ok := range s.Succeeds {
		add(true, fmt.Sprint("succeeds with ", strings.Join(ok.Values, ", "), " for ", ok.Param))
	}
	for _, l := range s.Lengths {
		add(true, fmt.Sprint("result ", l.Result, " has ", l.Min))
	}
	for _, w := range s.Wire {
		add(true, fmt.Sprint("result ", w.Result, " is decoded"))
	}
	add(s.Sure, "never fails")
	add(len(s.Nils) > 0, fmt.Sprint("may give nil as ", s.Nils))
	add(s.Empty, "gives nothing beside an error")
	add(s.Partial, "gives part beside an error")
	add(s.NilReceiver, "takes a nil receiver")
	for _, b := range s.Behind {
		add(true, fmt.Sprint("returns what has ", b.Method, " (", b.Does, ")"))
	}
	add(s.Once, "closes a channel of its receiver")
	return strings.Join(parts, "; ")
}

func (s *Summary) empty() bool {
	return !s.Recovers && len(s.Params) == 0 && len(s.Methods) == 0 && s.Result == nil && s.Panics == nil && len(s.Asks) == 0 && len(s.Succeeds) == 0 && len(s.Lengths) == 0 && len(s.Wire) == 0 && !s.Sure && len(s.Nils) == 0 && !s.Empty && !s.Partial && !s.NilReceiver && !s.Once && len(s.Behind) == 0
}

// traced is the fact of a package whose panics were looked for: a function of
// it without a witness cannot panic as far as we see.
type traced struct{}

func (*traced) AFact()         {}
func (*traced) String() string { return "traced" }

// Result answers questions about one package and what it imports.
type Result struct {
	pass     *analysis.Pass
	exits    *exits.Result
	ssa      *program.SSA // nil if nothing in the package called for it
	graph    *funcflow.Graph
	own      bool
	recovers map[*ssa.Function][]Site
	bodies   map[*ssa.Function][]*ssa.Function // range-over-func bodies by frame
	guards   map[*ssa.Function][]guard
	risks    map[*ssa.Function]risks
	uses     map[*ssa.Function][]ParamUse
	callees  map[*ssa.Function][]*ssa.Function
	charged  map[ssa.CallInstruction]bool
	shelters map[*ssa.Function]shelter
	wrappers map[*ssa.Function][]ParamUse
	globals  map[*ssa.Global]ssa.Value // see initial
	unset    map[*ssa.Global]bool      // see neverSet
	local    map[*types.Func]*Summary
	origins  *origins
	boxed    map[string][]types.Type // see findBoxed
	kept     map[stored]bool         // see isStored
	optedIn  map[match.Func]bool     // see hasGuard
	chans    *channels
	closed   map[any][]ssa.Instruction // closings of channels, by what those are known by (see allClosings)
	clears   *clearings
	policy   *bool                      // see panicsByPolicy
	cases    map[token.Pos]bool         // see isNamedCase
	closers  map[*ssa.Function][]int    // see closedFields
	sets     map[*types.Var][]ssa.Value // see storedIn
	touched  map[*types.Var]bool        // see fieldNeverSet
	calls    map[*ssa.Function][]*ssa.Call
	asks     *lookups                              // see looks
	compares map[*types.Var]map[*ssa.Function]bool // see asking

	mu     sync.Mutex // rules run at the same time and ask for facts
	facts  map[*types.Func]*Summary
	traced map[*types.Package]bool
}

func run(pass *analysis.Pass) (any, error) {
	prog := pass.ResultOf[program.Analyzer].(*program.Program)
	r := &Result{
		pass:     pass,
		exits:    pass.ResultOf[exits.Analyzer].(*exits.Result),
		own:      prog.Own(),
		recovers: map[*ssa.Function][]Site{},
		bodies:   map[*ssa.Function][]*ssa.Function{},
		guards:   map[*ssa.Function][]guard{},
		risks:    map[*ssa.Function]risks{},
		uses:     map[*ssa.Function][]ParamUse{},
		callees:  map[*ssa.Function][]*ssa.Function{},
		charged:  map[ssa.CallInstruction]bool{},
		closers:  map[*ssa.Function][]int{},
		shelters: map[*ssa.Function]shelter{},
		wrappers: map[*ssa.Function][]ParamUse{},
		globals:  map[*ssa.Global]ssa.Value{},
		unset:    map[*ssa.Global]bool{},
		local:    map[*types.Func]*Summary{},
		origins:  newOrigins(),
		facts:    map[*types.Func]*Summary{},
		traced:   map[*types.Package]bool{},
		optedIn:  map[match.Func]bool{},
	}
	if known.IsStd(pass.Pkg.Path()) {
		return r, nil // std is a table
	}
	if r.own {
		pass.ExportPackageFact(&traced{})
		r.ssa = prog.Whole()
	} else if keep := candidates(pass); len(keep) > 0 {
		r.ssa = prog.Part(keep.has)
	} else {
		return r, nil
	}
	r.analyze()
	r.export()
	return r, nil
}

func (r *Result) analyze() {
	r.origins.madeHere, r.origins.known, r.origins.elements, r.origins.named = r.isMadeHere, r.Of, r.textsIn, r.isNamedCase
	r.origins.fatal = r.saysFatal
	r.graph = funcflow.New(r.ssa.Pkg, r.ssa.Funcs, r)
	for _, fn := range r.ssa.Funcs {
		if frame := funcflow.Frame(fn); frame != fn {
			r.bodies[frame] = append(r.bodies[frame], fn)
		}
	}
	for _, fn := range r.ssa.Funcs {
		if sites := r.recoverSites(fn); len(sites) > 0 {
			r.recovers[fn] = sites
		}
	}
	for _, fn := range r.ssa.Funcs {
		if !funcflow.IsRangeBody(fn) {
			r.guards[fn] = r.findGuards(fn)
		}
	}
	r.findCallees()
	for _, fn := range r.ssa.Funcs {
		if fn.Parent() == nil {
			r.uses[fn] = r.paramUses(fn)
		}
	}
	r.findWrappers()
	if r.own {
		r.findRisks()
	}
}

// export publishes the summaries of declared functions.
func (r *Result) export() {
	declared := map[*types.Func]*ssa.Function{}
	for _, fn := range r.ssa.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Parent() != nil {
			continue
		}
		declared[obj] = fn
		s := r.summarize(fn, 0)
		s.Methods = r.methodUses(fn)
		if r.own {
			s.Succeeds = r.successes(fn)
			s.Lengths = r.origins.lengths(fn)
			s.Wire = r.origins.wires(fn)
			s.Sure = r.neverErrs(fn)
			s.Nils = nils(fn)
			s.Empty = failsEmpty(fn)
			s.Partial = isPartial(fn)
			s.NilReceiver = looksAtReceiver(fn)
			s.Once = len(r.closedFields(fn)) > 0
		}
		r.local[obj] = s
	}
	for obj, fn := range declared {
		s := r.local[obj]
		if r.own {
			s.Behind = r.behind(fn)
		}
		if !s.empty() {
			r.pass.ExportObjectFact(obj, s)
		}
	}
}

// summarize gives the summary of fn and, up to a depth, of what it returns.
func (r *Result) summarize(fn *ssa.Function, depth int) *Summary {
	s := &Summary{Params: r.uses[fn]}
	s.Recovers, s.Repanics = r.recovery(fn)
	s.Pure = s.Recovers && r.pure(fn)
	s.Same = s.Pure && r.givesSame(fn)
	s.Instead = r.instead(fn)
	if risk := r.risks[fn].sure; risk != nil && risk.Doubt != Opaque {
		s.Panics = r.abroad(risk.Witness) // (other packages are the users who set hooks)
	}
	for _, risk := range r.risks[fn].asked {
		if risk.Need.Kind != Given {
			s.Asks = append(s.Asks, r.abroad(risk.Witness))
		}
	}
	if depth < 2 && returnsFunc(fn) {
		for _, target := range r.Returned(fn) {
			t := r.summarize(target, depth+1)
			t.Params = r.innerUses(fn, target)
			if !t.empty() {
				s.Result = t
				break
			}
		}
	}
	return s
}

// Returned gives the functions that fn returns as its function-typed result.
func (r *Result) Returned(fn *ssa.Function) []*ssa.Function {
	var all []*ssa.Function
	for ret := range flow.Returns(fn) {
		for _, v := range ret.Results {
			if isFunc(v.Type()) {
				targets, _ := r.graph.Targets(v)
				all = append(all, targets...)
			}
		}
	}
	return all
}

func returnsFunc(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}

// Of gives the summary of a declared function of this package or of another
// one; it is empty where nothing is known.
func (r *Result) Of(fn *types.Func) *Summary {
	fn = fn.Origin()
	if s := r.local[fn]; s != nil {
		return s
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.facts[fn]; s != nil {
		return s
	}
	s := new(Summary)
	if fn.Pkg() != nil && fn.Pkg() != r.pass.Pkg {
		r.pass.ImportObjectFact(fn, s)
	}
	r.facts[fn] = s
	return s
}

// Graph gives the flow of function values, or nil if the package has none.
func (r *Result) Graph() *funcflow.Graph { return r.graph }

// Funcs lists the functions of the package that have SSA form.
func (r *Result) Funcs() []*ssa.Function {
	if r.ssa == nil {
		return nil
	}
	return r.ssa.Funcs
}

// IsTraced reports whether the panics of a package were looked for.
func (r *Result) IsTraced(pkg *types.Package) bool {
	if pkg == r.pass.Pkg {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.traced[pkg]
	if !ok {
		known = r.pass.ImportPackageFact(pkg, new(traced))
		r.traced[pkg] = known
	}
	return known
}
