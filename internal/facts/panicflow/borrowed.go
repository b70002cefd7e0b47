package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A loan is a goroutine that was started with a channel which is closed once a function
// returns that the starter runs for.
type loan struct {
	result *Result
	start  *ssa.Go
	target *ssa.Function // what is started
	ch     *ssa.Parameter
}

// unawaited gives the risk of a goroutine that sends on a channel which its starter was lent,
// and for which the starter does not wait:
//
//	func (c *collector) Collect(ch chan<- prometheus.Metric) {
//		for _, host := range c.hosts {
//			go func() { ch <- c.measure(host) }()
//		}
//	}
func (r *Result) unawaited(site ssa.CallInstruction, target *ssa.Function) *Risk {
	start, ok := site.(*ssa.Go)
	if !ok || start.Parent().Parent() != nil || givesHandle(start.Parent().Signature) {
		return nil
	}
	for _, p := range start.Parent().Params {
		l := &loan{r, start, target, p}
		if !isChannel(p.Type()) || !r.isLent(p, 0) {
			continue
		}
		send := l.send()
		if send == nil || l.isAwaited(send) {
			continue
		}
		w := &Witness{What: "send on the channel of Collect, which is closed once that returns", Where: r.where(posOf(send))}
		if target.Parent() == nil {
			w = w.through(Name(target))
		}
		return &Risk{Witness: w, At: send, Pos: posOf(send)}
	}
	return nil
}

// givesHandle reports whether a function returns something by which its caller may wait.
func givesHandle(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		switch v.Type().Underlying().(type) {
		case *types.Chan, *types.Signature, *types.Pointer:
			return true
		}
	}
	return false
}

func isChannel(t types.Type) bool { _, ok := t.Underlying().(*types.Chan); return ok }

// isLent reports whether a parameter is the channel of a function that knows it for as long
// as it runs, or was handed on by one.
func (r *Result) isLent(p *ssa.Parameter, depth int) bool {
	fn := p.Parent()
	if obj, ok := fn.Object().(*types.Func); ok && known.Borrows(obj) {
		return true
	}
	if depth > 3 {
		return false
	}
	for _, use := range r.graph.Uses(fn) {
		if use.Mode != funcflow.Called && use.Mode != funcflow.Started {
			continue
		}
		if from := r.given(argument(use.Site, paramNumber(fn, p))); from != nil && from != p && r.isLent(from, depth+1) {
			return true
		}
	}
	return false
}

// given gives the parameter of a declared function that a value is, be it by way of a
// literal that captures it or is started with it.
func (r *Result) given(v ssa.Value) *ssa.Parameter {
	for range 4 {
		switch from := strip(v).(type) {
		case *ssa.UnOp:
			v = r.origins.onlyStore(from)
		case *ssa.Parameter:
			if from.Parent().Parent() == nil {
				return from
			}
			uses := r.graph.Uses(from.Parent())
			if len(uses) != 1 {
				return nil
			}
			v = argument(uses[0].Site, paramNumber(from.Parent(), from))
		default:
			return nil
		}
		if v == nil {
			return nil
		}
	}
	return nil
}

// send gives the instruction of the goroutine that sends on the channel, or hands it on.
func (l *loan) send() ssa.Instruction {
	for _, block := range l.target.Blocks {
		for _, instr := range block.Instrs {
			if l.sends(instr) && l.result.cover(l.target, instr) != covered {
				return instr
			}
		}
	}
	return nil
}

func (l *loan) sends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send:
		return l.isLent(instr.Chan)
	case *ssa.Call:
		_, builtin := instr.Call.Value.(*ssa.Builtin)
		return !builtin && slices.ContainsFunc(instr.Call.Args, l.isLent)
	}
	return false
}

// isLent reports whether the goroutine has the channel by this name.
func (l *loan) isLent(v ssa.Value) bool {
	if !isChannel(v.Type()) {
		return false
	}
	if p, ok := strip(v).(*ssa.Parameter); ok && p.Parent() == l.target {
		v = argument(l.start, paramNumber(l.target, p))
	}
	return v != nil && l.result.given(v) == l.ch
}

