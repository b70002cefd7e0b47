package panicflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// statementRisk gives the witness that a panic statement is. One that only a
// mistake in the code around it can reach is an assertion of its author, not
// a risk.
func (r *Result) statementRisk(fn *ssa.Function, instr *ssa.Panic) *Witness {
	if !flow.IsPanic(instr) || isUnreachable(instr.X) || r.failsNever(instr) || r.remarked(instr.Pos(), 2) || inTests(instr) {
		return nil
	}
	w := &Witness{What: explicit + r.source(instr.Pos()), Where: r.where(instr.Pos())}
	conds := deciding(instr)
	if slices.ContainsFunc(conds, asksRecovered) || afterRecover(instr) {
		return nil // who panicked first is judged there
	}
	w.Decided = slices.ContainsFunc(conds, isErrorCheck) && (isText(instr.X) || r.pass.Pkg.Name() != "main")
	switch {
	case r.panicsByPolicy(), r.origins.inDefault(instr), isFatal(instr.Parent()), isFinalizer(instr.Parent()), isLogger(r.pass.Pkg), match.IsExample(r.pass.Pkg), r.endsMain(instr), aboutTypes(conds), aboutEncoding(conds), isRaisedAgain(instr.X), slices.ContainsFunc(conds, isWanted), slices.ContainsFunc(conds, isKindCheck):
		w.Doubt = Assumed
	case len(conds) == 0 || instr.Parent() != fn:
	case onFlag(instr, conds):
		w.Doubt = Assumed
	case isText(instr.X) && (r.aboutState(conds) || r.insideOfState(instr) || onNilError(instr, conds) || onNilBesideError(instr, conds)):
		// if n < 0 { panic("negative size") }
		w.Doubt = Assumed
		w.Need = r.origins.needOfPanic(fn, conds, Kept)
	case slices.ContainsFunc(conds, parses):
		w.Need = r.origins.needOfPanic(fn, conds, Formed)
	default:
		w.Need = r.origins.needOfPanic(fn, conds, Passed)
	}
	return w
}

// The authors of a large package that has so many panic statements behind a condition, in so
// many of its files, mean them: pebble (216 in 28 files), badger (27 in 8), raft (18 in 8).
const (
	policyPanics    = 15
	policyFiles     = 8
	policyFunctions = 150
)

// panicsByPolicy reports whether the package is a library whose authors let the program crash
// where something does not hold that they rely on.
func (r *Result) panicsByPolicy() bool {
	if r.pass.Pkg.Name() == "main" {
		return false
	}
	if r.policy == nil {
		n, files := 0, map[string]bool{}
		for _, fn := range r.ssa.Funcs {
			if !r.inTest(fn) {
				if found := conditionalPanics(fn); found > 0 {
					n += found
					files[r.pass.Fset.Position(fn.Pos()).Filename] = true
				}
			}
		}
		r.policy = new(n >= policyPanics && len(files) >= policyFiles && len(r.ssa.Funcs) >= policyFunctions)
	}
	return *r.policy
}

func conditionalPanics(fn *ssa.Function) (n int) {
	for _, block := range fn.Blocks {
		if last := len(block.Instrs) - 1; last >= 0 && flow.IsPanic(block.Instrs[last]) && len(deciding(block.Instrs[last])) > 0 {
			n++
		}
	}
	return n
}

// isKindCheck matches ok of v, ok := x.(T): who panics otherwise states what the program puts
// there.
func isKindCheck(cond ssa.Value) bool {
	ok, is := cond.(*ssa.Extract)
	if !is || ok.Index != 1 {
		return false
	}
	assert, is := ok.Tuple.(*ssa.TypeAssert)
	return is && !match.IsError(assert.X.Type())
}

// asksRecovered matches the condition that there was a panic: recover() != nil, perhaps in
// a variable.
func asksRecovered(cond ssa.Value) bool {
	return fromOne(cond, func(v ssa.Value) bool {
		if variable, ok := v.(*ssa.Alloc); ok {
			return slices.ContainsFunc(storesTo(variable), func(store *ssa.Store) bool { return isRecovered(store.Val) })
		}
		return isRecovered(v)
	}, 0)
}

