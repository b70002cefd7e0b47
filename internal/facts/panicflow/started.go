package panicflow

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Start is a function value that a site runs on another goroutine, or a
// value whose method is.
type Start struct {
	Site   ssa.CallInstruction
	Value  ssa.Value   // nil: the call of a go statement
	Arg    int         // the parameter that Value is passed as
	Callee *types.Func // who starts it, nil for a go statement
	Does   known.Run   // Starts or Shares
	Method string      // which method of Value, where only the callee's package knows
	Event  bool        // an informer calls it
}

// Starts lists what a call instruction starts on a goroutine that dies with
// the process.
func (r *Result) Starts(site ssa.CallInstruction) []Start {
	if _, ok := site.(*ssa.Go); ok {
		return []Start{{Site: site, Does: known.Starts}}
	}
	common := site.Common()
	obj := calleeObject(common)
	if obj == nil {
		return r.heldStarts(site)
	}
	starts := r.methodStarts(site, obj)
	args, offset := common.Args, argOffset(common, obj)
	for i := offset; i < len(args); i++ {
		if known.HandlesEvents(obj, i-offset) {
			starts = append(starts, eventStarts(site, obj, args[i], i-offset)...)
			continue
		}
		if isInterfaces(args[i].Type()) {
			starts = append(starts, r.listStarts(site, obj, args[i], i-offset)...)
			continue
		}
		if !isFunc(args[i].Type()) && !isFuncs(args[i].Type()) && !types.IsInterface(args[i].Type()) {
			continue
		}
		for _, does := range r.siteDoes(site, obj, i-offset) {
			if does == known.Starts || does == known.Shares {
				starts = append(starts, Start{Site: site, Value: args[i], Arg: i - offset, Callee: obj, Does: does})
				break
			}
		}
	}
	return starts
}

// listStarts lists the values whose methods a variadic function starts:
// registry.MustRegister(disks, memory).
func (r *Result) listStarts(site ssa.CallInstruction, obj *types.Func, list ssa.Value, arg int) []Start {
	does, _ := known.Runs(obj, arg)
	slice, ok := list.(*ssa.Slice)
	if !ok || does != known.Starts || known.RunsMethod(obj, arg) == "" {
		return nil
	}
	array, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var starts []Start
	for _, ref := range *array.Referrers() {
		element, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == ssa.Value(element) {
				starts = append(starts, Start{Site: site, Value: store.Val, Arg: arg, Callee: obj, Does: does})
			}
		}
	}
	return starts
}

// isInterfaces reports whether t is a slice of an interface type that has methods.
func isInterfaces(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	iface, ok := slice.Elem().Underlying().(*types.Interface)
	return ok && iface.NumMethods() > 0
}

// heldStarts lists what a call through a variable starts: var afterFunc = time.AfterFunc.
func (r *Result) heldStarts(site ssa.CallInstruction) []Start {
	common := site.Common()
	if _, builtin := common.Value.(*ssa.Builtin); builtin || common.IsInvoke() {
		return nil
	}
	var starts []Start
	targets, _ := r.graph.Targets(common.Value)
	for _, target := range targets {
		obj, ok := target.Object().(*types.Func)
		if !ok || obj.Signature().Recv() != nil {
			continue
		}
		for i, arg := range common.Args {
			if isFunc(arg.Type()) && slices.Contains(r.Does(obj, i), known.Starts) {
				starts = append(starts, Start{Site: site, Value: arg, Arg: i, Callee: obj.Origin(), Does: known.Starts})
			}
		}
	}
	return starts
}

// siteDoes lists what a call does with an argument. A call of an interface
// method does what the implementations do that it is seen to reach.
func (r *Result) siteDoes(site ssa.CallInstruction, obj *types.Func, arg int) []known.Run {
	all := r.Does(obj, arg)
	if guard, ok := known.OptInGuard(obj); ok && r.hasGuard(guard) {
		return nil
	}
	if !site.Common().IsInvoke() || len(all) > 0 {
		return all
	}
	targets, _ := r.graph.CallTargets(site.Common())
	for _, target := range targets {
		if impl, ok := target.Object().(*types.Func); ok {
			all = append(all, r.Does(impl, arg)...)
		}
	}
	return all
}

