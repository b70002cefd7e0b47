package panicflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// storesOnce reports whether what stores in an atomic.Value does so once at most: it is a
// variable of a function, or a field of an object, and of all that stores there, one thing
// alone runs, and only once.
func (r *Result) storesOnce(call *ssa.Call) bool {
	var all []trail
	for _, other := range r.storesLike(call.Call.Args[0]) {
		t := r.trailOf(other)
		if t == nil {
			return false
		}
		all = append(all, t)
	}
	for i, a := range all {
		if slices.ContainsFunc(a, func(site ssa.Instruction) bool { return flow.Reaches(site, site) }) {
			return false
		}
		if slices.ContainsFunc(all[i+1:], func(b trail) bool { return !a.excludes(b) }) {
			return false
		}
	}
	return len(all) > 0
}

// storesLike lists the calls that store in the atomic.Value that has an address; none if it
// is no variable of a function and no field, or goes where we do not see it.
func (r *Result) storesLike(addr ssa.Value) []*ssa.Call {
	var all []*ssa.Call
	for _, fn := range r.ssa.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok || len(call.Call.Args) < 2 || !isAtomicStore(call) || !r.isSameValue(call.Call.Args[0], addr) {
					continue
				}
				all = append(all, call)
			}
		}
	}
	return all
}

func isAtomicStore(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	return slices.ContainsFunc([]string{"Store", "Swap", "CompareAndSwap"}, func(name string) bool { return match.IsMethod(obj, "sync/atomic", "Value", name) })
}

// isSameValue reports whether two addresses are that of one variable, or of one field of any
// two objects.
func (r *Result) isSameValue(a, b ssa.Value) bool {
	a, b = r.captured(a), r.captured(b)
	if x, ok := a.(*ssa.FieldAddr); ok {
		y, ok := b.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		_, f := fieldOf(x)
		_, g := fieldOf(y)
		return f != nil && f == g
	}
	_, local := a.(*ssa.Alloc)
	return local && a == b
}

// captured gives the variable that a literal knows by another name.
func (r *Result) captured(v ssa.Value) ssa.Value {
	if free, ok := v.(*ssa.FreeVar); ok {
		if from := r.origins.bindingOf(free); from != nil {
			return from
		}
	}
	return v
}

// A trail is how an instruction comes to run: the go statement in the function that made the
// object, the calls on the way, and the instruction itself.
type trail []ssa.Instruction

// maxTrail is how many calls a trail is followed back.
const maxTrail = 4

// trailOf gives the trail of a call that stores in an atomic.Value, or nil if it may run on
// more than one.
func (r *Result) trailOf(call *ssa.Call) trail {
	t := trail{call}
	for range maxTrail {
		fn := t[0].Parent()
		if r.makes(fn, call.Call.Args[0]) {
			return t
		}
		uses := slices.DeleteFunc(slices.Clone(r.graph.Uses(fn)), func(use funcflow.Use) bool { return r.inTest(use.Site.Parent()) })
		if len(uses) != 1 || r.graph.Escapes(fn) {
			return nil
		}
		if uses[0].Mode == funcflow.Passed && !slices.Contains(r.useDoes(uses[0]), known.Starts) {
			return nil
		}
		t = append(trail{uses[0].Site}, t...)
	}
	return nil
}

// makes reports whether a function has the variable that is an atomic.Value, or makes the
// object whose field is one.
func (r *Result) makes(fn *ssa.Function, addr ssa.Value) bool {
	field, ok := r.captured(addr).(*ssa.FieldAddr)
	if !ok {
		alloc, ok := r.captured(addr).(*ssa.Alloc)
		return ok && alloc.Parent() == fn
	}
	owner, _ := fieldOf(field)
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if alloc, ok := instr.(*ssa.Alloc); ok && owner != nil && match.Named(alloc.Type()) == owner {
				return true
			}
		}
	}
	return false
}

// excludes reports whether two instructions cannot both run: where their trails part,
// neither leads to the other.
func (t trail) excludes(other trail) bool {
	for i := 0; i < min(len(t), len(other)); i++ {
		a, b := t[i], other[i]
		if a == b {
			continue
		}
		return a.Parent() == b.Parent() && !flow.Reaches(a, b) && !flow.Reaches(b, a)
	}
	return false
}
