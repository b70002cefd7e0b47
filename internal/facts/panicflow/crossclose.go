package panicflow

import (
	"cmp"
	"go/token"
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
	if c.remade[field] || c.atEnd[field] || len(c.closes[field]) == 0 || c.isLockedFor(instr, 0) || !r.origins.isSteady(objectOf(ch)) || r.asksObject(instr, ch) {
		return ""
	}
	if !c.isFollowed(instr.Parent(), map[*ssa.Function]bool{}) || !c.isOwn(instr.Parent(), map[*ssa.Function]bool{}) {
		return ""
	}
	for _, closing := range c.closes[field] {
		closer := closing.Parent()
		if waits(closing) || !r.origins.isSteady(objectOf(closing.Call.Args[0])) || c.together(closer, instr.Parent()) || r.waitsBefore(closer) || !c.isFollowed(closer, map[*ssa.Function]bool{}) {
			return "" // one who waits knows of the senders
		}
	}
	return "send on a channel that " + Name(flow.Outermost(c.closes[field][0].Parent())) + " closes"
}

// selectRisk is sentAfterClose for what a select statement sends.
func (r *Result) selectRisk(sel *ssa.Select) string {
	for _, state := range sel.States {
		if state.Dir == types.SendOnly {
			if by := cmp.Or(r.sentAfterClose(sel, state.Chan), r.closedByMaker(sel, state.Chan)); by != "" {
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
	if c.remade[field] || c.atEnd[field] || !r.closesBlindly(closing) {
		return ""
	}
	for _, other := range c.closes[field] {
		if other != closing && ofReceiver(other) && ofReceiver(closing) && r.closesBlindly(other) && !c.together(other.Parent(), closing.Parent()) &&
			r.usedBlindly(closing.Parent()) && r.usedBlindly(other.Parent()) {
			return closedTwice + " (" + Name(flow.Outermost(other.Parent())) + " closes it, too)"
		}
	}
	if !ends(closing.Parent().Name()) || !ofReceiver(closing) {
		return "" // it may be another object each time
	}
	if !r.usedBlindly(closing.Parent()) {
		return ""
	}
	uses := c.uses[closing.Parent()]
	for i, use := range uses {
		for _, other := range uses[i+1:] {
			if !c.together(use.Parent(), other.Parent()) || startsOf(use) != startsOf(other) {
				return closedTwice + " (" + Name(closing.Parent()) + " is called by others, too)"
			}
		}
	}
	return ""
}

// ofReceiver reports whether a method closes a channel of its receiver.
func ofReceiver(closing *ssa.Call) bool {
	p, ok := objectOf(closing.Call.Args[0]).(*ssa.Parameter)
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

// usedBlindly reports whether all who use a method that closes something use it of an
// object that they have had all along, and ask nothing about it first.
func (r *Result) usedBlindly(method *ssa.Function) bool {
	c := r.channels()
	for _, use := range c.uses[method] {
		object := usedOf(use)
		if inOnce(use) || object == nil || !c.isFollowed(use.Parent(), map[*ssa.Function]bool{}) || r.asksAbout(use, object) {
			return false
		}
		if _, value := use.(*ssa.MakeClosure); !value && !r.origins.isSteady(object) {
			return false
		}
	}
	return true
}

// usedOf gives the receiver of a call of a method, or of a method value.
func usedOf(use ssa.Instruction) ssa.Value {
	switch use := use.(type) {
	case ssa.CallInstruction:
		if len(use.Common().Args) > 0 {
			return use.Common().Args[0]
		}
	case *ssa.MakeClosure:
		if len(use.Bindings) == 1 {
			return use.Bindings[0]
		}
	}
	return nil
}

// isSteady reports whether an object is the same each time: the function was given it, or
// it is a part of such a one. What comes out of a map or a channel, or was just made, is
// another object for others.
func (o *origins) isSteady(object ssa.Value) bool {
	for range 20 { // p = p.next
		switch v := strip(object).(type) {
		case *ssa.Parameter:
			return true
		case *ssa.FreeVar:
			object = o.bindingOf(v)
		case *ssa.Alloc: // a variable that is captured
			stored := 0
			for _, ref := range *v.Referrers() {
				if store, ok := ref.(*ssa.Store); ok && store.Addr == ssa.Value(v) {
					object = store.Val
					stored++
				}
			}
			if stored != 1 {
				return false
			}
		case *ssa.FieldAddr:
			object = v.X
		case *ssa.Field:
			object = v.X
		case *ssa.UnOp:
			if v.Op != token.MUL {
				return false
			}
			object = v.X
		default:
			return false
		}
	}
	return false
}

// objectOf gives the object that a channel is a field of.
func objectOf(ch ssa.Value) ssa.Value { return strip(ch).(*ssa.UnOp).X.(*ssa.FieldAddr).X }

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
	return r.asksAbout(instr, objectOf(ch))
}

func (r *Result) asksAbout(instr ssa.Instruction, object ssa.Value) bool {
	owner := r.origins.rootKey(object)
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