func isRecovered(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && isRecover(call)
}

// afterRecover reports whether a literal, with an instruction in it, is made only where there was
// a panic: what a handler defers, so as to panic with more than it was given.
func afterRecover(instr ssa.Instruction) bool {
	made := flow.Maker(instr.Parent())
	return made != nil && (slices.ContainsFunc(flow.Controls(made.Block()), asksRecovered) || afterRecover(made))
}

// isRaisedAgain matches the panic that another goroutine had, of a type that is named for
// it: if errors.As(err, &caught) { panic(caught.value) } with a var caught caughtPanic.
// Who panicked first is judged there.
func isRaisedAgain(v ssa.Value) bool {
	v = unboxed(v)
	switch from := v.(type) {
	case *ssa.UnOp: // of a variable, or of a field
		if field, ok := from.X.(*ssa.FieldAddr); ok {
			v = field.X
		} else if alloc, ok := from.X.(*ssa.Alloc); ok && alloc.Comment == "complit" {
			return false
		}
	case *ssa.Parameter, *ssa.Extract, *ssa.TypeAssert, *ssa.FreeVar:
	default:
		return false // made here
	}
	named := match.Named(v.Type())
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	name := strings.ToLower(named.Obj().Name())
	return strings.Contains(name, "panic") || strings.Contains(name, "recovered")
}

// unboxed gives what was made an interface, to panic with it: an error of fmt.Errorf.
func unboxed(v ssa.Value) ssa.Value {
	switch boxed := v.(type) {
	case *ssa.MakeInterface:
		return boxed.X
	case *ssa.ChangeInterface:
		return boxed.X
	}
	return v
}

// isErrorCheck matches err != nil.
func isErrorCheck(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	return ok && match.IsError(cmp.X.Type()) && isNil(cmp.Y)
}

// isWanted matches a variable or field that is named for panics, with which a program
// says that it wants them: if PanicOnStuckEvent { panic(...) }.
func isWanted(cond ssa.Value) bool {
	load, ok := cond.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	name := ""
	switch from := load.X.(type) {
	case *ssa.Global:
		name = from.Name()
	case *ssa.FieldAddr:
		name = fieldName(from)
	}
	return strings.Contains(strings.ToLower(name), "panic")
}

// aboutTypes reports whether conditions ask what type a value has, by package reflect:
// who passes one of another type has written that.
func aboutTypes(conds []ssa.Value) bool {
	return slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		return fromOne(cond, func(v ssa.Value) bool {
			call, ok := v.(*ssa.Call)
			if !ok {
				return false
			}
			f := match.FuncOf(calleeObject(&call.Call))
			return f.Pkg == "reflect" && typeQuestions[f.Name]
		}, 0)
	})
}

// fromOne reports whether v is one of what is looked for, or is computed from one in a
// few steps.
func fromOne(v ssa.Value, is func(ssa.Value) bool, depth int) bool {
	if v == nil || depth > 4 {
		return false
	}
	if is(v) {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	return ok && slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool { return fromOne(*op, is, depth+1) })
}

// typeQuestions are the functions and methods of package reflect that tell of a type.
var typeQuestions = map[string]bool{"Kind": true, "Type": true, "TypeOf": true, "Elem": true, "ChanDir": true, "NumIn": true, "NumOut": true}

// aboutEncoding reports whether a condition is that a value could not be encoded: the
// program made it, and knows its form.
func aboutEncoding(conds []ssa.Value) bool {
	return slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		if !isErrorCheck(cond) {
			return false
		}
		call := callOf(cond.(*ssa.BinOp).X)
		if call == nil {
			return false
		}
		obj := calleeObject(&call.Call)
		if obj == nil {
			return false
		}
		name := strings.ToLower(obj.Name())
		return (strings.HasPrefix(name, "encode") || strings.HasPrefix(name, "marshal") || strings.HasSuffix(name, "toproto") || name == "toproto") && !takesWriter(&call.Call)
	})
}

