package panicflow

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
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
		if risk.Next == nil && asksFirst(e.at.(ssa.CallInstruction), w) {
			w = new(*w)
			w.Doubt = max(w.Doubt, Assumed)
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
	stmt, ok := risk.last().At.(*ssa.Panic)
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

// encloses reports whether fn is outer or a function literal in it.
func encloses(outer, fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}
