package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// decodedDoubt reports whether v is read from a variable that a JSON decoder has filled
// before, and nobody else has had since: whoever wrote the JSON decides how long it is
// and what is null. The doubt says who that was.
func (o *origins) decodedDoubt(at ssa.Instruction, v ssa.Value) (Doubt, bool) {
	holder, fields := o.holderOf(v, 0)
	if holder == nil || readsItself(holder.Type()) {
		return 0, false
	}
	call, doubt := o.decoderOf(holder)
	if call == nil {
		return 0, false
	}
	outer := flow.Within(at, call.Parent())
	if outer == nil || !flow.Dominates(call, outer) || o.touched(holder, fields, call, outer) {
		return 0, false
	}
	if o.asked(at, fields) || o.asked(outer, fields) {
		doubt = max(doubt, Assumed) // switch msg.Type: what it has beside, its sender and the author agreed on
	}
	return doubt, true
}

// readsItself reports whether a type, or what it points to, has an UnmarshalJSON of its
// own, which may fill in what is missing.
func readsItself(t types.Type) bool {
	for {
		ptr, ok := t.Underlying().(*types.Pointer)
		if !ok {
			break
		}
		t = ptr.Elem()
	}
	method, _, _ := types.LookupFieldOrMethod(t, true, nil, "UnmarshalJSON")
	return method != nil
}

// asked reports whether a condition before an instruction looked at another part of the
// variable that part is of.
func (o *origins) asked(at ssa.Instruction, part string) bool {
	variable, _, _ := strings.Cut(strings.TrimLeft(part, "*"), ".")
	prefix := variable + "."
	for key := range o.decided(at.Block()) {
		if strings.HasPrefix(strings.TrimLeft(key, "*"), prefix) {
			return true
		}
	}
	return false
}

// holderOf gives the local variable, or the result of a call, that v is a part of, and
// the name of that part.
func (o *origins) holderOf(v ssa.Value, depth int) (ssa.Value, string) {
	if depth > 12 {
		return nil, ""
	}
	switch v := strip(v).(type) {
	case *ssa.Alloc:
		if from := copied(v); from != nil {
			holder, _ := o.holderOf(from, depth+1)
			return holder, o.rootKey(v)
		}
		return v, o.rootKey(v)
	case *ssa.Call:
		return v, o.rootKey(v)
	case *ssa.Extract:
		if _, ok := v.Tuple.(*ssa.Call); ok {
			return v, o.rootKey(v)
		}
	case *ssa.FreeVar:
		if b := o.bindingOf(v); b != nil {
			return o.holderOf(b, depth+1)
		}
	case *ssa.FieldAddr:
		holder, _ := o.holderOf(v.X, depth+1)
		return holder, o.rootKey(v)
	case *ssa.Field:
		holder, _ := o.holderOf(v.X, depth+1)
		return holder, o.rootKey(v)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return nil, ""
		}
		if from := o.onlyStore(v); from != nil { // a pointer to it, p := &page{}
			return o.holderOf(from, depth+1)
		}
		return o.holderOf(v.X, depth+1)
	}
	return nil, ""
}

// copied gives the result of a call that a variable holds, where it is set to that alone
// and its address goes nowhere: p, err := fetch(); p.Items[0].
func copied(v *ssa.Alloc) ssa.Value {
	var from ssa.Value
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if from != nil || ref.Addr != ssa.Value(v) {
				return nil
			}
			from = ref.Val
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
		default:
			return nil
		}
	}
	switch from.(type) {
	case *ssa.Extract, *ssa.Call:
		return from
	}
	return nil
}

// decoderOf gives the call that decodes into a variable, if there is one such, or that
// returns what it decoded, and how little its program knows of what it gets.
func (o *origins) decoderOf(holder ssa.Value) (ssa.CallInstruction, Doubt) {
	switch v := holder.(type) {
	case *ssa.Call:
		return o.decodingCall(v, 0)
	case *ssa.Extract:
		return o.decodingCall(v.Tuple.(*ssa.Call), v.Index)
	}
	call, from := o.onlyDecoder(holder)
	return call, senderDoubt(from)
}

