package panicflow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// sentAfterClose says who may close a channel before something is sent on it: a function
// that runs on another goroutine and waits for nobody, where the sender asks nothing.
func (r *Result) sentAfterClose(instr ssa.Instruction, ch ssa.Value) string {
	field := channelField(ch)
	if field == nil {
		return ""
	}
	c := r.channels()
	registered := registry(objectOf(ch))
	if c.isRemade(field) || c.atEnd[field] || len(c.closes[field]) == 0 || c.isLockedFor(instr, 0) || registered == nil && !r.origins.isSteady(objectOf(ch)) || r.swapsState(instr, ch) {
		return ""
	}
	if !c.isFollowed(instr.Parent(), map[*ssa.Function]bool{}) || !c.isOwn(instr.Parent(), map[*ssa.Function]bool{}) {
		return ""
	}
	sender := r.tellerOf(instr.Parent(), field)
	for _, closing := range c.closes[field] {
		closer := closing.Parent()
		if sender.awaited(closing) || !r.origins.isSteady(objectOf(closing.Call.Args[0])) || r.awaitedBefore(sender, closer) || !c.isFollowed(closer, map[*ssa.Function]bool{}) {
			return "" // one who waits knows of the senders
		}
		if registered == nil && c.together(closer, instr.Parent()) || registered != nil && !deletesFrom(closer, registered) {
			return ""
		}
	}
	return "send on a channel that " + Name(flow.Outermost(c.closes[field][0].Parent())) + " closes"
}

// registry gives the map, a field, that an object was looked up in: each goroutine has one
// of the objects there, and may find those of others.
func registry(object ssa.Value) *types.Var {
	if found, ok := object.(*ssa.Extract); ok {
		if lookup, ok := found.Tuple.(*ssa.Lookup); ok && found.Index == 0 {
			return anyField(lookup.X)
		}
	}
	return nil
}

// deletesFrom reports whether a function deletes from a map that is a field.
func deletesFrom(fn *ssa.Function, m *types.Var) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok && isBuiltin(call) && call.Call.Value.Name() == "delete" && anyField(call.Call.Args[0]) == m {
				return true
			}
		}
	}
	return false
}

// swapsState reports whether an instruction runs only where something that is atomic was
// changed for it: if !atomic.CompareAndSwap(&s.state, idle, busy). Who only reads a flag
// may read it right before the other sets it.
func (r *Result) swapsState(instr ssa.Instruction, ch ssa.Value) bool {
	return r.asksObject(instr, ch) && slices.ContainsFunc(flow.Conditions(instr.Block()), func(cond ssa.Value) bool {
		return fromOne(cond, func(v ssa.Value) bool { return changes(v, 0) }, 0)
	})
}

// changes reports whether a value comes from a call that changes something: an atomic swap,
// or a function that locks, or sets a field, itself.
func changes(v ssa.Value, depth int) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || depth > 2 {
		return obj == nil && !isBuiltin(call)
	}
	if match.FuncOf(obj).Pkg == "sync/atomic" {
		return !strings.HasPrefix(obj.Name(), "Load")
	}
	callee := call.Call.StaticCallee()
	if callee == nil || locks(call, "Lock", "TryLock") {
		return true
	}
	for _, block := range callee.Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok && anyField(store.Addr) != nil {
				return true
			}
			if inner, ok := instr.(*ssa.Call); ok && changes(inner, depth+1) {
				return true
			}
		}
	}
	return false
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
		return r.variableClosedElsewhere(closing)
	}
	c := r.channels()
	if c.isRemade(field) || c.atEnd[field] || !r.closesBlindly(closing) {
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
	uses, blind := r.blindUses(closing.Parent())
	if !blind {
		return ""
	}
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
	for _, verb := range [...]string{"close", "stop", "shutdown", "quit", "end", "destroy", "terminate", "kill", "disconnect", "drain", "exit", "halt", "cleanup", "teardown", "release", "dispose", "finish", "abort"} {
		if strings.HasPrefix(lower, verb) {
			return true
		}
	}
	return false
}

