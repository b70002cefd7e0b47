package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Where a call has failed, which ways lead to where its result is used? A walk takes it that
// the error is not nil, and the result is, and follows what is decided about them:
//
//	resp, err := http.Get(url)
//	if err != nil || resp.StatusCode >= 500 {
//		log.Print(resp.Status)
//
// It gives up where it cannot tell what a decision has to do with them.

// A meaning is what a walk knows of a value.
type meaning struct {
	kind  kind
	value constant.Value // where the kind is fixedValue
}

type kind uint8

const (
	absent     kind = iota + 1 // the result, which is nil
	failure                    // its error, which is not nil, or its bool, which is false
	fixedValue                 // a constant, on this way
)

// failedRisk says that what an instruction uses may be the result of a call that has failed.
func (r *Result) failedRisk(at ssa.Instruction, v ssa.Value) (string, Doubt) {
	return r.walkFrom(at, r.resultsIn(at, v, 0), v, nil)
}

// walkFrom looks for a way from one of some results to an instruction, where a value, or a
// field, is that result.
func (r *Result) walkFrom(at ssa.Instruction, results []*ssa.Extract, used, field ssa.Value) (string, Doubt) {
	for _, result := range results {
		doubt, null := r.nilOnFailure(result)
		if !null || len(verdictLooks(result.Tuple)) == 0 {
			continue
		}
		w := &failedWalk{r: r, result: result, at: at, used: used, field: field, steps: maxSteps, empty: r.emptyOnFailure(result)}
		if _, chosen := result.Tuple.(*ssa.Select); w.run() && (w.decided || !chosen) { // who asks about ok may do it in another case
			what := "result used although " + verdict(result.Tuple, "there is an error", "its ok is false")
			if !w.decided {
				what = "result used without a look at its " + verdict(result.Tuple, "error", "ok")
			}
			return "nil dereference (" + what + ")", doubt
		}
	}
	return "", Concrete
}

// resultsIn lists the results of calls of the same function that a value may be: itself, on
// some way, or by a variable or field.
func (r *Result) resultsIn(at ssa.Instruction, v ssa.Value, depth int) []*ssa.Extract {
	var all []*ssa.Extract
	switch v := v.(type) {
	case *ssa.Extract:
		if _, ok := companion(v.Tuple); ok && v.Parent() == at.Parent() {
			all = append(all, v)
		}
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if depth < 3 {
				all = append(all, r.resultsIn(at, edge, depth+1)...)
			}
		}
	case *ssa.UnOp:
		if v.Op != token.MUL || depth > 0 {
			return nil
		}
		for _, store := range r.storesHere(at.Parent(), v.X) {
			all = append(all, r.resultsIn(at, store.Val, depth+1)...)
		}
	}
	return all
}

// storesHere lists the instructions of a function that store in a variable or field.
func (r *Result) storesHere(fn *ssa.Function, addr ssa.Value) []*ssa.Store {
	var all []*ssa.Store
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok && r.origins.sameRoot(store.Addr, addr) {
				all = append(all, store)
			}
		}
	}
	return all
}

// maxSteps bounds how many blocks a walk runs through.
const maxSteps = 300

// A failedWalk goes over the ways from a call that has failed to where its result is used.
type failedWalk struct {
	r      *Result
	result *ssa.Extract
	at     ssa.Instruction
	used   ssa.Value // what at uses; nil where a field is asked for (see field)
	field  ssa.Value // the address of a field that holds the result at at
	steps  int
	empty  bool // the result is always nil where the call has failed

	decided bool // the error was looked at on the way that was found
}

// A way is what is known on one of the ways.
type way struct {
	values  map[ssa.Value]meaning
	memory  map[string]meaning // by the name of a variable or field
	touched map[string]bool    // names of what was set or handed out since
	asked   map[string]bool    // names in the conditions that nothing is known of
	seen    map[*ssa.BasicBlock]bool
	branch  *ssa.BasicBlock // where the error leads to
	left    bool            // a loop, with the error
}

func (y *way) fork() *way {
	next := *y
	next.values, next.memory = maps.Clone(y.values), maps.Clone(y.memory)
	next.touched, next.asked, next.seen = maps.Clone(y.touched), maps.Clone(y.asked), maps.Clone(y.seen)
	return &next
}

// run reports whether there is a way.
func (w *failedWalk) run() bool {
	call := w.result.Tuple.(ssa.Instruction)
	if w.isShared() {
		return false
	}
	start := &way{map[ssa.Value]meaning{}, map[string]meaning{}, map[string]bool{}, map[string]bool{}, map[*ssa.BasicBlock]bool{}, nil, false}
	for block := call.Block(); block.Idom() != nil; block = block.Idom() {
		if len(block.Preds) != 1 {
			continue
		}
		above := block.Preds[0]
		if branch, ok := above.Instrs[len(above.Instrs)-1].(*ssa.If); ok && above.Succs[0] != above.Succs[1] {
			w.assume(branch.Cond, above.Succs[0] == block, start)
		}
	}
	i := slices.Index(call.Block().Instrs, call)
	return w.enter(call.Block(), i+1, start)
}

