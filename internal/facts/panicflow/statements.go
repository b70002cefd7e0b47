package panicflow

import (
	"go/ast"
	"go/token"
	"go/types"
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
	case r.panicsByPolicy(), r.origins.inDefault(instr), isFatal(instr.Parent()), isLogger(r.pass.Pkg), match.InExamples(r.pass.Pkg), r.endsProgram(instr), r.announced(instr), isHandler(instr), r.asksAgain(instr, conds), slices.ContainsFunc(flow.Controls(instr.Block()), asksEnded), aboutTypes(conds), aboutEncoding(conds), isRaisedAgain(instr.X), slices.ContainsFunc(conds, isWanted), slices.ContainsFunc(conds, isKindCheck):
		w.Doubt = Assumed
	case len(conds) == 0 || instr.Parent() != fn:
	case onFlag(instr, conds):
		w.Doubt = Assumed
	case (isText(instr.X) || isGiven(instr.X)) && (r.aboutState(conds) || r.insideOfState(instr) || onNilError(instr, conds) || onNilBesideError(instr, conds)):
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

// isGiven matches panic(key), or panic(len(key)), with what the function was given, and no
// error: it says which one it was.
func isGiven(v ssa.Value) bool {
	v = unboxed(v)
	if x := lengthOf(v); x != nil {
		v = x
	}
	if load, ok := v.(*ssa.UnOp); ok {
		if alloc, ok := load.X.(*ssa.Alloc); ok && alloc.Referrers() != nil {
			for _, ref := range *alloc.Referrers() {
				if store, ok := ref.(*ssa.Store); ok && store.Addr == ssa.Value(alloc) {
					v = store.Val
				}
			}
		}
	}
	p, ok := v.(*ssa.Parameter)
	return ok && !types.IsInterface(p.Type())
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

// isLogger reports whether a package writes logs: one that cannot write has no other
// way to say so than to panic.
func isLogger(pkg *types.Package) bool {
	switch pkg.Name() {
	case "log", "logs", "logger", "logging", "glog", "xlog", "zlog":
		return true
	}
	return false
}

// needOfPanic gives the parameter that conditions before a panic statement are
// about.
func (o *origins) needOfPanic(fn *ssa.Function, conds []ssa.Value, kind NeedKind) *Need {
	for _, cond := range conds {
		if need := needOfCopy(fn, cond); need != nil {
			return need
		}
		for i, p := range fn.Params {
			if o.mentioned(cond)[o.rootKey(p)] {
				return &Need{Param: i + 1, Kind: kind}
			}
		}
	}
	return nil
}

// needOfCopy matches n != 20 of n := copy(to, from), which asks that from has as much.
func needOfCopy(fn *ssa.Function, cond ssa.Value) *Need {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.NEQ {
		return nil
	}
	call, ok := cmp.X.(*ssa.Call)
	if !ok {
		return nil
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	n, isC := constInt(cmp.Y)
	if !ok || b.Name() != "copy" || !isC {
		return nil
	}
	if i := paramNumber(fn, call.Call.Args[1]); i > 0 {
		return &Need{Param: i, Kind: Long, Len: n}
	}
	return nil
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