// takesWriter reports whether a call is given an io.Writer, which may fail.
func takesWriter(call *ssa.CallCommon) bool {
	return slices.ContainsFunc(call.Args, func(arg ssa.Value) bool {
		boxed, ok := arg.(*ssa.MakeInterface)
		if ok && (match.IsType(boxed.X.Type(), "bytes", "Buffer") || match.IsType(boxed.X.Type(), "strings", "Builder")) {
			return false
		}
		iface, ok := arg.Type().Underlying().(*types.Interface)
		if !ok {
			return false
		}
		obj, _, _ := types.LookupFieldOrMethod(iface, false, nil, "Write")
		return obj != nil
	})
}

// isFatal reports whether a function says in its name that it ends the process, or that
// it is for what does not happen: its author wants that, as one who calls log.Fatal does.
func isFatal(fn *ssa.Function) bool {
	name := strings.ToLower(fn.Name())
	switch name {
	case "bug", "bugf", "mustbug", "mustbugf":
		return true
	}
	for _, word := range [...]string{"critical", "crash", "die", "assert"} {
		if strings.HasPrefix(name, word) {
			return !strings.HasPrefix(name, "assertion") // as those of SAML
		}
	}
	return strings.HasSuffix(name, "orpanic") || strings.Contains(name, "fatal") || strings.Contains(name, "unreachable") || strings.Contains(name, "invariant")
}

// endsMain reports whether a program panics where its server ends: panic(err) after
// http.ListenAndServe, for log.Fatal(err).
func (r *Result) endsMain(instr *ssa.Panic) bool {
	if r.pass.Pkg.Name() != "main" {
		return false
	}
	for _, cond := range deciding(instr) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok {
			continue
		}
		call, ok := cmp.X.(*ssa.Call)
		if !ok {
			continue
		}
		if obj := calleeObject(&call.Call); obj != nil && (strings.HasPrefix(obj.Name(), "ListenAndServe") || strings.HasPrefix(obj.Name(), "Serve")) {
			return true
		}
	}
	return false
}

// inTests reports whether a statement is reached in tests only: if testing.Testing()
// { panic("...") }, or where a failpoint is on.
func inTests(instr ssa.Instruction) bool {
	return slices.ContainsFunc(flow.Controls(instr.Block()), func(cond ssa.Value) bool {
		if cmp, ok := cond.(*ssa.BinOp); ok && isInjected(cmp.X) {
			return true
		}
		call, ok := cond.(*ssa.Call)
		return ok && asksForTests(calleeObject(&call.Call)) && onSide(call, true, instr)
	})
}

// isInjected matches what a failpoint gives, which tests set: val, err :=
// failpoint.Eval("name").
func isInjected(v ssa.Value) bool {
	call := callOf(v)
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && (strings.Contains(strings.ToLower(obj.Name()), "failpoint") || obj.Pkg() != nil && obj.Pkg().Name() == "failpoint")
}

func asksForTests(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	switch strings.ToLower(fn.Name()) { // IsTest, and no IsTestnet
	case "intest", "intests", "isintest", "isintests", "istest", "istesting", "undertest":
		return true
	}
	return match.IsFunc(fn, "testing", "Testing")
}

// isFinalizer reports whether a function literal is given to runtime.SetFinalizer or
// AddCleanup: it panics to tell that something was lost.
func isFinalizer(fn *ssa.Function) bool {
	refs := fn.Referrers()
	if refs == nil {
		return false
	}
	for _, ref := range *refs {
		closure, ok := ref.(ssa.Value)
		if !ok {
			continue
		}
		for _, use := range *closure.Referrers() {
			if boxed, ok := use.(*ssa.MakeInterface); ok && finalizes(*boxed.Referrers()) || finalizes([]ssa.Instruction{use}) {
				return true
			}
		}
	}
	return false
}

func finalizes(uses []ssa.Instruction) bool {
	return slices.ContainsFunc(uses, func(use ssa.Instruction) bool {
		call, ok := use.(ssa.CallInstruction)
		if !ok {
			return false
		}
		obj := calleeObject(call.Common())
		return match.IsFunc(obj, "runtime", "SetFinalizer") || match.IsFunc(obj, "runtime", "AddCleanup")
	})
}

