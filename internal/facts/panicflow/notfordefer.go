package panicflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Misfit says why no defer statement is meant to run a function that recovers.
type Misfit uint8

const (
	Fits         Misfit = iota // one may be
	WaitsInLoop                // it recovers in a loop that also waits for something
	WorksForMore               // it recovers first, and then works for a result, which a defer statement drops
)

// NotForDefer says whether fn does what nobody would have a defer statement do. (It looks
// at the first recover only.)
func (r *Result) NotForDefer(fn *ssa.Function) Misfit {
	first := r.firstRecover(fn)
	switch {
	case first == nil || first.Parent() != fn:
		return Fits
	case waitsInLoop(fn, first):
		return WaitsInLoop
	case worksForResult(fn, first):
		return WorksForMore
	}
	return Fits
}

// waitsInLoop reports whether a loop around a recover receives, or calls what may fail or
// takes a context, and not only to tell what was recovered.
func waitsInLoop(fn *ssa.Function, recovered *ssa.Call) bool {
	if !flow.Reaches(recovered, recovered) {
		return false
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if mayWait(instr) && flow.Reaches(recovered, instr) && flow.Reaches(instr, recovered) && !aboutRecovered(instr, recovered) {
				return true
			}
		}
	}
	return false
}

func mayWait(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select:
		return true
	case *ssa.Call:
		sig := instr.Call.Signature()
		return !tells(calleeObject(&instr.Call)) && (anyOf(sig.Results(), match.IsError) || anyOf(sig.Params(), match.IsContext))
	}
	return false
}

// tells reports whether a function is one of a logger or a printer.
func tells(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch path := fn.Pkg().Path(); path {
	case "fmt", "log", "log/slog", "errors":
		return true
	default:
		return !known.IsStd(path) && known.Harmless(fn)
	}
}

func anyOf(vars *types.Tuple, is func(types.Type) bool) bool {
	for v := range vars.Variables() {
		if is(v.Type()) {
			return true
		}
	}
	return false
}

// worksForResult reports whether fn goes on after a recover that found nothing, or whose
// value it drops, to work out a result that is more than an error or a word about it:
//
//	func Get(id int) (u User) { recover(); return users[id] }
//
// Where the value is looked at, the result must come from a parameter: a method that ends
// something may give a result of its receiver (for how long it ran), and be deferred too.
func worksForResult(fn *ssa.Function, recovered *ssa.Call) bool {
	dropped := isDropped(recovered)
	reached := withoutPanic(fn, recovered)
	for ret := range flow.Returns(fn) {
		if !reached[ret.At.Block()] {
			continue
		}
		for _, v := range ret.Results {
			instr, ok := v.(ssa.Instruction)
			if !ok || saysLittle(v.Type()) || !flow.Reaches(recovered, instr) || mentions(instr, recovered, 0) {
				continue
			}
			if isWork(instr, 0) && (dropped || len(reached) < len(fn.Blocks) && fromParam(instr, 0) && !touchedElsewhere(fn, reached, v)) {
				return true
			}
		}
	}
	return false
}

func isDropped(call *ssa.Call) bool {
	for _, ref := range *call.Referrers() {
		if _, ok := ref.(*ssa.DebugRef); !ok {
			return false
		}
	}
	return true
}

// saysLittle matches errors and truth values.
func saysLittle(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Bool || types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

const maxWorks = 5 // through how many values a result is followed to what it comes from

// isWork reports whether a value comes out of a call, or of what panics on some operands.
func isWork(instr ssa.Instruction, depth int) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		return isEffect(instr)
	case *ssa.Lookup, *ssa.Index, *ssa.IndexAddr, *ssa.TypeAssert:
		return true
	}
	return anyOperand(instr, depth, isWork)
}

func anyOperand(instr ssa.Instruction, depth int, is func(ssa.Instruction, int) bool) bool {
	if depth == maxWorks {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if in, ok := (*op).(ssa.Instruction); ok && is(in, depth+1) {
			return true
		}
	}
	return false
}

// fromParam reports whether a value comes from a parameter that is not the receiver.
func fromParam(instr ssa.Instruction, depth int) bool {
	for _, op := range instr.Operands(nil) {
		p, ok := (*op).(*ssa.Parameter)
		if ok && (p.Parent().Signature.Recv() == nil || p != p.Parent().Params[0]) {
			return true
		}
	}
	return anyOperand(instr, depth, fromParam)
}

// touchedElsewhere reports whether what runs only after a panic uses a value.
func touchedElsewhere(fn *ssa.Function, reached map[*ssa.BasicBlock]bool, v ssa.Value) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if !reached[block] && mentions(instr, v, 0) {
				return true
			}
		}
	}
	return false
}