// onlyDecoder gives the call that decodes into a variable, if there is one such, and
// where its JSON comes from.
func (o *origins) onlyDecoder(holder ssa.Value) (ssa.CallInstruction, known.Boundary) {
	var found ssa.CallInstruction
	var from known.Boundary
	for _, use := range usesOf(holder) {
		site, ok := use.user.(ssa.CallInstruction)
		if !ok {
			continue
		}
		source, ok := o.decodesInto(site, use.as, 0)
		if !ok {
			continue
		}
		if found != nil {
			return nil, 0
		}
		found, from = site, source
	}
	return found, from
}

// decodesInto reports whether a call decodes JSON into what an argument points to: by
// table, or because a function of this package hands it on to one that does.
func (o *origins) decodesInto(site ssa.CallInstruction, arg ssa.Value, depth int) (known.Boundary, bool) {
	obj := calleeObject(site.Common())
	if obj == nil || depth > 2 {
		return 0, false
	}
	for _, row := range known.Decodes(obj) {
		if row.Into >= 0 && argOf(site, row.Into) == arg {
			return o.boundaryOf(site, row), true
		}
	}
	fn := site.Common().StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return 0, false
	}
	i := slices.Index(site.Common().Args, arg)
	if i < 0 || i >= len(fn.Params) {
		return 0, false
	}
	for _, use := range usesOf(fn.Params[i]) {
		if inner, ok := use.user.(ssa.CallInstruction); ok {
			if from, ok := o.decodesInto(inner, use.as, depth+1); ok {
				return from, true
			}
		}
	}
	return 0, false
}