// onNilError reports whether a panic statement stands where an error is nil that the
// function was given: func wrap(err error) error { if err == nil { panic("no error") } }.
func onNilError(instr *ssa.Panic, conds []ssa.Value) bool {
	if len(conds) != 1 {
		return false
	}
	cmp, ok := conds[0].(*ssa.BinOp)
	if !ok || !match.IsError(cmp.X.Type()) || !isNil(cmp.Y) {
		return false
	}
	if _, isParam := cmp.X.(*ssa.Parameter); !isParam {
		return false
	}
	return onSide(cmp, cmp.Op == token.EQL, instr)
}

// onNilBesideError reports whether a panic statement stands where a result is nil that came
// without an error: iter, err := run(); if err != nil { ... } if iter == nil { panic("nil
// iter") }.
func onNilBesideError(instr *ssa.Panic, conds []ssa.Value) bool {
	for _, cond := range conds {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) || !onSide(cmp, cmp.Op == token.EQL, instr) {
			continue
		}
		result, ok := cmp.X.(*ssa.Extract)
		if !ok || match.IsError(result.Type()) {
			continue
		}
		if tuple, ok := result.Tuple.Type().(*types.Tuple); ok && match.IsError(tuple.At(tuple.Len()-1).Type()) {
			return true
		}
	}
	return false
}

// onSide reports whether an instruction, or the literal that it is in, is reached only where
// a condition is true, or only where it is false.
func onSide(cond ssa.Value, side bool, instr ssa.Instruction) bool {
	i := 0
	if !side {
		i = 1
	}
	for _, ref := range *cond.Referrers() {
		branch, ok := ref.(*ssa.If)
		if !ok {
			continue
		}
		at := flow.Within(instr, branch.Parent())
		if next := branch.Block().Succs[i]; at != nil && len(next.Preds) == 1 && next.Dominates(at.Block()) {
			return true
		}
	}
	return false
}

// isLogger reports whether a package writes logs: one that cannot write has no other
// way to say so than to panic.
func isLogger(pkg *types.Package) bool {
	switch pkg.Name() {
	case "log", "logs", "logger", "logging", "glog", "xlog", "zlog":
		return true
	}
	return false
}

// deciding gives the conditions that decide about an instruction last: one, or
// those that were joined by ||.
func deciding(instr ssa.Instruction) []ssa.Value {
	block := instr.Block()
	var conds []ssa.Value
	if len(block.Preds) > 1 {
		for _, pred := range block.Preds {
			if branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If); ok {
				conds = append(conds, branch.Cond)
			}
		}
		if len(conds) == len(block.Preds) {
			return conds
		}
	}
	if conds = flow.Controls(block); len(conds) > 1 {
		conds = conds[:1]
	}
	return conds
}

// needOfPanic gives the parameter that conditions before a panic statement are
// about.
func (o *origins) needOfPanic(fn *ssa.Function, conds []ssa.Value, kind NeedKind) *Need {
	for _, cond := range conds {
		for i, p := range fn.Params {
			if o.mentioned(cond)[o.rootKey(p)] {
				return &Need{Param: i + 1, Kind: kind}
			}
		}
	}
	return nil
}

// isText reports whether a value is a constant, or is made of one where the
// panic statement stands: errors.New("negative size").
func isText(v ssa.Value) bool {
	switch v := unboxed(v).(type) {
	case *ssa.Const:
		return true
	case *ssa.BinOp:
		return isText(v.X) || isText(v.Y)
	case *ssa.Call:
		return len(v.Call.Args) > 0 && isConst(v.Call.Args[0])
	}
	return false
}

// onFlag matches if t.done { panic(ErrDone) }: a field says what the caller has done, and a
// package variable what is wrong with that.
func onFlag(instr *ssa.Panic, conds []ssa.Value) bool {
	load, ok := unboxed(instr.X).(*ssa.UnOp)
	if !ok || !match.IsError(load.Type()) {
		return false
	}
	_, isGlobal := load.X.(*ssa.Global)
	return isGlobal && !slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		base, _ := fieldLoad(cond)
		return base == nil
	})
}

// aboutState reports whether conditions look only at parameters, local
// variables and fields: the author knows what they can be. (Package variables
// are set from outside: by flags, by the environment.)
func (r *Result) aboutState(conds []ssa.Value) bool {
	for _, cond := range conds {
		if !r.isState(cond, 0) {
			return false
		}
	}
	return true
}

