package panicflow

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// findRisks looks in every function for the first instruction whose panic
// leaves the function. A function learns from those it calls, so it repeats
// until nothing is learned; a risk that is found stays, unless a stronger one
// comes.
func (r *Result) findRisks() {
	pending := map[*ssa.Function][]event{}
	for _, fn := range r.ssa.Funcs {
		if !funcflow.IsRangeBody(fn) {
			r.ownRisk(fn, pending)
		}
	}
	// What is learned in a round counts from the next one on, so that the
	// shortest chain wins, and the order of the functions does not.
	for learned := map[*ssa.Function]risks{}; ; clear(learned) {
		for fn, events := range pending {
			known := r.risks[fn]
			for _, e := range events {
				for _, risk := range r.callRisks(e) {
					if known.add(risk) {
						learned[fn] = known
					}
				}
			}
		}
		if len(learned) == 0 {
			return
		}
		maps.Copy(r.risks, learned)
	}
}

// risks are the strongest risks of a function: one about which its callers can do
// nothing, and some about which they can, each by another argument or in another way.
type risks struct {
	sure  *Risk
	asked []*Risk
}

// maxAsked bounds what is remembered of a function.
const maxAsked = 4

// all lists the risks.
func (rs risks) all() []*Risk {
	if rs.sure == nil {
		return rs.asked
	}
	return append([]*Risk{rs.sure}, rs.asked...)
}

// add takes a risk if it is stronger than the one that is there.
func (rs *risks) add(risk *Risk) bool {
	if risk.Need == nil {
		if !stronger(risk, rs.sure) {
			return false
		}
		rs.sure = risk
		return true
	}
	i := slices.IndexFunc(rs.asked, func(other *Risk) bool {
		return other.Need.Param == risk.Need.Param && other.Need.Kind == risk.Need.Kind
	})
	switch {
	case i >= 0 && (stronger(risk, rs.asked[i]) || asksMore(risk, rs.asked[i])):
		rs.asked = slices.Clone(rs.asked)
		rs.asked[i] = risk
		return true
	case i < 0 && len(rs.asked) < maxAsked:
		rs.asked = append(rs.asked[:len(rs.asked):len(rs.asked)], risk)
		return true
	}
	return false
}

// asksMore reports whether a risk asks for a longer argument than another: who passes
// one that is long enough for that is not reached by either.
func asksMore(a, b *Risk) bool {
	return a.Doubt == b.Doubt && a.Need.Kind == Long && a.Need.Len > b.Need.Len
}

// strongest gives the strongest of the risks, nil if there is none.
func (rs risks) strongest() *Risk {
	best := rs.sure
	for _, risk := range rs.asked {
		if stronger(risk, best) {
			best = risk
		}
	}
	return best
}

// An event is a call that no guard covers, to a function of this package.
type event struct {
	at     ssa.Instruction
	target *ssa.Function
	late   bool
	picky  bool
}

// ownRisk finds the strongest witness in the instructions of fn itself, in
// source order, and collects the calls whose risk is not known yet.
func (r *Result) ownRisk(fn *ssa.Function, pending map[*ssa.Function][]event) {
	frame := append([]*ssa.Function{fn}, r.bodies[fn]...)
	for _, part := range frame {
		for _, block := range part.Blocks {
			for _, instr := range block.Instrs {
				r.judge(fn, instr, pending)
			}
		}
	}
}

func (r *Result) judge(fn *ssa.Function, instr ssa.Instruction, pending map[*ssa.Function][]event) {
	w, targets := r.look(fn, instr)
	if w == nil && len(targets) == 0 {
		return
	}
	cover := r.cover(fn, instr)
	if cover == covered {
		return
	}
	if w != nil && (cover != picky || !w.Explicit()) {
		risk := &Risk{Witness: w, At: instr, Late: cover == late, Picky: cover == picky, Pos: posOf(instr)}
		known := r.risks[fn]
		known.add(risk)
		r.risks[fn] = known
	}
	for _, target := range targets {
		pending[fn] = append(pending[fn], event{instr, target, cover == late, cover == picky})
	}
}

