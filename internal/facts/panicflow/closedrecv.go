package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// What is received from a closed channel is the zero value of its elements. Who does not look
// whether it is closed finds nil there:
//
//	case msg := <-claim.Messages():
//		handle(msg.Value)

// receivedNil says why what was received from a channel may be nil at an instruction: a
// library, or somebody else in the package, closes the channel.
func (r *Result) receivedNil(at ssa.Instruction, v ssa.Value) (string, Doubt) {
	ch, from := blindReceipt(v)
	if ch == nil || at.Parent() != from.Parent() || r.origins.guardedBy(at, v) {
		return "", Concrete
	}
	rounds := flow.Reaches(from, from)
	switch r.closingOf(ch, 0) {
	case known.AtEnd:
		return "nil dereference (received from a channel that gets closed)", Concrete
	case known.AtStop:
		if rounds {
			return "nil dereference (received from a channel that gets closed)", Weak
		}
		return "", Concrete
	}
	if by := r.closedByOwn(ch, from, v, rounds); by != nil {
		return "nil dereference (received from a channel that " + Name(flow.Outermost(by.Parent())) + " closes)", Weak
	}
	return "", Concrete
}

// blindReceipt gives the channel that a value was received from, and the instruction that
// receives, where nobody asks whether the channel is closed.
func blindReceipt(v ssa.Value) (ch ssa.Value, from ssa.Instruction) {
	if plain, ok := v.(*ssa.UnOp); ok && plain.Op == token.ARROW && !plain.CommaOk {
		return plain.X, plain
	}
	result, ok := v.(*ssa.Extract)
	if !ok {
		return nil, nil
	}
	switch from := result.Tuple.(type) {
	case *ssa.UnOp:
		if from.Op == token.ARROW && len(verdictLooks(from)) == 0 {
			return from.X, from
		}
	case *ssa.Select:
		state := receivingState(from, result.Index-2)
		inCase := func(look ssa.Instruction) bool { return isInCase(from, slices.Index(from.States, state), look) }
		if state != nil && !slices.ContainsFunc(verdictLooks(from), inCase) {
			return state.Chan, from
		}
	}
	return nil, nil
}

// receivingState gives the state of a select statement that gives the i-th of what it may receive.
func receivingState(sel *ssa.Select, i int) *ssa.SelectState {
	for _, state := range sel.States {
		if state.Dir != types.RecvOnly {
			continue
		}
		if i == 0 {
			return state
		}
		i--
	}
	return nil
}

// closingOf says when a library closes a channel that it has given to the program.
func (r *Result) closingOf(ch ssa.Value, depth int) known.Closing {
	v := strip(ch)
	switch from := v.(type) {
	case *ssa.Call:
		if obj := calleeObject(&from.Call); obj != nil {
			return known.ClosesResult(obj, 0)
		}
	case *ssa.Extract:
		if call, ok := from.Tuple.(*ssa.Call); ok {
			if obj := calleeObject(&call.Call); obj != nil {
				return known.ClosesResult(obj, from.Index)
			}
		}
	case *ssa.MakeChan:
		return handedToCloser(from)
	case *ssa.FreeVar:
		return r.closingOfVariable(r.origins.bindingOf(from), depth)
	case *ssa.UnOp:
		if addr, ok := from.X.(*ssa.FieldAddr); ok {
			if named, field := fieldOf(addr); named != nil && field.Pkg() != nil {
				if when := known.ClosesField(known.Field{Pkg: field.Pkg().Path(), Type: named.Obj().Name(), Name: field.Name()}); when != known.Never {
					return when
				}
			}
		} else if only := r.origins.onlyStore(from); only != nil {
			return r.closingOfVariable(only, depth)
		}
	}
	if t, ok := v.Type().Underlying().(*types.Chan); ok && t.Dir() == types.RecvOnly {
		return known.ClosesOf(t.Elem())
	}
	return known.Never
}

func (r *Result) closingOfVariable(v ssa.Value, depth int) known.Closing {
	if v == nil || depth > 3 {
		return known.Never
	}
	return r.closingOf(v, depth+1)
}

// handedToCloser says when a channel is closed by the library that it is given to:
// conn.NotifyClose(closed), which gives back the same channel.
func handedToCloser(made *ssa.MakeChan) known.Closing {
	var when known.Closing
	for _, use := range channelUses(made, 0) {
		call, ok := use.user.(*ssa.Call)
		if !ok || !slices.Contains(call.Call.Args, use.as) || !isChannel(call.Type()) {
			continue
		}
		if obj := calleeObject(&call.Call); obj != nil {
			when = max(when, known.ClosesResult(obj, 0))
		}
	}
	return when
}

// channelUses lists what uses a channel in the function that makes it: as it is, converted, or
// out of a variable that is set once.
func channelUses(ch ssa.Value, depth int) []use {
	var all []use
	for _, ref := range *ch.Referrers() {
		all = append(all, use{ref, ch})
		if depth > 2 {
			continue
		}
		switch ref := ref.(type) {
		case *ssa.ChangeType:
			all = append(all, channelUses(ref, depth+1)...)
		case *ssa.Store:
			if variable, ok := ref.Addr.(*ssa.Alloc); ok && len(storesTo(variable)) == 1 {
				for _, read := range *variable.Referrers() {
					if load, ok := read.(*ssa.UnOp); ok {
						all = append(all, channelUses(load, depth+1)...)
					}
				}
			}
		}
	}
	return all
}

