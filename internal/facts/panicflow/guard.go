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
)

// A guard is a deferred call that stops a panic of the function it stands in.
type guard struct {
	at    ssa.Instruction // where it is installed, in the frame
	stmt  *ssa.Defer      // at, unless it stands in a loop body
	picky bool            // it panics itself where the panic is a runtime error
}

// findGuards lists the guards of fn. A defer in the body of a range-over-func
// loop belongs to the frame, from the call that runs the loop on.
func (r *Result) findGuards(fn *ssa.Function) []guard {
	var found []guard
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && r.stops(d) {
				found = append(found, guard{d, d, r.isPicky(d)})
			}
		}
	}
	for _, body := range r.bodies[fn] {
		for _, block := range body.Blocks {
			for _, instr := range block.Instrs {
				if d, ok := instr.(*ssa.Defer); ok && r.stops(d) {
					if at := Runner(body, fn); at != nil {
						found = append(found, guard{at, d, r.isPicky(d)})
					}
				}
			}
		}
	}
	return found
}

// Runner gives the instruction of the frame that runs a loop body: the call
// that is given its closure, or that of the loop around it.
func Runner(body, frame *ssa.Function) ssa.Instruction {
	for body.Parent() != nil && body.Parent() != frame {
		body = body.Parent()
	}
	for _, block := range frame.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			for _, arg := range call.Call.Args {
				if closure, ok := arg.(*ssa.MakeClosure); ok && closure.Fn == ssa.Value(body) {
					return call
				}
				if arg == ssa.Value(body) {
					return call
				}
			}
		}
	}
	return nil
}

// stops reports whether a deferred call may stop a panic for good.
func (r *Result) stops(d *ssa.Defer) bool {
	if isRecover(d) {
		return false // a recover in the panicking function itself never works
	}
	if funcflow.Reflected(&d.Call) != nil {
		return false // it is called one call too deep
	}
	targets, _ := r.graph.CallTargets(&d.Call)
	for _, target := range targets {
		if recovers, repanics := r.Recovery(target); recovers && !repanics {
			return true
		}
	}
	if len(targets) == 0 && d.Call.IsInvoke() {
		recovers, repanics := r.objectRecovery(d.Call.Method)
		return recovers && !repanics || r.someImplementation(d.Call.Method) || r.mayGuard(d.Call.Method)
	}
	if load, ok := d.Call.Value.(*ssa.UnOp); ok && len(targets) == 0 {
		if g, ok := load.X.(*ssa.Global); ok && g.Pkg != r.ssa.Pkg {
			return true // another package's hook
		}
	}
	if s := r.resultSummary(d.Call.Value); s != nil {
		return s.Recovers && !s.Repanics
	}
	return false
}

// isPicky reports whether all that a deferred call does with a panic is to assert that it
// is of one type: err = recover().(string) panics where it is a runtime error.
func (r *Result) isPicky(d *ssa.Defer) bool {
	targets, all := r.graph.CallTargets(&d.Call)
	if !all || len(targets) == 0 {
		return false
	}
	return !slices.ContainsFunc(targets, func(target *ssa.Function) bool { return !r.asserts(target) })
}

func (r *Result) asserts(handler *ssa.Function) bool {
	for _, site := range r.recovers[handler] {
		call, ok := site.Call.(*ssa.Call)
		if !ok {
			continue
		}
		for _, ref := range *call.Referrers() {
			assert, ok := ref.(*ssa.TypeAssert)
			if ok && !assert.CommaOk && !types.IsInterface(assert.AssertedType) && onlyAskedForNil(assert, call) {
				return true
			}
		}
	}
	return false
}

// onlyAskedForNil reports whether no condition decides about an instruction but whether
// there was a panic.
func onlyAskedForNil(instr ssa.Instruction, recovered *ssa.Call) bool {
	return !slices.ContainsFunc(flow.Controls(instr.Block()), func(cond ssa.Value) bool {
		isNil, _ := nilBranch(cond, recovered)
		return !isNil
	})
}