// isAwaited reports whether the starter may have seen the end of the goroutine whenever it
// returns, or somebody else sees to it.
func (l *loan) isAwaited(send ssa.Instruction) bool {
	waits := l.waits()
	if len(waits) == 0 {
		return l.tellsOthers()
	}
	for _, wait := range waits {
		if _, deferred := wait.(*ssa.Defer); deferred {
			return true
		}
	}
	return !l.skips(waits) && !l.tellsEarly(waits, send)
}

// waits lists where the starter waits after it has started the goroutine, in the same round
// of a loop, or as it ends.
func (l *loan) waits() []ssa.Instruction {
	var all []ssa.Instruction
	for _, block := range l.start.Parent().Blocks {
		for _, instr := range block.Instrs {
			_, deferred := instr.(*ssa.Defer)
			if l.result.awaits(instr, 0) && (deferred || l.isFollowedBy(instr)) {
				all = append(all, instr)
			}
		}
	}
	return all
}

// isFollowedBy reports whether an instruction may come after the go statement without
// another round of a loop that both are in.
func (l *loan) isFollowedBy(instr ssa.Instruction) bool {
	for h := l.start.Block(); h != nil; h = h.Idom() {
		if isInLoop(l.start.Block(), h) && isInLoop(instr.Block(), h) {
			return flow.ReachesWithout(l.start, instr, func(between ssa.Instruction) bool { return between == h.Instrs[0] })
		}
	}
	return flow.Reaches(l.start, instr)
}

// awaits reports whether an instruction may wait for other goroutines.
func (r *Result) awaits(instr ssa.Instruction, depth int) bool {
	if len(received(instr)) > 0 {
		sel, ok := instr.(*ssa.Select)
		return !ok || sel.Blocking
	}
	if send, ok := instr.(*ssa.Send); ok { // for range cap(slots) { slots <- struct{}{} }
		return depth == 0 && !isLentType(send.Chan.Type())
	}
	call, ok := instr.(ssa.CallInstruction)
	if _, starts := instr.(*ssa.Go); !ok || starts || depth > 2 {
		return false
	}
	if obj := calleeObject(call.Common()); obj != nil && namedForWait(obj.Name()) {
		return true
	}
	targets, _ := r.graph.CallTargets(call.Common())
	return slices.ContainsFunc(targets, func(fn *ssa.Function) bool {
		return slices.ContainsFunc(fn.Blocks, func(block *ssa.BasicBlock) bool {
			return slices.ContainsFunc(block.Instrs, func(inner ssa.Instruction) bool { return r.awaits(inner, depth+1) })
		})
	})
}

func isLentType(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	named := match.Named(ch.Elem())
	return named != nil && named.Obj().Name() == "Metric"
}

func namedForWait(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"wait", "join", "finish", "drain"}, func(word string) bool { return strings.Contains(name, word) })
}