// insideOfState reports whether a comparison of a field with a constant stands
// further out: if m.count < 0 { if os.Getenv("DEBUG") == "1" { panic("...") } }.
func (r *Result) insideOfState(instr ssa.Instruction) bool {
	for _, cond := range flow.Controls(instr.Block()) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isConst(cmp.Y) {
			continue
		}
		load, ok := cmp.X.(*ssa.UnOp)
		if !ok {
			continue
		}
		if _, isField := load.X.(*ssa.FieldAddr); isField && !match.IsError(load.Type()) {
			return true
		}
	}
	return false
}

func (r *Result) isState(v ssa.Value, depth int) bool {
	if depth > 8 {
		return true // a loop
	}
	switch v := strip(v).(type) {
	case *ssa.Const, *ssa.Parameter, *ssa.FreeVar, *ssa.Alloc:
		return true
	case *ssa.BinOp:
		return !match.IsError(v.X.Type()) && r.isState(v.X, depth+1) && r.isState(v.Y, depth+1)
	case *ssa.UnOp:
		return v.Op != token.ARROW && r.isState(v.X, depth+1)
	case *ssa.FieldAddr:
		return r.isState(v.X, depth+1)
	case *ssa.Field:
		return r.isState(v.X, depth+1)
	case *ssa.Slice:
		return r.isState(v.X, depth+1)
	case *ssa.IndexAddr, *ssa.Lookup, *ssa.Next:
		return true // an element
	case *ssa.Select:
		return !v.Blocking // whether a channel is full, or empty
	case *ssa.Extract:
		return r.isState(v.Tuple, depth+1)
	case *ssa.TypeAssert:
		return r.isState(v.X, depth+1)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !r.isState(edge, depth+3) {
				return false
			}
		}
		return true
	case *ssa.Call:
		return r.asksState(v, depth)
	}
	return false
}

var stateful = map[string]bool{"sync": true, "sync/atomic": true, "time": true, "reflect": true, "runtime/pprof": true, "expvar": true}

// asksState reports whether a call only looks at state: len, a method of a
// timer or a lock, a method that takes nothing, a function of this package that
// is given some.
func (r *Result) asksState(call *ssa.Call, depth int) bool {
	if call.Call.IsInvoke() && len(call.Call.Args) == 0 {
		_, plain := call.Type().Underlying().(*types.Basic)
		return plain || r.isState(call.Call.Value, depth+1) // aead.NonceSize()
	}
	if len(call.Call.Args) == 0 {
		return false // recover(), roll()
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		return b.Name() == "len" || b.Name() == "cap" || r.isState(call.Call.Args[0], depth+1)
	}
	obj := calleeObject(&call.Call)
	switch {
	case obj == nil:
		return false
	case stateful[match.FuncOf(obj).Pkg], call.Call.IsInvoke() && obj.Name() == "Value":
		return true // a key of a context: who made that context put it there
	case obj.Pkg() != r.pass.Pkg && (obj.Signature().Recv() == nil || obj.Signature().Params().Len() > 0) && !isPredicate(obj):
		return false
	}
	for _, arg := range call.Call.Args {
		if !r.isState(arg, depth+1) {
			return false
		}
	}
	return true
}

// isPredicate matches methods that only look at their receiver and arguments:
// config.IsCancun(number, time).
func isPredicate(fn *types.Func) bool {
	results := fn.Signature().Results()
	if fn.Signature().Recv() == nil || results.Len() != 1 || !types.Identical(results.At(0).Type(), types.Typ[types.Bool]) {
		return false
	}
	return strings.HasPrefix(fn.Name(), "Is") || strings.HasPrefix(fn.Name(), "Has")
}