// callRisks gives the risks that a call takes over from the function it
// reaches.
func (r *Result) callRisks(e event) []*Risk {
	var all []*Risk
	if isFake(e.target.Object()) {
		return nil
	}
	for _, risk := range r.risks[e.target].all() {
		if r.passesBy(e.at.(ssa.CallInstruction), e.target, risk) || risk.far() || e.picky && risk.Explicit() {
			continue
		}
		if d, ok := e.at.(*ssa.Defer); ok && r.handlerOnly(d, e.target, risk) {
			continue
		}
		w := r.at(risk.Witness, e.at.(ssa.CallInstruction), e.target.Object())
		if w == nil {
			continue
		}
		if e.target.Parent() == nil {
			w = w.through(Name(e.target))
		}
		all = append(all, &Risk{Witness: w, At: e.at, Late: e.late, Picky: e.picky || risk.Picky, Callee: e.target, Next: risk, Pos: posOf(e.at)})
	}
	return all
}

// passesBy reports whether a function does not come to a risk of it for the constants that a
// call gives: commandOf(ping, m), where it switches on the kind. (One that calls itself does so
// with others.)
func (r *Result) passesBy(site ssa.CallInstruction, fn *ssa.Function, risk *Risk) bool {
	if risk.At.Parent() != fn {
		return false
	}
	reached := flow.ReachedWith(fn, site)
	return reached != nil && !reached[risk.At.Block()] && !slices.ContainsFunc(r.callees[fn], func(callee *ssa.Function) bool { return r.below(callee)[fn] })
}

// isFake reports whether a function, or the type that it is a method of, is named for tests:
// newFakeFilesystem, logForTesting. What fails there fails in tests.
func isFake(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	names := []string{fn.Name()}
	if recv := fn.Signature().Recv(); recv != nil {
		if named := match.Named(recv.Type()); named != nil {
			names = append(names, named.Obj().Name())
		}
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return strings.HasSuffix(name, "ForTest") || strings.HasSuffix(name, "ForTesting") || hasWord(name, "Fake") || hasWord(name, "Mock")
	})
}

// hasWord reports whether a name in camel case has a word: newFakeFile and fakeFile have
// Fake, Fakery has not.
func hasWord(name, word string) bool {
	lower := strings.ToLower(word[:1]) + word[1:]
	rest, found := strings.CutPrefix(name, lower)
	if !found {
		if _, rest, found = strings.Cut(name, word); !found {
			return false
		}
	}
	return rest == "" || rest[0] < 'a' || rest[0] > 'z'
}

// handlerOnly reports whether the risk of a deferred handler is one that we
// do not hold against it: code that runs after a recover is there to report,
// and only a panic statement that it reaches by a call is meant to be seen.
func (r *Result) handlerOnly(d *ssa.Defer, target *ssa.Function, risk *Risk) bool {
	recovers, _ := r.recovery(target)
	if !recovers {
		return risk.Doubt != Concrete // we do not follow cleanup into code we do not see
	}
	// A handler that panics again is no guard; what it panics with is the body's.
	_, direct := risk.At.(*ssa.Panic)
	return direct || !risk.Explicit() || r.raises(risk)
}

// raises reports whether the panic of a risk is one that its function was given: func
// filter(v any) { if v == http.ErrAbortHandler { panic(v) } }.
func (r *Result) raises(risk *Risk) bool {
	for risk.Next != nil {
		risk = risk.Next
	}
	stmt, ok := risk.At.(*ssa.Panic)
	if !ok {
		return false
	}
	v := stmt.X
	if load, ok := v.(*ssa.UnOp); ok {
		v = r.origins.onlyStore(load)
	}
	_, given := v.(*ssa.Parameter)
	return given
}

// look examines one instruction: a witness of its own, and the functions of
// this package that it calls.
func (r *Result) look(fn *ssa.Function, instr ssa.Instruction) (*Witness, []*ssa.Function) {
	switch instr := instr.(type) {
	case *ssa.Go:
		return nil, nil // another goroutine; the arguments are instructions of their own
	case ssa.CallInstruction:
		return r.lookCall(fn, instr)
	}
	return r.lookInstr(fn, instr), nil
}