// assume notes the outcome of a condition.
func (w *failedWalk) assume(cond ssa.Value, truth bool, y *way) {
	is := meaning{fixedValue, constant.MakeBool(truth)}
	y.values[cond] = is
	switch cond := cond.(type) {
	case *ssa.UnOp:
		switch cond.Op {
		case token.NOT:
			w.assume(cond.X, !truth, y)
		case token.MUL:
			y.memory[w.r.origins.rootKey(cond.X)] = is
		}
	case *ssa.BinOp:
		if c, ok := cond.Y.(*ssa.Const); ok && c.Value != nil && truth && cond.Op == token.EQL {
			y.values[cond.X] = meaning{fixedValue, c.Value}
		}
	}
}

// isShared reports whether a function literal that is not only deferred has the variable of
// the error: it may look at it, or set it.
func (w *failedWalk) isShared() bool {
	index, _ := companion(w.result.Tuple)
	for _, ref := range *w.result.Tuple.Referrers() {
		verdict, ok := ref.(*ssa.Extract)
		if !ok || verdict.Index != index {
			continue
		}
		for _, use := range *verdict.Referrers() {
			store, ok := use.(*ssa.Store)
			if !ok || store.Addr.Referrers() == nil {
				continue
			}
			for _, ref := range *store.Addr.Referrers() {
				if closure, ok := ref.(*ssa.MakeClosure); ok && (!isDeferred(closure) || isSetIn(closure, store.Addr)) {
					return true
				}
			}
		}
	}
	return false
}

// enter follows a way through a block, from an instruction on.
func (w *failedWalk) enter(block *ssa.BasicBlock, from int, y *way) bool {
	if y.seen[block] || w.steps == 0 {
		return false
	}
	y.seen[block] = true
	w.steps--
	for _, instr := range block.Instrs[from:] {
		if instr == w.at {
			return w.arrives(y)
		}
		if instr == w.result.Tuple.(ssa.Instruction) || !w.step(instr, y) {
			return false
		}
	}
	if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
		return w.choose(branch, y)
	}
	for _, next := range block.Succs {
		if w.cross(block, next, y.fork()) {
			return true
		}
	}
	return false
}

// arrives reports whether what is used there is the result.
func (w *failedWalk) arrives(y *way) bool {
	is := y.values[w.used]
	if w.field != nil {
		is = y.memory[w.r.origins.rootKey(w.field)]
	}
	if is.kind != absent {
		return false
	}
	if y.branch != nil && y.branch.Dominates(w.at.Block()) && !w.empty {
		return false // what reads the partial result on purpose
	}
	w.decided = y.branch != nil
	return true
}

// cross follows a way from one block to the next.
func (w *failedWalk) cross(from, to *ssa.BasicBlock, y *way) bool {
	edge := slices.Index(to.Preds, from)
	set := map[ssa.Value]meaning{}
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		set[phi] = y.of(phi.Edges[edge])
	}
	maps.Copy(y.values, set)
	return w.enter(to, 0, y)
}

// of gives what is known of a value.
func (y *way) of(v ssa.Value) meaning {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil {
		return meaning{fixedValue, c.Value}
	}
	return y.values[v]
}

// step takes notice of an instruction, and reports whether the way goes on after it.
func (w *failedWalk) step(instr ssa.Instruction, y *way) bool {
	if v, ok := instr.(ssa.Value); ok && !isPhi(v) {
		delete(y.values, v) // in the round before it was another
	}
	switch instr := instr.(type) {
	case *ssa.Extract:
		index, _ := companion(w.result.Tuple)
		switch {
		case instr.Tuple != w.result.Tuple:
		case instr.Index == w.result.Index:
			y.values[instr] = meaning{kind: absent}
		case instr.Index == index:
			y.values[instr] = meaning{kind: failure}
		case instr.Index == 0:
			if sel, ok := instr.Tuple.(*ssa.Select); ok { // the case that received it was chosen
				y.values[instr] = meaning{fixedValue, constant.MakeInt64(int64(slices.Index(sel.States, receivingState(sel, w.result.Index-2))))}
			}
		}
	case *ssa.ChangeInterface:
		y.values[instr] = y.of(instr.X)
	case *ssa.BinOp:
		if truth, known := w.decide(instr, y); known {
			y.values[instr] = meaning{fixedValue, constant.MakeBool(truth)}
		}
	case *ssa.Store:
		w.store(instr, y)
	case *ssa.UnOp:
		if instr.Op == token.MUL {
			y.values[instr] = y.memory[w.r.origins.rootKey(instr.X)]
			return y.of(instr.X).kind != absent
		}
	case *ssa.FieldAddr:
		return y.of(instr.X).kind != absent // it panics there
	case *ssa.TypeAssert:
		return instr.CommaOk || y.of(instr.X).kind != absent
	case *ssa.Panic, *ssa.Return:
		return false
	case *ssa.Call:
		return w.call(instr, y)
	}
	return true
}