// mayGuard reports whether a method of another package's interface, whose
// implementation is not seen, is deferred for what it does in a panic: it
// gives nothing back and is not named like a cleanup.
func (r *Result) mayGuard(method *types.Func) bool {
	if method.Pkg() == nil || method.Pkg() == r.pass.Pkg || known.IsStd(method.Pkg().Path()) || method.Signature().Results().Len() > 0 {
		return false
	}
	name := strings.ToLower(method.Name())
	return !slices.ContainsFunc(cleanups, func(word string) bool { return strings.Contains(name, word) })
}

var cleanups = []string{"close", "done", "unlock", "stop", "cancel", "flush", "sync", "end", "release", "finish", "shutdown", "wait", "rollback", "free", "put", "reset", "remove", "delete", "dec"}

// someImplementation reports whether a method of the package with that name
// recovers: which one an interface holds is not known.
func (r *Result) someImplementation(method *types.Func) bool {
	for fn := range r.recovers {
		if obj, ok := fn.Object().(*types.Func); ok && obj.Name() == method.Name() && obj.Signature().Recv() != nil {
			if recovers, repanics := r.recovery(fn); recovers && !repanics {
				return true
			}
		}
	}
	return false
}

// resultSummary gives the summary of the function that v, the result of a
// call of another package's function, is.
func (r *Result) resultSummary(v ssa.Value) *Summary {
	call := callOf(r.held(v))
	if call == nil {
		return nil
	}
	if obj := calleeObject(&call.Call); obj != nil && obj.Pkg() != r.pass.Pkg {
		return r.Of(obj).Result
	}
	return nil
}

// held gives what was put, once, into the variable or the unexported field that v is read
// from: g := pkg.Guard(), &worker{guard: pkg.Guard()}; or v.
func (r *Result) held(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	if only := r.origins.onlyStore(load); only != nil {
		return only
	}
	field := anyField(load)
	if field == nil || field.Exported() {
		return v
	}
	put := r.storedIn(field)
	if len(put) != 1 {
		return v
	}
	return put[0]
}

// callOf gives the call that v is the result of, or one of its results, or nil.
func callOf(v ssa.Value) *ssa.Call {
	if extract, ok := v.(*ssa.Extract); ok {
		v = extract.Tuple
	}
	call, _ := v.(*ssa.Call)
	return call
}

// calleeObject gives the declared function or interface method that a call
// names, or nil.
func calleeObject(call *ssa.CallCommon) *types.Func {
	if call.IsInvoke() {
		return call.Method.Origin()
	}
	if fn := call.StaticCallee(); fn != nil {
		if obj, ok := funcflow.Source(fn).Object().(*types.Func); ok {
			return obj.Origin()
		}
	}
	return nil
}

// coverage says how a panic at instr relates to the guards of its frame.
type coverage uint8

const (
	bare    coverage = iota // no guard
	late                    // a guard is installed only afterwards
	picky                   // a guard stops panics of one type only
	covered                 // a guard may be installed before
)

// cover gives the coverage of an instruction of fn, or of a loop body in it. A
// guard that is installed on some paths only is taken for a guard.
func (r *Result) cover(fn *ssa.Function, instr ssa.Instruction) coverage {
	at := inFrame(instr, fn)
	if at == nil {
		return covered // a loop body whose loop we do not find
	}
	result := bare
	for _, g := range r.guards[fn] {
		first, then := g.at, at
		if g.at == at && g.stmt.Parent() != instr.Parent() {
			return covered // loops in loops
		}
		if g.at == at {
			first, then = g.stmt, instr // in the same loop body
		}
		if flow.MayPrecede(first, then) {
			if !g.picky {
				return covered
			}
			result = picky
		}
		if result == bare && flow.Reaches(then, first) {
			result = late
		}
	}
	return result
}