// hasGuard reports whether the package mentions a function with which a library recovers.
func (r *Result) hasGuard(f match.Func) bool {
	used, ok := r.optedIn[f]
	if ok {
		return used
	}
	for _, obj := range r.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && known.Is(fn, f) {
			used = true
			break
		}
	}
	r.optedIn[f] = used
	return used
}

// argOffset gives the index of the first explicit argument.
func argOffset(common *ssa.CallCommon, obj *types.Func) int {
	if !common.IsInvoke() && obj.Signature().Recv() != nil && len(common.Args) > obj.Signature().Params().Len() {
		return 1
	}
	return 0
}

// RiskOf gives the strongest risk of what is started, or nil: nothing in it
// is seen to panic, a guard covers it, or what it is is not known.
func (r *Result) RiskOf(s Start) *Risk {
	if s.Value == nil {
		return r.riskOfGo(s.Site)
	}
	if len(r.graph.Params(s.Value)) > 0 {
		return nil // judged where callers pass it
	}
	if s.Event {
		return r.eventRisk(s)
	}
	var best *Risk
	if w := r.nilBound(s); w != nil {
		best = &Risk{Witness: w, At: s.Site, Pos: posOf(s.Site)}
	}
	if _, w := r.wrapped(s.Value); w != nil {
		best = &Risk{Witness: w, At: s.Site, Pos: posOf(s.Site)}
	}
	for _, target := range r.valueTargets(s) {
		if r.inTest(target) && !r.inTest(s.Site.Parent()) {
			continue // what tests pass is no part of the program
		}
		if risk := r.riskOfTarget(s.Site, target); risk != nil && stronger(risk, best) {
			best = risk
		}
	}
	if best != nil && best.Explicit() && isFinalizing(s.Callee) {
		return best.assumed() // it panics to tell that something was lost
	}
	return best
}

func isFinalizing(fn *types.Func) bool {
	return match.IsFunc(fn, "runtime", "SetFinalizer") || match.IsFunc(fn, "runtime", "AddCleanup")
}

// assumed gives a copy of a risk that somebody has seen to.
func (risk *Risk) assumed() *Risk {
	next := *risk
	next.Witness = new(*risk.Witness)
	next.Doubt = Assumed
	return &next
}

// Unknown reports whether nothing is known of what is started.
func (r *Result) Unknown(s Start) bool {
	if s.Value != nil {
		return len(r.valueTargets(s)) == 0
	}
	if _, ok := s.Site.Common().Value.(*ssa.Builtin); ok {
		return false
	}
	targets, _ := r.graph.CallTargets(s.Site.Common())
	return len(targets) == 0
}

func (r *Result) valueTargets(s Start) []*ssa.Function {
	if isFunc(s.Value.Type()) || isFuncs(s.Value.Type()) {
		return r.functionsIn(s.Value)
	}
	iface, ok := s.Value.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	if mi, ok := s.Value.(*ssa.MakeInterface); ok && iface.NumMethods() == 0 && isFunc(mi.X.Type()) {
		return r.functionsIn(mi.X)
	}
	name := cmp.Or(s.Method, known.RunsMethod(s.Callee, s.Arg))
	for m := range iface.Methods() {
		if m.Name() == name || name == "" && iface.NumMethods() == 1 {
			return r.graph.Methods(s.Value, m)
		}
	}
	return nil
}