func isPhi(v ssa.Value) bool {
	_, ok := v.(*ssa.Phi)
	return ok
}

func (w *failedWalk) store(store *ssa.Store, y *way) {
	key := w.r.origins.rootKey(store.Addr)
	is := y.of(store.Val)
	y.memory[key] = is
	if w.isAbout(store.Val, y) || y.branch != nil && is.kind == 0 {
		y.touched[key] = true
	}
	if element, ok := store.Addr.(*ssa.IndexAddr); ok && is.kind == failure {
		y.memory[w.r.origins.rootKey(element.X)] = is // the arguments of a variadic call
	}
}

// call takes notice of a call: what is given the error may end the program, unless it only
// prints it, or makes another one of it.
func (w *failedWalk) call(call *ssa.Call, y *way) bool {
	if call.Call.IsInvoke() && y.of(call.Call.Value).kind == absent {
		return false // it panics there
	}
	if w.r.saysFatal(call) {
		return false
	}
	obj := calleeObject(&call.Call)
	prints := obj != nil && onlyPrints(obj)
	if slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return w.isFailure(arg, y) }) {
		switch {
		case match.IsError(call.Type()):
			y.values[call] = meaning{kind: failure}
			return true
		case asksError(call):
			return true
		case !prints:
			return false
		}
	}
	if prints {
		return true
	}
	for _, arg := range call.Call.Args {
		if y.branch != nil && (isPointer(arg.Type()) || types.IsInterface(arg.Type())) {
			y.touched[w.r.origins.rootKey(arg)] = true
		}
	}
	w.forget(call, y)
	return true
}

// forget drops what is known of fields that a call may set.
func (w *failedWalk) forget(call *ssa.Call, y *way) {
	if w.field == nil && !isFieldLoad(w.used) {
		return
	}
	fn := call.Call.StaticCallee()
	if fn != nil && (fn.Pkg != call.Parent().Pkg || !w.r.setsAny(fn, w.fieldAsked(), 0)) {
		return
	}
	if fn == nil && !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return isPointer(arg.Type()) }) {
		return
	}
	for key := range y.memory {
		if strings.Contains(key, ".") {
			delete(y.memory, key)
		}
	}
}

func isFieldLoad(v ssa.Value) bool {
	base, _ := fieldLoad(v)
	return base != nil
}

// fieldAsked gives the field that holds the result, or nil.
func (w *failedWalk) fieldAsked() *types.Var {
	addr := w.field
	if load, ok := w.used.(*ssa.UnOp); ok && addr == nil {
		addr = load.X
	}
	if addr, ok := addr.(*ssa.FieldAddr); ok {
		_, field := fieldOf(addr)
		return field
	}
	return nil
}

// setsAny reports whether a function, or one that it calls, sets a field.
func (r *Result) setsAny(fn *ssa.Function, field *types.Var, depth int) bool {
	if depth > 3 || field == nil || r.setsField(fn, field) {
		return true
	}
	return slices.ContainsFunc(r.callees[fn], func(callee *ssa.Function) bool {
		return callee != fn && len(callee.Blocks) > 0 && r.setsAny(callee, field, depth+1)
	})
}

// isFailure reports whether an argument is the error, or the slice of variadic ones with it.
func (w *failedWalk) isFailure(arg ssa.Value, y *way) bool {
	if y.of(arg).kind == failure && !isBool(arg.Type()) {
		return true
	}
	slice, ok := arg.(*ssa.Slice)
	return ok && y.memory[w.r.origins.rootKey(slice.X)].kind == failure
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Bool
}

// onlyPrints reports whether a function is named for writing a log.
func onlyPrints(obj *types.Func) bool {
	name := strings.ToLower(obj.Name())
	if strings.Contains(name, "exit") || strings.Contains(name, "fatal") || strings.Contains(name, "panic") {
		return false
	}
	for _, verb := range []string{"print", "sprint", "fprint", "log", "error", "warn", "info", "debug", "trace", "notice"} {
		if strings.HasPrefix(name, verb) {
			return true
		}
	}
	return obj.Pkg() != nil && !known.IsStd(obj.Pkg().Path()) && known.Harmless(obj) && (strings.HasPrefix(name, "with") || name == "err")
}

