package panicflow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// sentAfterClose says who may close a channel before something is sent on it: a function
// that runs on another goroutine and waits for nobody, where the sender asks nothing.
func (r *Result) sentAfterClose(instr ssa.Instruction, ch ssa.Value) string {
	field := channelField(ch)
	if field == nil {
		return ""
	}
	c := r.channels()
	if c.remade[field] || len(c.closes[field]) == 0 || isLocked(instr) || r.asksObject(instr, ch) {
		return ""
	}
	for _, closing := range c.closes[field] {
		closer := closing.Parent()
		if waits(closing) || c.together(closer, instr.Parent()) || r.waitsBefore(closer) {
			return "" // one who waits knows of the senders
		}
	}
	return "send on a channel that " + Name(outermost(c.closes[field][0].Parent())) + " closes"
}

// selectRisk is sentAfterClose for what a select statement sends.
func (r *Result) selectRisk(sel *ssa.Select) string {
	for _, state := range sel.States {
		if state.Dir == types.SendOnly {
			if by := r.sentAfterClose(sel, state.Chan); by != "" {
				return by
			}
		}
	}
	return ""
}

// closedElsewhere says who else closes a channel that a function closes without asking
// whether it is closed.
func (r *Result) closedElsewhere(closing *ssa.Call) string {
	field := channelField(closing.Call.Args[0])
	if field == nil {
		return ""
	}
	c := r.channels()
	if c.remade[field] || !r.closesBlindly(closing) {
		return ""
	}
	for _, other := range c.closes[field] {
		if other != closing && ofReceiver(other) && ofReceiver(closing) && r.closesBlindly(other) && !c.together(other.Parent(), closing.Parent()) {
			return closedTwice + " (" + Name(outermost(other.Parent())) + " closes it, too)"
		}
	}
	if !ends(closing.Parent().Name()) || !ofReceiver(closing) {
		return "" // it may be another object each time
	}
	uses := c.uses[closing.Parent()]
	for i, use := range uses {
		for _, other := range uses[i+1:] {
			if !c.together(use.Parent(), other.Parent()) || startsOf(use) != startsOf(other) {
				if r.asksObject(use, closing.Call.Args[0]) || r.asksObject(other, closing.Call.Args[0]) || inOnce(use) || inOnce(other) {
					continue
				}
				return closedTwice + " (" + Name(closing.Parent()) + " is called by others, too)"
			}
		}
	}
	return ""
}

// ofReceiver reports whether a method closes a channel of its receiver.
func ofReceiver(closing *ssa.Call) bool {
	p, ok := strip(closing.Call.Args[0]).(*ssa.UnOp).X.(*ssa.FieldAddr).X.(*ssa.Parameter)
	return ok && p.Parent().Signature.Recv() != nil && p == p.Parent().Params[0]
}

// ends reports whether a method is named for the end of what it is a method of.
func ends(name string) bool {
	lower := strings.ToLower(name)
	for _, verb := range [...]string{"close", "stop", "shutdown", "quit", "end", "destroy", "terminate", "kill", "disconnect", "drain", "exit", "halt"} {
		if strings.HasPrefix(lower, verb) {
			return true
		}
	}
	return false
}

// startsOf reports whether a use of a function takes it as a value, for somebody else to
// call.
func startsOf(use ssa.Instruction) bool {
	_, ok := use.(*ssa.MakeClosure)
	return ok
}

// closesBlindly reports whether nothing is asked before a channel is closed.
func (r *Result) closesBlindly(closing *ssa.Call) bool {
	return !inOnce(closing) && !waits(closing) && !r.asksObject(closing, closing.Call.Args[0])
}

// asksObject reports whether a condition before an instruction asked about the object of
// which a channel is a field: if s.closed, if !atomic.CompareAndSwap(&s.state, 0, 1).
func (r *Result) asksObject(instr ssa.Instruction, ch ssa.Value) bool {
	owner := r.origins.rootKey(strip(ch).(*ssa.UnOp).X.(*ssa.FieldAddr).X)
	if owner == "" {
		return true // we do not know whose it is
	}
	return slices.ContainsFunc(flow.Conditions(instr.Block()), func(cond ssa.Value) bool {
		for key := range r.origins.mentioned(cond) {
			if strings.HasPrefix(strings.TrimLeft(key, "*"), strings.TrimLeft(owner, "*")) {
				return true
			}
		}
		return false
	})
}

// waitsBefore reports whether all who call a function wait for something first.
func (r *Result) waitsBefore(fn *ssa.Function) bool {
	uses := r.channels().uses[fn]
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(use ssa.Instruction) bool { return !waits(use) })
}

// outermost gives the declared function that a literal is in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}
