package panicflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// noteShared notes the closing of a channel that a variable holds, of the package or of a
// function: done := make(chan struct{}), which two goroutines close.
func (r *Result) noteShared(c *channels, instr ssa.Instruction) {
	closing, ok := closeOf(instr)
	if !ok {
		return
	}
	call, plain := closing.(*ssa.Call)
	if !plain {
		return
	}
	if v := r.variableOf(call.Call.Args[0]); v != nil {
		c.shared[v] = append(c.shared[v], call)
	}
}

// variableOf gives what a channel is known by: the variable of the package that it is read
// from, if that is set only where it is declared, or the make of a variable of a function.
func (r *Result) variableOf(ch ssa.Value) ssa.Value {
	if load, ok := strip(ch).(*ssa.UnOp); ok && load.Op == token.MUL {
		if global, ok := load.X.(*ssa.Global); ok {
			if !r.isSetOnce(global) {
				return nil
			}
			return global
		}
	}
	if made := r.channelMade(ch); made != nil {
		return made
	}
	return nil
}

// isSetOnce reports whether a variable of this package is set only where it is declared.
func (r *Result) isSetOnce(global *ssa.Global) bool {
	if global.Pkg != r.ssa.Pkg || global.Object() == nil || global.Object().Exported() && global.Pkg.Pkg.Name() != "main" {
		return false
	}
	for _, fn := range r.ssa.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if store, ok := instr.(*ssa.Store); ok && store.Addr == ssa.Value(global) && fn.Name() != "init" {
					return false
				}
			}
		}
	}
	return true
}

// variableClosedElsewhere says who else closes a channel in a variable, on another
// goroutine, where one of the two does not look whether it is closed.
func (r *Result) variableClosedElsewhere(closing *ssa.Call) string {
	v, c := r.variableOf(closing.Call.Args[0]), r.channels()
	if v == nil || len(c.shared[v]) < 2 || !r.closesAnyTime(closing, v) {
		return ""
	}
	for _, other := range c.shared[v] {
		if other == closing || other.Parent() == closing.Parent() || !r.closesAnyTime(other, v) || c.together(other.Parent(), closing.Parent()) || r.looksAtIt(closing, v) && r.looksAtIt(other, v) || excludes(closing, other) {
			continue
		}
		if r.tellerOf(other.Parent(), nil).awaited(closing) || r.tellerOf(closing.Parent(), nil).awaited(other) {
			continue
		}
		return closedTwice + " (" + Name(flow.Outermost(other.Parent())) + " closes it, too)"
	}
	return ""
}

// excludes reports whether two instructions of literals of one function, or of that and a
// literal, are made on branches of which only one is taken.
func excludes(a, b ssa.Instruction) bool {
	for flow.Outermost(a.Parent()) == flow.Outermost(b.Parent()) && a.Parent() != b.Parent() {
		outer, inner := a, b
		if depthOf(a.Parent()) > depthOf(b.Parent()) {
			outer, inner = b, a
		}
		made := flow.Maker(inner.Parent())
		if made == nil {
			return false
		}
		a, b = outer, made
	}
	return a.Parent() == b.Parent() && !flow.Reaches(a, b) && !flow.Reaches(b, a)
}

func depthOf(fn *ssa.Function) (n int) {
	for fn.Parent() != nil {
		fn = fn.Parent()
		n++
	}
	return n
}

// closesAnyTime reports whether neither a lock, nor a sync.Once, nor an atomic swap decides
// who closes a channel, and whether it is the same channel for all who run the function.
func (r *Result) closesAnyTime(closing *ssa.Call, v ssa.Value) bool {
	if inOnce(closing) || r.channels().isLockedFor(closing, 0) || r.cover(closing.Parent(), closing) == covered {
		return false
	}
	for _, cond := range flow.Conditions(closing.Block()) {
		if fromOne(cond, func(v ssa.Value) bool { return changes(v, 0) }, 0) {
			return false
		}
	}
	_, global := v.(*ssa.Global)
	return global || flow.Outermost(closing.Parent()) == flow.Outermost(v.Parent())
}

// looksAtIt reports whether a channel is received from, to see whether it is closed, before
// it is closed.
func (r *Result) looksAtIt(closing *ssa.Call, v ssa.Value) bool {
	for _, cond := range flow.Conditions(closing.Block()) {
		cond = askedAbout(cond, closing)
		if cond != nil && fromOne(cond, func(part ssa.Value) bool { return r.variableOf(part) == v }, 0) {
			return true
		}
	}
	return false
}