// asksError matches errors.Is, errors.As and os.IsNotExist, which only tell of an error.
func asksError(call *ssa.Call) bool {
	f := match.FuncOf(calleeObject(&call.Call))
	return f.Recv == "" && (f.Pkg == "errors" || f.Pkg == "os") && (f.Name == "As" || strings.HasPrefix(f.Name, "Is"))
}

// choose follows a way over a branch.
func (w *failedWalk) choose(branch *ssa.If, y *way) bool {
	block := branch.Block()
	truth, known := w.decide(branch.Cond, y)
	one, outcome, excepted := w.excepted(branch.Cond, y)
	if !known && !excepted && !w.mayFollow(branch, y) {
		return false
	}
	mentioned := w.r.origins.mentioned(branch.Cond)
	back := isBackIn(block, y)
	for i, next := range block.Succs {
		if known && truth != (i == 0) || excepted && outcome == (i == 0) && !w.mayGive(one) {
			continue
		}
		on := y.fork()
		if known && w.isAbout(branch.Cond, y) {
			on.branch = next
		}
		if excepted {
			on.branch = next
		} else if !known {
			maps.Copy(on.asked, mentioned)
			w.assume(branch.Cond, i == 0, on)
			on.left = on.left || back && !flow.Reaches(next.Instrs[0], branch)
		}
		if w.cross(block, next, on) {
			return true
		}
	}
	return false
}

// isBackIn reports whether a way has come to the head of a loop out of its body.
func isBackIn(block *ssa.BasicBlock, y *way) bool {
	return slices.ContainsFunc(block.Preds, func(pred *ssa.BasicBlock) bool { return y.seen[pred] && block.Dominates(pred) })
}

// decide gives the outcome of a condition, if it is known.
func (w *failedWalk) decide(cond ssa.Value, y *way) (truth, ok bool) {
	switch is := y.of(cond); is.kind {
	case failure:
		return false, true
	case fixedValue:
		if is.value.Kind() == constant.Bool {
			return constant.BoolVal(is.value), true
		}
	}
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			truth, ok = w.decide(cond.X, y)
			return !truth, ok
		}
	case *ssa.BinOp:
		x, other := y.of(cond.X), y.of(cond.Y)
		switch {
		case (cond.Op == token.EQL || cond.Op == token.NEQ) && isNil(cond.Y) && (x.kind == failure || x.kind == absent):
			return (x.kind == absent) == (cond.Op == token.EQL), true
		case x.kind == fixedValue && other.kind == fixedValue && x.value.Kind() == other.value.Kind() && isComparison(cond.Op):
			return constant.Compare(x.value, cond.Op, other.value), true
		}
	}
	return false, false
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// isAbout reports whether a condition is computed from the error or the result.
func (w *failedWalk) isAbout(cond ssa.Value, y *way) bool {
	return fromOne(cond, func(v ssa.Value) bool {
		is := y.values[v].kind
		return is == absent || is == failure
	}, 0)
}

// mayFollow reports whether a branch that nothing is known of has nothing to do with the
// failure, so that each of its ways may be the one.
func (w *failedWalk) mayFollow(branch *ssa.If, y *way) bool {
	if y.left || w.isAbout(branch.Cond, y) {
		return false
	}
	mentioned := w.r.origins.mentioned(branch.Cond)
	back := isBackIn(branch.Block(), y)
	for key := range mentioned {
		if key != "" && (y.touched[key] || back && y.asked[key]) {
			return false // what was done about the failure may tell of it; the last round of a loop
		}
	}
	if slices.ContainsFunc(w.given(), func(arg ssa.Value) bool { return mentioned[w.r.origins.rootKey(arg)] }) {
		return false // for what it is given, it may not fail
	}
	if back || y.branch != nil && y.branch.Dominates(w.at.Block()) {
		return true
	}
	return !slices.ContainsFunc(branch.Block().Succs, func(next *ssa.BasicBlock) bool { return !w.comesBy(next) })
}

// given lists what decides on the failure: the arguments of the call, the key of a map.
func (w *failedWalk) given() []ssa.Value {
	var all []ssa.Value
	switch tuple := w.result.Tuple.(type) {
	case *ssa.Call:
		first := 0
		if obj := calleeObject(&tuple.Call); obj != nil {
			first = argOffset(&tuple.Call, obj)
		}
		all = tuple.Call.Args[first:]
	case *ssa.Lookup:
		all = []ssa.Value{tuple.X, tuple.Index}
	case *ssa.TypeAssert:
		all = []ssa.Value{tuple.X}
	}
	return slices.DeleteFunc(slices.Clone(all), isConst)
}

// comesBy reports whether a block may lead to where the result is used.
func (w *failedWalk) comesBy(block *ssa.BasicBlock) bool {
	return block == w.at.Block() || flow.Reaches(block.Instrs[0], w.at)
}