func (r *Result) riskOfGo(site ssa.CallInstruction) *Risk {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if w := r.lookBuiltin(site, b.Name()); w != nil {
			return &Risk{Witness: w, At: site, Pos: posOf(site)}
		}
		return nil
	}
	if r.charged[site] {
		return nil
	}
	var best *Risk
	consider := func(risk *Risk) {
		if risk != nil && stronger(risk, best) {
			best = risk
		}
	}
	targets, _ := r.targets(site)
	if w := r.nilArgument(site); w != nil {
		consider(&Risk{Witness: w, At: site, Pos: posOf(site)})
	}
	for _, target := range targets {
		consider(r.riskOfTarget(site, target))
		consider(r.riskOfMany(site, target))
		consider(r.unawaited(site, target))
	}
	if s := r.resultSummary(common.Value); s != nil && s.Panics != nil {
		consider(&Risk{Witness: s.Panics, At: site, Pos: posOf(site)})
	}
	if common.IsInvoke() {
		if s := r.behindCall(common); s != nil {
			consider(&Risk{Witness: s.Panics.through(qualified(common.Method)), At: site, Pos: posOf(site)})
		}
	}
	passed, w := r.passedIn(site)
	for _, target := range passed {
		consider(r.riskOfTarget(site, target))
	}
	if w != nil {
		consider(&Risk{Witness: w, At: site, Pos: posOf(site)})
	}
	wrapped, w := r.wrapped(common.Value)
	for _, target := range wrapped {
		consider(r.riskOfTarget(site, target))
	}
	if w != nil {
		consider(&Risk{Witness: w, At: site, Pos: posOf(site)})
	}
	if best == nil || best.Doubt != Concrete {
		for _, target := range targets {
			consider(r.callbackRisk(target))
		}
	}
	return best
}

// riskOfMany gives the risk that a function has because it is started many times.
func (r *Result) riskOfMany(site ssa.CallInstruction, target *ssa.Function) *Risk {
	start, ok := site.(*ssa.Go)
	if !ok {
		return nil
	}
	closing := r.closedByMany(start, target)
	if closing == nil {
		return nil
	}
	w := &Witness{What: closedTwice + " (each goroutine closes it)", Where: r.where(closing.Pos())}
	if target.Parent() == nil {
		w = w.through(Name(target))
	}
	return &Risk{Witness: w, At: closing, Pos: closing.Pos()}
}

// callbackRisk gives the risk of a literal that calls, on its goroutine, a
// function which users of an exported function pass to it. (The callers that
// we see are judged where they pass it.)
func (r *Result) callbackRisk(lit *ssa.Function) *Risk {
	if lit.Parent() == nil || !r.isLibrary() {
		return nil
	}
	for _, block := range lit.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !r.charged[call] || r.cover(lit, call) == covered || r.origins.fromStd(call.Call.Value, 0) {
				continue
			}
			for _, p := range r.graph.Params(call.Call.Value) {
				if r.graph.Escapes(p.Parent()) && encloses(p.Parent(), lit) {
					w := &Witness{What: "call of the callback " + p.Name(), Where: r.where(call.Pos()), Doubt: Assumed}
					return &Risk{Witness: w, At: call, Pos: call.Pos(), Late: r.cover(lit, call) == late}
				}
			}
		}
	}
	return nil
}

// riskOfTarget gives the risk of one function that a site starts.
func (r *Result) riskOfTarget(site ssa.CallInstruction, target *ssa.Function) *Risk {
	if target.Blocks != nil {
		var best risks
		for _, risk := range r.risks[target].all() {
			if r.passesBy(site, target, risk) {
				continue
			}
			if risk = r.started(site, target, risk); risk != nil {
				best.add(risk)
			}
		}
		return best.strongest()
	}
	obj, ok := target.Object().(*types.Func)
	if !ok {
		return nil
	}
	if w := r.foreign(site, obj); w != nil {
		return &Risk{Witness: w, At: site, Pos: posOf(site)}
	}
	return nil
}

// ranBefore reports whether a function that works on what it is given is always called, on the
// goroutine of the starter, before a site that starts another, and not under a guard.
func (r *Result) ranBefore(site ssa.CallInstruction, fn *ssa.Function) bool {
	params := slices.Collect(fn.Signature.Params().Variables())
	if !slices.ContainsFunc(params, func(p *types.Var) bool { return !match.IsContext(p.Type()) }) {
		return false // it depends on how things are
	}
	for _, block := range site.Parent().Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() == fn && flow.Dominates(call, site) && r.cover(site.Parent(), call) != covered {
				return true
			}
		}
	}
	return false
}