func (r *Result) lookCall(fn *ssa.Function, site ssa.CallInstruction) (*Witness, []*ssa.Function) {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return r.lookBuiltin(site, b.Name()), nil
	}
	if w := r.nilCall(site); w != nil {
		return w, nil
	}
	if w := r.walkRisk(site); w != nil {
		return w, nil
	}
	if w := r.closedByCalls(site); w != nil {
		return w, nil
	}
	var best *Witness
	consider := func(w *Witness) {
		if w != nil && (best == nil || w.Doubt < best.Doubt) {
			best = w
		}
	}
	targets, all := r.targets(site)
	var local []*ssa.Function
	for _, target := range targets {
		if common.IsInvoke() && (len(targets) > 1 || !all) && onlyPanics(target) {
			continue // an implementation that says: not with me
		}
		if obj, ok := target.Object().(*types.Func); ok && r.exits.Of(obj) == exits.Exits {
			continue // the process ends there, by a panic or without
		}
		if target.Blocks != nil {
			local = append(local, target)
		} else if obj, ok := target.Object().(*types.Func); ok {
			consider(r.foreign(site, obj))
		}
	}
	if !all {
		consider(r.unseen(fn, site))
	}
	wrapped, w := r.wrapped(common.Value)
	consider(w)
	for _, target := range wrapped {
		if target.Blocks != nil {
			local = append(local, target)
		}
	}
	passed, w := r.passedIn(site)
	consider(w)
	consider(r.nilArgument(site))
	consider(r.stateRisk(site))
	consider(r.blockRisk(site))
	if _, deferred := site.(*ssa.Defer); deferred && best != nil && best.Doubt != Concrete {
		best = nil
	}
	return best, append(local, passed...)
}

// nilCall judges the call of a function, or of an interface's method, that may be nil.
func (r *Result) nilCall(site ssa.CallInstruction) *Witness {
	called := site.Common().Value
	if r.origins.maybeNil(site, called) {
		return &Witness{What: "call of what some path leaves nil", Where: r.where(site.Pos())}
	}
	if load, ok := called.(*ssa.UnOp); ok && r.neverMade(load) && !r.origins.guardedBy(site, load) {
		return &Witness{What: "call of what nothing sets", Where: r.where(site.Pos())}
	}
	if site.Common().IsInvoke() {
		if what, doubt := r.nilInterface(site, called); what != "" {
			return &Witness{What: what, Where: r.where(site.Pos()), Doubt: doubt}
		}
	}
	if doubt, missing := r.missingFunc(site); missing {
		return &Witness{What: "call of a nil function (the map may not have the key)", Where: r.where(site.Pos()), Doubt: doubt}
	}
	return nil
}

// nilInterface says why the interface whose method is called, or which is asserted, may be nil.
func (r *Result) nilInterface(site ssa.Instruction, v ssa.Value) (string, Doubt) {
	if what := r.knownNil(site, v); what != "" {
		return what, Concrete
	}
	if result, ok := v.(*ssa.Extract); ok && !r.origins.guardedBy(site, v) {
		if what, doubt := r.resultRisk(site, result); what != "" {
			return what, doubt
		}
	}
	if by := r.clearedElsewhere(site, v); by != "" {
		return "nil dereference (" + by + ")", Weak
	}
	if what, doubt := r.earlyRisk(site, v); what != "" {
		return what, doubt
	}
	if what, doubt := r.receivedNil(site, v); what != "" {
		return what, doubt
	}
	return r.failedRisk(site, v)
}

// onlyPanics reports whether the body of a function is one panic statement.
func onlyPanics(fn *ssa.Function) bool {
	if len(fn.Blocks) != 1 {
		return false
	}
	block := fn.Blocks[0].Instrs
	return flow.IsPanic(block[len(block)-1])
}

// targets gives the functions that a call is judged by. A function that a
// caller passed in is judged where the caller passes it.
func (r *Result) targets(site ssa.CallInstruction) (fns []*ssa.Function, all bool) {
	if r.charged[site] {
		return nil, true
	}
	fns, all = r.graph.CallTargets(site.Common())
	fns = r.unshelteredAt(site, fns)
	slices.SortStableFunc(fns, bySource)
	if !r.inTest(site.Parent()) {
		// What tests put behind an interface is no part of the program.
		fns = slices.DeleteFunc(fns, r.inTest)
	}
	return fns, all
}

func (r *Result) inTest(fn *ssa.Function) bool { return fn.Blocks != nil && r.isTestFile(fn.Pos()) }