// decodingCall is decoderOf for a result of a call.
func (o *origins) decodingCall(call *ssa.Call, i int) (ssa.CallInstruction, Doubt) {
	fn := call.Call.StaticCallee()
	if fn != nil && fn.Origin() != nil {
		fn = fn.Origin()
	}
	if fn != nil && len(fn.Blocks) > 0 {
		if doubt, ok := o.decodedResult(fn, i); ok {
			return call, doubt
		}
		return nil, 0
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || o.known == nil {
		return nil, 0
	}
	for _, w := range o.known(obj).Wire {
		if w.Result == i {
			return call, w.Doubt
		}
	}
	return nil, 0
}

// A Wire says that a result of a function was decoded from JSON, and not looked at.
type Wire struct {
	Result int
	Doubt  Doubt
}

// wires lists the results of an exported function that were decoded.
func (o *origins) wires(fn *ssa.Function) []Wire {
	if fn.Object() == nil || !fn.Object().Exported() {
		return nil
	}
	var all []Wire
	for i := range fn.Signature.Results().Len() {
		if doubt, ok := o.decodedResult(fn, i); ok {
			all = append(all, Wire{i, doubt})
		}
	}
	return all
}

// decodedResult reports whether a function returns, other than beside an error, what it
// decoded itself, or got from a function that does.
func (o *origins) decodedResult(fn *ssa.Function, i int) (Doubt, bool) {
	key := result{fn, i}
	if known, ok := o.decoded[key]; ok {
		return known.doubt, known.ok
	}
	o.decoded[key] = decodedness{} // where functions call each other
	found := decodedness{}
	for ret := range flow.Returns(fn) {
		if !isStruct(ret.Results[i].Type()) || beside(ret, i) {
			continue
		}
		doubt, ok := o.decodedDoubt(ret.At, ret.Results[i])
		if !ok {
			return 0, false
		}
		found = decodedness{max(found.doubt, doubt), true}
	}
	o.decoded[key] = found
	return found.doubt, found.ok
}

type result struct {
	of *ssa.Function
	i  int
}

type decodedness struct {
	doubt Doubt
	ok    bool
}

// isStruct reports whether t is a struct, a slice, a pointer to one of them, or whatever
// a generic function is asked for.
func isStruct(t types.Type) bool {
	if isTypeParam(t) {
		return true
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Slice:
		return true
	}
	return false
}

// A use is an instruction that has a value, as it is or boxed.
type use struct {
	user ssa.Instruction
	as   ssa.Value
}

// usesOf lists the instructions that have the address of a variable: its own ones, and
// those of the interface values that it is put into.
func usesOf(v ssa.Value) []use {
	var all []use
	for _, ref := range *v.Referrers() {
		if boxed, ok := ref.(*ssa.MakeInterface); ok {
			for _, user := range *boxed.Referrers() {
				all = append(all, use{user, boxed})
			}
			continue
		}
		all = append(all, use{ref, v})
	}
	return all
}

// argOf gives the i-th argument of a call, without the receiver.
func argOf(site ssa.CallInstruction, i int) ssa.Value {
	args := site.Common().Args
	if obj := calleeObject(site.Common()); obj != nil && obj.Signature().Recv() != nil && !site.Common().IsInvoke() {
		i++
	}
	if i < 0 || i >= len(args) {
		return nil
	}
	return args[i]
}

// boundaryOf says where the JSON comes from that a call decodes.
func (o *origins) boundaryOf(site ssa.CallInstruction, row known.Decoder) known.Boundary {
	switch {
	case row.From == known.Receiver && !site.Common().IsInvoke():
		return o.sourceOf(site.Common().Args[0], 0)
	case row.From >= 0:
		return o.sourceOf(argOf(site, row.From), 0)
	}
	return row.Boundary
}

// senderDoubt weighs where JSON comes from: over a wire, or from a file or a queue that
// belong to the program.
func senderDoubt(from known.Boundary) Doubt {
	switch {
	case from&(known.File|known.Self) != 0, from.IsQueue():
		return Assumed
	case from&(known.Request|known.Message|known.Response) != 0:
		return Concrete
	}
	return Weak
}

// sourceOf says where the bytes come from that v holds or reads, as far as the function
// and those around it show.
func (o *origins) sourceOf(v ssa.Value, depth int) known.Boundary {
	if v == nil || depth > 8 {
		return known.Elsewhere
	}
	if from := known.TypeSource(v.Type()); from != 0 {
		return from
	}
	switch v := strip(v).(type) {
	case *ssa.MakeInterface:
		return o.sourceOf(v.X, depth+1)
	case *ssa.ChangeInterface:
		return o.sourceOf(v.X, depth+1)
	case *ssa.Extract:
		return o.sourceOf(v.Tuple, depth+1)
	case *ssa.Slice:
		return o.sourceOf(v.X, depth+1)
	case *ssa.UnOp:
		if from := fieldSource(v); from != 0 {
			return from
		}
		return o.sourceOf(o.onlyStore(v), depth+1)
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		if from := known.Source(obj); from != 0 {
			return from
		}
		if obj != nil && known.Carries(obj) {
			return o.sourceOfArgs(v, depth)
		}
	}
	return known.Elsewhere
}

func (o *origins) sourceOfArgs(call *ssa.Call, depth int) known.Boundary {
	var from known.Boundary
	for _, arg := range call.Call.Args {
		from |= o.sourceOf(arg, depth+1)
	}
	return from
}

func fieldSource(load *ssa.UnOp) known.Boundary {
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return 0
	}
	st, ok := structOf(addr.X.Type())
	if !ok {
		return 0
	}
	return known.FieldSource(addr.X.Type(), st.Field(addr.Field).Name())
}

// touched reports whether somebody else may have looked at a decoded variable, or set
// the part of it that is in question: a function that is given it, a method of it, a
// store, be it before it was decoded.
func (o *origins) touched(holder ssa.Value, part string, decoder ssa.CallInstruction, at ssa.Instruction) bool {
	for _, use := range usesOf(holder) {
		if call, ok := use.user.(ssa.CallInstruction); ok && call != decoder && flow.MayPrecede(call, at) {
			return true
		}
	}
	for _, block := range holder.Parent().Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if (instr.Addr == holder || o.rootKey(instr.Addr) == part) && !isEmpty(instr.Val) {
					return true
				}
			case ssa.CallInstruction:
				if instr != decoder && flow.Reaches(decoder, instr) && flow.MayPrecede(instr, at) && o.gives(instr, holder) {
					return true
				}
			}
		}
	}
	return false
}