// ranThrough reports whether the starter has always called something before that comes to the
// instruction of a risk, with what the goroutine works on: it would have panicked itself.
func (r *Result) ranThrough(site ssa.CallInstruction, risk *Risk) bool {
	worksOn := map[string]bool{"": false}
	work := slices.Clone(site.Common().Args)
	if literal, ok := site.Common().Value.(*ssa.MakeClosure); ok {
		work = append(work, literal.Bindings...)
	}
	for _, v := range work {
		for key := range r.origins.mentioned(v) {
			worksOn[strings.TrimLeft(key, "*")] = key != ""
		}
	}
	for _, block := range site.Parent().Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil || !flow.Dominates(call, site) || r.cover(site.Parent(), call) == covered {
				continue
			}
			comes := slices.ContainsFunc(r.risks[call.Call.StaticCallee()].all(), func(other *Risk) bool { return other.last().At == risk.last().At })
			if comes && slices.ContainsFunc(call.Call.Args[argsFrom(call):], func(arg ssa.Value) bool { return worksOn[strings.TrimLeft(r.origins.rootKey(arg), "*")] }) {
				return true
			}
		}
	}
	return false
}

// argsFrom gives the index of the first argument behind a receiver and a context.
func argsFrom(call *ssa.Call) (i int) {
	if call.Call.Signature().Recv() != nil && !call.Call.IsInvoke() {
		i++
	}
	if i < len(call.Call.Args) && match.IsContext(call.Call.Args[i].Type()) {
		i++
	}
	return i
}

// last gives the risk of the function that has the instruction.
func (risk *Risk) last() *Risk {
	for risk.Next != nil {
		risk = risk.Next
	}
	return risk
}

// started gives a risk of a function as the site that starts it shows it.
func (r *Result) started(site ssa.CallInstruction, target *ssa.Function, risk *Risk) *Risk {
	if risk != nil && risk.Callee != nil && (r.ranBefore(site, risk.Callee) || r.ranThrough(site, risk)) {
		risk = risk.assumed() // the starter has come through it
	}
	if risk == nil || target.Parent() != nil {
		return risk
	}
	w := r.at(risk.Witness, site, target.Object())
	if w == nil {
		return nil
	}
	named := *risk
	named.Witness = w.through(Name(target))
	return &named
}

// Inner gives the risk of a goroutine that a guarded function, started by s,
// starts in turn: the guard does not reach it.
func (r *Result) Inner(s Start) *Risk {
	var targets []*ssa.Function
	if s.Value != nil {
		targets = r.valueTargets(s)
	} else if _, builtin := s.Site.Common().Value.(*ssa.Builtin); !builtin {
		targets, _ = r.graph.CallTargets(s.Site.Common())
	}
	for _, target := range targets {
		if len(r.guards[target]) == 0 {
			continue
		}
		for _, block := range target.Blocks {
			for _, instr := range block.Instrs {
				inner, ok := instr.(*ssa.Go)
				if !ok {
					continue
				}
				if risk := r.riskOfGo(inner); risk != nil && risk.Doubt == Concrete {
					return risk
				}
			}
		}
	}
	return nil
}

// MethodRisk gives the risk of the method of a value's dynamic types, which
// another goroutine will call.
func (r *Result) MethodRisk(v ssa.Value, name string) *Risk {
	mi, ok := v.(*ssa.MakeInterface)
	if !ok {
		return nil
	}
	fn := r.graph.MethodNamed(mi.X.Type(), name)
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	return r.risks[fn].strongest()
}

// FuncRisk gives the strongest risk of the functions that v may hold.
func (r *Result) FuncRisk(v ssa.Value) *Risk {
	var best *Risk
	targets, _ := r.graph.Targets(v)
	for _, target := range targets {
		if risk := r.risks[target].strongest(); risk != nil && stronger(risk, best) {
			best = risk
		}
	}
	return best
}

// Covered reports whether a panic at site is, or may be, stopped by a guard
// of the function that holds it.
func (r *Result) Covered(site ssa.CallInstruction) bool {
	return r.cover(funcflow.Frame(site.Parent()), site) == covered
}

// CallRisk gives the risk of the functions that a call reaches.
func (r *Result) CallRisk(call *ssa.Call) *Risk {
	var best *Risk
	targets, _ := r.graph.CallTargets(&call.Call)
	for _, target := range targets {
		if risk := r.riskOfTarget(call, target); risk != nil && stronger(risk, best) {
			best = risk
		}
	}
	return best
}