func (r *Result) isTestFile(pos token.Pos) bool {
	file := r.pass.Fset.File(pos)
	return file != nil && strings.HasSuffix(file.Name(), "_test.go")
}

// bySource compares by the names of files, not by the order in which a driver
// reads them.
func bySource(a, b *ssa.Function) int {
	p, q := a.Prog.Fset.Position(a.Pos()), b.Prog.Fset.Position(b.Pos())
	return cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset))
}

// foreign judges a call of a function of another package.
func (r *Result) foreign(site ssa.CallInstruction, obj *types.Func) *Witness {
	if isFake(obj) {
		return nil
	}
	if obj.Pkg() == nil || obj.Pkg() == r.pass.Pkg {
		return nil
	}
	obj = obj.Origin()
	if risk, ok := known.Risky(obj); ok {
		if risk.Constant && constantArgs(site) {
			return nil
		}
		doubt := Concrete
		if risk.Constant && (configured(site) || printed(site, obj.Pkg())) {
			doubt = Assumed // who reads the configuration may check it
		}
		w := &Witness{What: qualified(obj) + " " + risk.Why, Where: r.where(site.Pos()), Doubt: doubt}
		if risk.Constant {
			if r.isParsedBefore(site) {
				return nil
			}
			w.Need = needOfText(site)
		}
		return w
	}
	if w := r.demandRisk(site, obj); w != nil {
		return w
	}
	if w := r.lengthDemandRisk(site, obj); w != nil {
		return w
	}
	if known.Harmless(obj) || known.Guards(obj) != known.NoGuard {
		return nil
	}
	if r.isTraced(obj.Pkg()) {
		return r.foreignRisk(site, obj)
	}
	if strings.HasPrefix(obj.Name(), "Must") && !constantArgs(site) && !givenCommand(obj) {
		w := &Witness{What: qualified(obj) + " panics on an error", Where: r.where(site.Pos())}
		if !hasMild(obj) {
			w.Doubt = Assumed // there, errors end the program
		}
		return w
	}
	if !works(obj) {
		return nil
	}
	return &Witness{What: "call of " + qualified(obj), Where: r.where(site.Pos()), Doubt: Foreign}
}

// hasMild reports whether there is a function or method with the name of obj without
// Must, which returns the error.
func hasMild(obj *types.Func) bool {
	name := strings.TrimPrefix(obj.Name(), "Must")
	if recv := obj.Signature().Recv(); recv != nil {
		mild, _, _ := types.LookupFieldOrMethod(recv.Type(), true, obj.Pkg(), name)
		return mild != nil
	}
	return obj.Pkg().Scope().Lookup(name) != nil
}

// givenCommand reports whether a function works on a command of the terminal:
// its Must means that the program ends.
func givenCommand(obj *types.Func) bool {
	for v := range obj.Signature().Params().Variables() {
		if match.IsType(v.Type(), "github.com/spf13/cobra", "Command") || match.IsType(v.Type(), "github.com/spf13/pflag", "FlagSet") {
			return true
		}
	}
	return false
}

// foreignRisk gives the witness of a function of a package that was looked at.
func (r *Result) foreignRisk(site ssa.CallInstruction, obj *types.Func) *Witness {
	var best *Witness
	s := r.Of(obj)
	consider := func(w *Witness) {
		if w == nil || w.far() {
			return
		}
		if w = r.at(w, site, obj); w != nil && (best == nil || w.Doubt < best.Doubt) {
			best = w.through(qualified(obj))
		}
	}
	consider(s.Panics)
	for _, w := range s.Asks {
		consider(w)
	}
	return best
}

// works reports whether a function that we do not see does enough to be worth
// a guard: it takes a context or may fail, and is no cleanup.
func works(obj *types.Func) bool {
	for _, prefix := range []string{"Close", "Flush", "Sync", "Stop", "Shutdown", "Unlock", "Release"} {
		if strings.HasPrefix(obj.Name(), prefix) {
			return false
		}
	}
	for v := range obj.Signature().Params().Variables() {
		if match.IsContext(v.Type()) {
			return true
		}
	}
	for v := range obj.Signature().Results().Variables() {
		if match.IsError(v.Type()) {
			return true
		}
	}
	return false
}

func qualified(obj *types.Func) string {
	name := obj.Name()
	if recv := match.FuncOf(obj).Recv; recv != "" {
		name = recv + "." + name
	}
	return obj.Pkg().Name() + "." + name
}