// usedBlindly reports whether all who use a method that closes something use it of an
// object that they have had all along, and ask nothing about it first.
func (r *Result) usedBlindly(method *ssa.Function) bool {
	uses, blind := r.blindUses(method)
	return blind && len(uses) == len(r.channels().uses[method])
}

// blindUses lists where a method that closes something is used of an object that others
// have, too; not where it was just made. It does not know where somebody asks about the
// object first.
func (r *Result) blindUses(method *ssa.Function) (uses []ssa.Instruction, blind bool) {
	c := r.channels()
	for _, use := range c.uses[method] {
		object := usedOf(use)
		if inOnce(use) || object == nil || !c.isFollowed(use.Parent(), map[*ssa.Function]bool{}) || r.asksAbout(use, object) {
			return nil, false
		}
		if _, value := use.(*ssa.MakeClosure); value || r.origins.isSteady(object) {
			uses = append(uses, use)
		}
	}
	return uses, true
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
			stores := storesTo(v)
			if len(stores) != 1 {
				return false
			}
			object = stores[0].Val
		case *ssa.FieldAddr:
			object = v.X
		case *ssa.Field:
			object = v.X
		case *ssa.UnOp:
			if v.Op != token.MUL {
				return false
			}
			object = v.X
			if addr, ok := v.X.(*ssa.FieldAddr); ok {
				if set := o.setInMaking(addr); set != nil {
					object = set
				}
			}
		default:
			return false
		}
	}
	return false
}

// storesTo lists where a variable is set, in the function that it belongs to and in its
// literals.
func storesTo(variable ssa.Value) []*ssa.Store {
	var all []*ssa.Store
	for _, ref := range *variable.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == variable {
				all = append(all, ref)
			}
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			if i := slices.Index(ref.Bindings, variable); i < len(lit.FreeVars) {
				all = append(all, storesTo(lit.FreeVars[i])...)
			}
		}
	}
	return all
}

// setInMaking gives what a field of a struct that was just made was set to there, or nil.
func (o *origins) setInMaking(addr *ssa.FieldAddr) ssa.Value {
	made := strip(addr.X)
	if load, ok := made.(*ssa.UnOp); ok {
		if made = o.onlyStore(load); made == nil {
			return nil
		}
	}
	if free, ok := made.(*ssa.FreeVar); ok {
		made = o.bindingOf(free)
	}
	alloc, ok := made.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var set ssa.Value
	for _, ref := range *alloc.Referrers() {
		field, ok := ref.(*ssa.FieldAddr)
		if !ok || field.Field != addr.Field {
			continue
		}
		for _, use := range *field.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == ssa.Value(field) {
				if set != nil {
					return nil
				}
				set = store.Val
			}
		}
	}
	return set
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
		cond = askedAbout(cond, instr)
		if cond == nil {
			return false
		}
		for key := range r.origins.mentioned(cond) {
			if strings.HasPrefix(strings.TrimLeft(key, "*"), strings.TrimLeft(owner, "*")) {
				return true
			}
		}
		return false
	})
}

// awaitedBefore reports whether all who call a function wait for a goroutine first.
func (r *Result) awaitedBefore(t teller, fn *ssa.Function) bool {
	uses := r.channels().uses[fn]
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(use ssa.Instruction) bool { return !t.awaited(use) })
}

// askedAbout gives what a condition before an instruction asks about. In the case of a select
// statement it is the channel of that case; where something has failed it is nothing: an
// error of a read does not tell whether another has closed what was read.
func askedAbout(cond ssa.Value, instr ssa.Instruction) ssa.Value {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return cond
	}
	for instr.Parent() != cmp.Parent() {
		instr = flow.Maker(instr.Parent())
	}
	if isReceipt(cond) {
		sel := cmp.X.(*ssa.Extract).Tuple.(*ssa.Select)
		i, _ := constInt(cmp.Y)
		if sel.Blocking && !isInCase(sel, int(i), instr) {
			return nil
		}
		return sel.States[i].Chan
	}
	if !match.IsError(cmp.X.Type()) {
		return cond
	}
	if _, failed := failedBranch(cmp); failed != nil && len(failed.Preds) == 1 && failed.Dominates(instr.Block()) {
		return nil
	}
	return cond
}
