package panicflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// leftFailed says that a field which an instruction uses may hold the result of a call that
// has failed, as the function that starts, or calls, the one around it has left it:
//
//	c.conn, _, err = dialer.Dial(url, nil)
//	if err != nil {
//		log.Print(err)
//	}
//	go c.read()
func (r *Result) leftFailed(at ssa.Instruction, load *ssa.UnOp) (string, Doubt) {
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok || load.Op != token.MUL || r.origins.guardedBy(at, load) {
		return "", Concrete
	}
	_, field := fieldOf(addr)
	if field == nil || r.setsField(at.Parent(), field) {
		return "", Concrete
	}
	if made := flow.Maker(at.Parent()); made != nil {
		return r.failedStore(made, r.storesHere(made.Parent(), addr))
	}
	if i := paramNumber(at.Parent(), addr.X); i != 0 {
		return r.failedBefore(at.Parent(), i-1, addr, 0)
	}
	return "", Concrete
}

// failedBefore looks for the store in those who start or call a function with the object as
// its i-th parameter, the receiver counted.
func (r *Result) failedBefore(fn *ssa.Function, i int, addr *ssa.FieldAddr, depth int) (string, Doubt) {
	_, field := fieldOf(addr)
	for _, use := range r.channels().uses[fn] {
		site, ok := use.(ssa.CallInstruction)
		if !ok || site.Common().StaticCallee() != fn || i >= len(site.Common().Args) || r.inTest(use.Parent()) {
			continue
		}
		if _, deferred := use.(*ssa.Defer); deferred {
			continue
		}
		object := site.Common().Args[i]
		if what, doubt := r.failedStore(use, r.storesIn(use.Parent(), object, addr.Field)); what != "" {
			return what, doubt
		}
		up := paramNumber(use.Parent(), object)
		if up == 0 || depth > 1 || r.setsField(use.Parent(), field) || r.askedHere(use, addr, object) {
			continue
		}
		if what, doubt := r.failedBefore(use.Parent(), up-1, addr, depth+1); what != "" {
			return what, doubt
		}
	}
	return "", Concrete
}

// askedHere reports whether a condition before a call looked at a field of the object that
// it is given.
func (r *Result) askedHere(use ssa.Instruction, addr *ssa.FieldAddr, object ssa.Value) bool {
	_, field := fieldOf(addr)
	for _, cond := range flow.Conditions(use.Block()) {
		if asksField(cond, field) || r.origins.mentioned(cond)[r.origins.rootKey(object)] {
			return true
		}
	}
	return false
}

// storesIn lists the instructions of a function that store in a field of an object.
func (r *Result) storesIn(fn *ssa.Function, object ssa.Value, field int) []*ssa.Store {
	var all []*ssa.Store
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			store, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			addr, ok := store.Addr.(*ssa.FieldAddr)
			if ok && addr.Field == field && r.origins.sameRoot(addr.X, object) {
				all = append(all, store)
			}
		}
	}
	return all
}

// failedStore says that one of some stores is of the result of a call that may have failed
// where an instruction of the same function runs.
func (r *Result) failedStore(at ssa.Instruction, stores []*ssa.Store) (string, Doubt) {
	for _, store := range stores {
		if what, doubt := r.walkFrom(at, r.resultsIn(at, store.Val, 1), nil, store.Addr); what != "" {
			return what, max(doubt, Weak)
		}
	}
	return "", Concrete
}