func constantArgs(site ssa.CallInstruction) bool {
	for _, arg := range site.Common().Args {
		if !isFixed(arg) {
			return false
		}
	}
	return true
}

// configured reports whether a call is given a field of a configuration, or a
// constant, and nothing else.
func configured(site ssa.CallInstruction) bool {
	return !slices.ContainsFunc(site.Common().Args, func(arg ssa.Value) bool {
		base, _ := fieldLoad(arg)
		return !isConst(arg) && (base == nil || !isConfiguration(base.Type()))
	})
}

// printed reports whether a call that parses a text is given what a value of its own
// package, or of net, prints of itself: netip.MustParseAddr(addr.String()).
func printed(site ssa.CallInstruction, by *types.Package) bool {
	return len(site.Common().Args) == 1 && isPrinted(site.Common().Args[0], by, 0)
}

func isPrinted(v ssa.Value, by *types.Package, depth int) bool {
	call, ok := v.(*ssa.Call)
	if !ok || depth > 3 {
		return false
	}
	if obj := calleeObject(&call.Call); obj != nil && obj.Name() == "String" && obj.Signature().Recv() != nil {
		return obj.Pkg() == by || obj.Pkg() != nil && obj.Pkg().Path() == "net"
	}
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return false
	}
	for ret := range flow.Returns(fn) {
		if !isPrinted(ret.Results[0], by, depth+1) {
			return false
		}
	}
	return true
}

// isConfiguration reports whether a struct, or the package that declares it, is
// named for what operators write.
func isConfiguration(t types.Type) bool {
	named := match.Named(t)
	return named != nil && named.Obj().Pkg() != nil && (match.IsConfigName(named.Obj().Name()) || match.IsConfigName(named.Obj().Pkg().Name()))
}

// unseen judges a dynamic call that may reach code outside the package.
func (r *Result) unseen(fn *ssa.Function, site ssa.CallInstruction) *Witness {
	common := site.Common()
	if common.IsInvoke() {
		m := common.Method
		if s := r.behindCall(common); s != nil {
			return s.Panics.through(qualified(m))
		}
		if known.Harmless(m) || !works(m) {
			return nil
		}
		return &Witness{What: "call of interface method " + qualified(m), Where: r.where(site.Pos()), Doubt: Foreign}
	}
	if r.origins.fromStd(common.Value, 0) {
		return nil // a cancel function, a stop function
	}
	if s := r.resultSummary(common.Value); s != nil {
		return s.Panics // what it was given is judged where it is passed
	}
	for _, p := range r.graph.Params(common.Value) {
		if encloses(p.Parent(), site.Parent()) && !r.isSheltered(common.Value, p) {
			w := &Witness{What: "call of the callback " + p.Name(), Where: r.where(site.Pos())}
			w.Need = &Need{Param: paramNumber(p.Parent(), p), Kind: Given, of: p.Parent()}
			w.Doubt = Assumed // those who pass it are asked
			return w
		}
	}
	if targets, _ := r.graph.Targets(common.Value); len(targets) > 0 {
		return nil // judged by the functions that we see it hold
	}
	if isCleanup(common.Value) {
		return nil
	}
	w := &Witness{What: "call of a function value", Where: r.where(site.Pos()), Doubt: Foreign}
	if r.setByUsers(common.Value) {
		w.Doubt = Opaque
		if r.origins.guardedBy(site, common.Value) {
			w.Doubt = Assumed // a hook that may be left out is for those who know what it runs on
		}
	}
	return w
}

// isCleanup reports whether a function value is held in a field or variable
// that is named like a cleanup: cancel, stop, done.
func isCleanup(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	name := load.X.Name()
	if field, ok := load.X.(*ssa.FieldAddr); ok {
		name = fieldName(field)
	}
	name = strings.ToLower(name)
	return slices.ContainsFunc(cleanups, func(word string) bool { return strings.Contains(name, word) })
}

func fieldName(addr *ssa.FieldAddr) string {
	ptr, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return "" // a type parameter
	}
	return st.Field(addr.Field).Name()
}