// unreachable matches the words with which authors mark a panic that only a
// mistake of their own can reach.
var unreachable = regexp.MustCompile(`(?i)unreachable|not reach|impossibl|should (not|never)|shouldn't|can(not|'t) (happen|fail)|must (not happen|exist)|never (happen|fail)|only happen|(checked|validated|verified) (above|before|already|earlier)|already (checked|validated|verified)|invariant|internal error|\bbug\b|not implemented|unimplemented|unbalanced|called (twice|more than once)|while no\b|\b(un)?locked\b|inconsistent|(incorrect|corrupt(ed)?) (internal )?state|misuse|programm(er|ing) error|logic error|assert|entropy|unsupported (platform|os|architecture)|called (before|after|without)|random(ness)? (bytes|data|failure)|randomness|no reason|(we|to|let it|let us) (know that we )?panic\b`)

func isUnreachable(v ssa.Value) bool {
	switch v := unboxed(v).(type) {
	case *ssa.Extract: // panic(err) after json.Marshal of what the program itself made
		call, ok := v.Tuple.(*ssa.Call)
		return ok && match.IsFunc(calleeObject(&call.Call), "encoding/json", "Marshal")
	case *ssa.Const:
		text, ok := stringConst(v)
		return ok && unreachable.MatchString(text)
	case *ssa.BinOp:
		return isUnreachable(v.X)
	case *ssa.Call: // fmt.Sprintf("unreachable: %v", x), errors.New("...")
		if encodesToMemory(v) || saysAssertion(v) {
			return true
		}
		for _, arg := range v.Call.Args {
			if c, ok := arg.(*ssa.Const); ok && isUnreachable(c) {
				return true
			}
		}
	}
	return false
}

// saysAssertion matches errors.AssertionFailedf("...") and its like.
func saysAssertion(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	return obj != nil && strings.HasPrefix(strings.ToLower(obj.Name()), "assertion")
}

// encodesToMemory reports whether a call is json.NewEncoder(&buf).Encode(x).
func encodesToMemory(call *ssa.Call) bool {
	if !match.IsMethod(calleeObject(&call.Call), "encoding/json", "Encoder", "Encode") {
		return false
	}
	made, ok := call.Call.Args[0].(*ssa.Call)
	if !ok || !match.IsFunc(calleeObject(&made.Call), "encoding/json", "NewEncoder") {
		return false
	}
	writer, ok := made.Call.Args[0].(*ssa.MakeInterface)
	return ok && (match.IsType(writer.X.Type(), "bytes", "Buffer") || match.IsType(writer.X.Type(), "strings", "Builder"))
}

// failsNever reports whether a panic statement stands behind an error that does
// not come: that of the system's source of randomness (crypto/rand.Read ends the
// program itself instead of failing since Go 1.24, go.dev/issue/66821), of a
// function that returns none for the constants it is given, or of one of another
// package that computes from what is written out here.
func (r *Result) failsNever(instr *ssa.Panic) bool {
	for _, cond := range deciding(instr) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || cmp.Op != token.NEQ || !isNil(cmp.Y) {
			continue
		}
		if r.neverWrong(cmp.X, 0) {
			return true
		}
	}
	return false
}

// writtenOut matches url.Parse("http://localhost"), and cipher.NewX(key[:]) of an array:
// whether the call fails does not depend on the run.
func writtenOut(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	if obj == nil || !neverFails(call) {
		return false
	}
	for _, verb := range []string{"Parse", "Compile", "Decode", "Unmarshal"} {
		if strings.HasPrefix(obj.Name(), verb) {
			return true
		}
	}
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return !isConst(arg) })
}

// readsEmbedded matches files.ReadFile("setup.json") of an embed.FS: the compiler has seen
// the file.
func readsEmbedded(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	return (match.IsMethod(obj, "embed", "FS", "ReadFile") || match.IsMethod(obj, "embed", "FS", "ReadDir")) && isConst(call.Call.Args[1])
}

// readsBack matches json.Unmarshal of what json.Marshal has just made.
func readsBack(call *ssa.CallCommon) bool {
	if !match.IsFunc(calleeObject(call), "encoding/json", "Unmarshal") {
		return false
	}
	from, ok := call.Args[0].(*ssa.Extract)
	if !ok {
		return false
	}
	made, ok := from.Tuple.(*ssa.Call)
	return ok && match.IsFunc(calleeObject(&made.Call), "encoding/json", "Marshal")
}