// An elementOf is what a channel is known by that is read from a map or list in a field.
type elementOf struct{ field *types.Var }

// closedByOwn gives the closing of a channel that may come before it is received from, where
// a function of the package does that on another goroutine, and does not wait for who receives.
func (r *Result) closedByOwn(ch ssa.Value, from ssa.Instruction, v ssa.Value, rounds bool) ssa.Instruction {
	homes := r.homesOf(ch)
	if len(homes) == 0 || rounds && endsByItself(from, v) {
		return nil
	}
	c := r.channels()
	receiver := from.Parent()
	if !c.isFollowed(receiver, map[*ssa.Function]bool{}) || c.isLockedFor(from, 0) {
		return nil
	}
	var found ssa.Instruction
	t := r.tellerOf(receiver, nil)
	for _, home := range homes {
		_, inList := home.(elementOf)
		for _, closing := range r.allClosings()[home] {
			closer := closing.Parent()
			if closer == receiver || !c.isFollowed(closer, map[*ssa.Function]bool{}) || c.together(closer, receiver) || t.awaited(closing) || r.awaitedBefore(t, closer) {
				return nil // who closes it knows of the receiver
			}
			if !rounds && (!inList || r.sendsTo(closer, home)) {
				return nil // it gets what was sent before
			}
			if found == nil {
				found = closing
			}
		}
	}
	return found
}

// homesOf lists what a channel is known by: the field, variable of the package, or make that
// it comes from, and the lists and fields that it was put into.
func (r *Result) homesOf(ch ssa.Value) []any {
	v := strip(ch)
	if field := channelField(v); field != nil {
		return []any{field}
	}
	switch from := v.(type) {
	case *ssa.Lookup:
		return elementHome(from.X)
	case *ssa.Extract:
		switch tuple := from.Tuple.(type) {
		case *ssa.Lookup:
			return elementHome(tuple.X)
		case *ssa.Next:
			if ranged, ok := tuple.Iter.(*ssa.Range); ok && from.Index == 2 {
				return elementHome(ranged.X)
			}
		}
		return nil
	}
	if v := r.variableOf(v); v != nil {
		homes := []any{v}
		if made, ok := v.(*ssa.MakeChan); ok {
			homes = append(homes, placesOf(made)...)
		}
		return homes
	}
	return nil
}

func elementHome(list ssa.Value) []any {
	if field := anyField(list); field != nil {
		return []any{elementOf{field}}
	}
	return nil
}

// placesOf lists the fields, and the maps in fields, that a channel is put into where it is made.
func placesOf(made *ssa.MakeChan) []any {
	var places []any
	for _, use := range channelUses(made, 0) {
		switch user := use.user.(type) {
		case *ssa.Store:
			if field := anyField(user.Addr); field != nil {
				places = append(places, field)
			}
		case *ssa.MapUpdate:
			if user.Value == use.as {
				places = append(places, elementHome(user.Map)...)
			}
		}
	}
	return places
}

// allClosings gives where the package closes channels, by what those are known by. A deferred
// call counts: it comes when the function ends.
func (r *Result) allClosings() map[any][]ssa.Instruction {
	if r.closed != nil {
		return r.closed
	}
	r.closed = map[any][]ssa.Instruction{}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if closing, ok := closeOf(instr); ok {
					for _, home := range r.homesOf(closing.Common().Args[0]) {
						r.closed[home] = append(r.closed[home], closing)
					}
				}
			}
		}
	}
	return r.closed
}

// sendsTo reports whether a function sends on a channel.
func (r *Result) sendsTo(fn *ssa.Function, home any) bool {
	is := func(ch ssa.Value) bool { return slices.Contains(r.homesOf(ch), home) }
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				if is(instr.Chan) {
					return true
				}
			case *ssa.Select:
				if slices.ContainsFunc(instr.States, func(state *ssa.SelectState) bool { return state.Send != nil && is(state.Chan) }) {
					return true
				}
			}
		}
	}
	return false
}

// endsByItself reports whether a loop that receives values counts them, or learns from one
// that it was the last.
func endsByItself(from ssa.Instruction, v ssa.Value) bool {
	for _, block := range from.Parent().Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok || !flow.Reaches(from, branch) || !flow.Reaches(branch, from) || isReceipt(branch.Cond) {
			continue
		}
		stays := func(next *ssa.BasicBlock) bool {
			return next == from.Block() || flow.Reaches(next.Instrs[0], from)
		}
		if stays(block.Succs[0]) && stays(block.Succs[1]) {
			continue
		}
		if cmp, ok := branch.Cond.(*ssa.BinOp); ok && isNumber(cmp.X.Type()) || fromOne(branch.Cond, func(part ssa.Value) bool { return part == v }, 0) {
			return true
		}
	}
	return false
}

func isNumber(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}