// tellsOthers reports whether the goroutine tells of its end by what the starter did not
// make: somebody else may wait.
func (l *loan) tellsOthers() bool {
	for _, block := range l.target.Blocks {
		for _, instr := range block.Instrs {
			v := signalOf(instr)
			if v == nil || l.isLent(v) {
				continue
			}
			switch from := l.asStarted(v).(type) {
			case *ssa.Alloc, *ssa.MakeChan:
				if from.(ssa.Instruction).Parent() != l.start.Parent() {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// asStarted gives what the starter knows a value of the goroutine by.
func (l *loan) asStarted(v ssa.Value) ssa.Value {
	for range 4 {
		v = strip(v)
		var from ssa.Value
		switch v := v.(type) {
		case *ssa.Parameter:
			if v.Parent() == l.target {
				from = argument(l.start, paramNumber(l.target, v))
			}
		case *ssa.FreeVar:
			from = l.result.origins.bindingOf(v)
		case *ssa.UnOp:
			if v.Op == token.MUL {
				from = l.result.origins.onlyStore(v)
			}
		}
		if from == nil {
			return v
		}
		v = from
	}
	return v
}

// signalOf gives the channel or WaitGroup by which an instruction tells somebody something.
func signalOf(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Send:
		return instr.Chan
	case ssa.CallInstruction:
		common := instr.Common()
		if closing, ok := closeOf(instr); ok {
			return closing.Common().Args[0]
		}
		if obj := calleeObject(common); obj != nil && obj.Name() == "Done" && obj.Signature().Recv() != nil && obj.Signature().Results().Len() == 0 {
			if common.IsInvoke() {
				return common.Value
			}
			return common.Args[0]
		}
	}
	return nil
}

// skips reports whether some path leads the starter from the go statement to its end and
// past where it waits. A loop that waits is taken to have as many rounds as it should, and
// a condition that the go statement is under, too, to come out as it did there.
func (l *loan) skips(waits []ssa.Instruction) bool {
	barred := map[ssa.Instruction]bool{}
	for _, wait := range waits {
		if l.sameCondition(wait) {
			return false
		}
		barred[wait] = true
		for b := wait.Block(); b != nil && b.Idom() != nil; b = b.Idom() {
			if b.Dominates(l.start.Block()) || !isInLoop(wait.Block(), b) {
				continue
			}
			barred[b.Instrs[0]] = true
			entry := b.Idom() // for range n asks there whether there is a first round
			if slices.Contains(entry.Succs, b) {
				barred[entry.Instrs[len(entry.Instrs)-1]] = true
			}
		}
	}
	for ret := range flow.Returns(l.start.Parent()) {
		if ret.At.Block() != l.start.Parent().Recover && flow.ReachesWithout(l.start, ret.At, func(instr ssa.Instruction) bool { return barred[instr] }) {
			return true
		}
	}
	return false
}

// isInLoop reports whether a block is in the loop whose rounds begin with another.
func isInLoop(block, header *ssa.BasicBlock) bool {
	if !header.Dominates(block) {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{header: true}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if header.Dominates(b) && slices.Contains(b.Succs, header) {
			return true
		}
		for _, next := range b.Succs {
			if !seen[next] {
				seen[next] = true
				if visit(next) {
					return true
				}
			}
		}
		return false
	}
	return visit(block)
}

// sameCondition reports whether the starter waits under a condition that is about what one
// of the go statement's is about.
func (l *loan) sameCondition(wait ssa.Instruction) bool {
	o := l.result.origins
	for _, cond := range flow.Controls(wait.Block()) {
		if cond.(ssa.Instruction).Block().Dominates(l.start.Block()) {
			continue // it decides about both
		}
		for key := range o.mentioned(cond) {
			if key == "" || strings.HasPrefix(key, "#") {
				continue
			}
			if slices.ContainsFunc(flow.Controls(l.start.Block()), func(other ssa.Value) bool { return o.mentioned(other)[key] }) {
				return true
			}
		}
	}
	return false
}

// tellsEarly reports whether all that the starter waits for is one signal that the goroutine
// gives before it sends.
func (l *loan) tellsEarly(waits []ssa.Instruction, send ssa.Instruction) bool {
	for _, wait := range waits {
		if v := awaited(wait); v == nil || l.asStarted(v) != l.asStarted(awaited(waits[0])) {
			return false
		}
	}
	on := l.asStarted(awaited(waits[0]))
	var signals []ssa.Instruction
	for _, block := range l.target.Blocks {
		for _, instr := range block.Instrs {
			if v := signalOf(instr); v != nil && l.asStarted(v) == on {
				signals = append(signals, instr)
			} else if d, ok := instr.(*ssa.Defer); ok && d.Call.StaticCallee() != nil && d.Call.StaticCallee().Parent() != nil {
				return false // it may give one at its end
			}
		}
	}
	if len(signals) != 1 {
		return false
	}
	_, deferred := signals[0].(*ssa.Defer)
	return !deferred && !flow.Reaches(signals[0], signals[0]) && flow.Dominates(signals[0], send)
}

// awaited gives the channel that an instruction receives from, or the WaitGroup whose Wait
// it calls.
func awaited(wait ssa.Instruction) ssa.Value {
	if from := received(wait); len(from) == 1 {
		return from[0]
	}
	call, ok := wait.(*ssa.Call)
	if ok && match.IsMethod(calleeObject(&call.Call), "sync", "WaitGroup", "Wait") {
		return call.Call.Args[0]
	}
	return nil
}