// unreads matches UnreadByte and UnreadRune of a bufio.Reader, which fail only
// where nothing was read before.
func unreads(call *ssa.CallCommon) bool {
	obj := calleeObject(call)
	return match.IsMethod(obj, "bufio", "Reader", "UnreadByte") || match.IsMethod(obj, "bufio", "Reader", "UnreadRune")
}

// encodesText matches json.Marshal of a text, which has no error.
func encodesText(call *ssa.CallCommon) bool {
	if !match.IsFunc(calleeObject(call), "encoding/json", "Marshal") {
		return false
	}
	boxed, ok := call.Args[0].(*ssa.MakeInterface)
	if !ok {
		return false
	}
	basic, ok := types.Unalias(boxed.X.Type()).(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func readsRandom(call *ssa.CallCommon) bool {
	obj := calleeObject(call)
	if match.FuncOf(obj).Pkg == "crypto/rand" {
		return true
	}
	if !match.IsFunc(obj, "io", "ReadFull") {
		return false
	}
	switch from := call.Args[0].(type) {
	case *ssa.Call: // a key derivation gives 255 times its hash's length
		pkg := match.FuncOf(calleeObject(&from.Call)).Pkg
		return pkg == "golang.org/x/crypto/hkdf" || pkg == "crypto/hkdf"
	case *ssa.UnOp:
		g, ok := from.X.(*ssa.Global)
		return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "crypto/rand"
	}
	return false
}

// remarked reports whether a comment beside a statement, or up to some lines above it, says
// that it is not reached, or that what it takes for granted holds.
func (r *Result) remarked(pos token.Pos, above int) bool {
	file := r.fileAt(pos)
	if file == nil {
		return false
	}
	line := r.pass.Fset.File(pos).Line(pos)
	for _, group := range file.Comments {
		for _, comment := range group.List {
			at := r.pass.Fset.File(pos).Line(comment.Pos())
			if at >= line-above && at <= line && unreachable.MatchString(comment.Text) && !strings.HasPrefix(comment.Text, "//nolint") {
				return true
			}
		}
	}
	return false
}

func (r *Result) fileAt(pos token.Pos) *ast.File {
	for _, file := range r.pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}

// inDefault reports whether a panic statement stands where a switch over the
// kinds of one value has none left: its author listed all that there are.
func (o *origins) inDefault(instr ssa.Instruction) bool {
	return o.isSwitch(flow.Controls(instr.Block()))
}

// isSwitch reports whether conditions ask for two kinds, or more, of one value.
func (o *origins) isSwitch(conds []ssa.Value) bool {
	compared, asserted := map[string]int{}, map[ssa.Value]int{}
	for _, cond := range conds {
		switch cond := cond.(type) {
		case *ssa.BinOp:
			if cond.Op == token.EQL && isConst(cond.Y) && (isNamed(cond.X.Type()) || o.named != nil && o.named(cond.Pos())) {
				compared[o.rootKey(cond.X)]++
			}
		case *ssa.Extract:
			if assert, ok := cond.Tuple.(*ssa.TypeAssert); ok {
				asserted[assert.X]++
			}
		}
	}
	for _, n := range compared {
		if n >= 2 {
			return true
		}
	}
	for _, n := range asserted {
		if n >= 2 {
			return true
		}
	}
	return false
}

// isNamedCase reports whether the case of a switch statement at a position is a constant that
// the program has named: with others, those are the values that there are.
func (r *Result) isNamedCase(pos token.Pos) bool {
	if r.cases == nil {
		r.cases = map[token.Pos]bool{}
		for _, file := range r.pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if clause, ok := n.(*ast.CaseClause); ok {
					for _, value := range clause.List {
						r.cases[value.Pos()] = r.isNamedConst(value)
					}
				}
				return true
			})
		}
	}
	return r.cases[pos]
}

func (r *Result) isNamedConst(value ast.Expr) bool {
	var name *ast.Ident
	switch value := value.(type) {
	case *ast.Ident:
		name = value
	case *ast.SelectorExpr:
		name = value.Sel
	default:
		return false
	}
	_, ok := r.pass.TypesInfo.Uses[name].(*types.Const)
	return ok
}

// isNamed reports whether t is a defined type that the program gave its
// values: an enumeration, where its kind is that of a number or string.
func isNamed(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil
}