// encloses reports whether fn is outer or a function literal in it.
func encloses(outer, fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

// fromStd reports whether a function value is the result of a std function,
// or has a std function type that is one: context.CancelFunc.
func (o *origins) fromStd(v ssa.Value, depth int) bool {
	if named, ok := types.Unalias(v.Type()).(*types.Named); ok && named.Obj().Pkg() != nil && known.IsStd(named.Obj().Pkg().Path()) {
		return true
	}
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return o.fromStd(v.Tuple, depth+1)
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		return obj != nil && obj.Pkg() != nil && known.IsStd(obj.Pkg().Path())
	case *ssa.UnOp:
		return v.Op == token.MUL && o.storesFromStd(v.X, depth)
	}
	return false
}

// storesFromStd reports whether all that is stored in a local variable comes
// from std.
func (o *origins) storesFromStd(addr ssa.Value, depth int) bool {
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok {
		return false
	}
	found := false
	for _, ref := range *alloc.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == alloc {
			if !o.fromStd(store.Val, depth+1) {
				return false
			}
			found = true
		}
	}
	return found
}

// passedIn gives the functions that a call hands to a callee which calls them
// in line, so that their panic comes back here.
func (r *Result) passedIn(site ssa.CallInstruction) (local []*ssa.Function, best *Witness) {
	common := site.Common()
	obj := calleeObject(common)
	if obj == nil {
		return nil, nil
	}
	offset := len(common.Args) - obj.Signature().Params().Len()
	if offset < 0 || offset > 1 {
		offset = 0
	}
	for i, arg := range common.Args {
		if i < offset || !isFunc(arg.Type()) && !isFuncs(arg.Type()) || !r.callsIn(obj, i-offset) && !r.raisesHere(site, obj) {
			continue
		}
		if _, handedOn := arg.(*ssa.Parameter); handedOn {
			continue // judged where callers pass it
		}
		for _, target := range r.functionsIn(arg) {
			if funcflow.IsRangeBody(target) || r.inTest(target) && !r.inTest(site.Parent()) {
				continue // part of this frame, or no part of the program
			}
			if target.Blocks != nil {
				local = append(local, target)
			} else if obj, ok := target.Object().(*types.Func); ok {
				best = r.foreign(site, obj)
			}
		}

	}
	return local, best
}

// raisesHere reports whether the function around a call that starts something waits for it
// by a method that raises its panic again: wg.Go(f) and wg.Wait() of conc.
func (r *Result) raisesHere(site ssa.CallInstruction, obj *types.Func) bool {
	if !known.RaisesInWait(obj) || len(site.Common().Args) == 0 {
		return false
	}
	group := site.Common().Args[0]
	for _, block := range site.Parent().Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || len(call.Common().Args) == 0 {
				continue
			}
			wait, on := calleeObject(call.Common()), call.Common().Args[0]
			if wait != nil && wait.Name() == "Wait" && wait.Pkg() == obj.Pkg() && (on == group || r.origins.sameRoot(on, group)) {
				return true
			}
		}
	}
	return false
}

func (r *Result) callsIn(obj *types.Func, arg int) bool {
	for _, does := range r.Does(obj, arg) {
		if does == known.Calls || does == known.Defers || does == known.Shares {
			return true
		}
	}
	return false
}

// functionsIn gives the functions that v, one or a slice of them, may hold, and those that
// they are known to wrap.
func (r *Result) functionsIn(v ssa.Value) []*ssa.Function {
	if isFuncs(v.Type()) {
		return r.graph.Elements(v)
	}
	var targets []*ssa.Function
	for _, part := range ownParts(v) {
		held, _ := r.graph.Targets(part)
		targets = append(targets, held...)
	}
	wrapped, _ := r.wrapped(v)
	return append(r.unsheltered(v, targets), wrapped...)
}

// ownParts gives what v may be but for a parameter, whose callers are asked:
// if log == nil { log = stdLog }.
func ownParts(v ssa.Value) []ssa.Value {
	phi, ok := v.(*ssa.Phi)
	if !ok {
		return []ssa.Value{v}
	}
	return slices.DeleteFunc(slices.Clone(phi.Edges), func(edge ssa.Value) bool {
		_, given := edge.(*ssa.Parameter)
		return given
	})
}

// isFuncs reports whether t is a slice of functions, as variadic parameters
// are.
func isFuncs(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && isFunc(slice.Elem())
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