// isEmpty matches nil, the zero value, []string{} and page{}.
func isEmpty(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil() || v.Value == nil || v.Value.Kind() == constant.Int && constant.Sign(v.Value) == 0
	case *ssa.Slice:
		n, ok := arrayLength(v.X.Type())
		return ok && n == 0
	case *ssa.MakeSlice:
		n, ok := constInt(v.Len)
		return ok && n == 0
	case *ssa.UnOp: // a composite literal without elements
		literal, ok := v.X.(*ssa.Alloc)
		return ok && onlyLoaded(literal)
	}
	return false
}

// gives reports whether a call is given a part of a variable, or what it points to.
func (o *origins) gives(call ssa.CallInstruction, holder ssa.Value) bool {
	if _, ok := call.Common().Value.(*ssa.Builtin); ok {
		return false
	}
	for _, arg := range call.Common().Args {
		if boxed, ok := arg.(*ssa.MakeInterface); ok {
			arg = boxed.X
		}
		if of, _ := o.holderOf(arg, 0); of == holder {
			return true
		}
	}
	return false
}

// absent reports whether a pointer is a field of what was decoded, which is nil where
// the JSON has no such key, or null. (Elements of lists are not asked for: nobody sends
// lists of null.)
func (r *Result) absent(at ssa.Instruction, ptr ssa.Value) (Doubt, bool) {
	if r.origins.guardedBy(at, ptr) {
		return 0, false
	}
	if base, _ := fieldLoad(ptr); base != nil {
		return r.origins.decodedDoubt(at, ptr)
	}
	return r.origins.nulled(at, ptr)
}

// unsent reports whether a map that is written to is a field of what was decoded, which
// is nil where the JSON has no such key, or null.
func (r *Result) unsent(update *ssa.MapUpdate) (Doubt, bool) {
	if base, _ := fieldLoad(update.Map); base == nil {
		return r.origins.nulledMap(update)
	}
	if r.origins.guardedBy(update, update.Map) {
		return 0, false
	}
	return r.origins.decodedDoubt(update, update.Map)
}

// nulled reports whether a pointer is a variable that a decoder has filled, whatever it
// was before: null alone makes it nil. A client may send that; a server that is asked
// for something does not answer so.
func (o *origins) nulled(at ssa.Instruction, ptr ssa.Value) (Doubt, bool) {
	from := o.decodedWhole(at, ptr)
	if from&(known.Request|known.Message) == 0 || from&known.Response != 0 {
		return 0, false
	}
	return senderDoubt(from), true
}

// nulledMap is nulled for a map, of which the text may come from anywhere: what a model or
// a user wrote into a field, say.
func (o *origins) nulledMap(update *ssa.MapUpdate) (Doubt, bool) {
	from := o.decodedWhole(update, update.Map)
	if from == 0 || from&known.Response != 0 || o.guardedBy(update, update.Map) {
		return 0, false
	}
	return senderDoubt(from), true
}

// decodedWhole says where the JSON comes from that a decoder has filled a variable with, as
// a whole, before an instruction; 0 where none has, or the variable may have been set since.
func (o *origins) decodedWhole(at ssa.Instruction, v ssa.Value) known.Boundary {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return 0
	}
	variable := load.X
	if free, ok := variable.(*ssa.FreeVar); ok {
		variable = o.bindingOf(free)
	}
	alloc, ok := variable.(*ssa.Alloc)
	if !ok {
		return 0
	}
	call, from := o.onlyDecoder(alloc)
	if call == nil {
		return 0
	}
	outer := flow.Within(at, call.Parent())
	if outer == nil || !flow.Dominates(call, outer) || o.setAfter(alloc, call, outer) {
		return 0
	}
	return from
}

// setAfter reports whether a variable may be set, or its address be given away, between
// two instructions.
func (o *origins) setAfter(variable *ssa.Alloc, from, to ssa.Instruction) bool {
	for _, use := range usesOf(variable) {
		switch use.user.(type) {
		case *ssa.Store, ssa.CallInstruction:
			if use.user != from && !flow.Dominates(use.user, from) && flow.Reaches(from, use.user) && flow.MayPrecede(use.user, to) {
				return true // (what comes before from each time, from sets again)
			}
		}
	}
	return false
}
