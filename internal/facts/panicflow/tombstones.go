package panicflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// eventStarts lists the methods of a handler that an informer calls. (What the functions do
// that one of the informers' own handlers holds is seen where they are put there.)
func eventStarts(site ssa.CallInstruction, obj *types.Func, handler ssa.Value, arg int) []Start {
	boxed, ok := handler.(*ssa.MakeInterface)
	if !ok {
		return nil
	}
	named := match.Named(boxed.X.Type())
	if named == nil || named.Obj().Pkg() == nil || known.IsInformers(named.Obj().Pkg().Path()) {
		return nil
	}
	var starts []Start
	for _, name := range known.EventMethods {
		starts = append(starts, Start{Site: site, Value: handler, Arg: arg, Callee: obj, Does: known.Starts, Method: name, Event: true})
	}
	return starts
}

// eventRisk gives the risk of a method that an informer calls: what it is told of is of the
// type that it asserts, unless it is a deletion.
func (r *Result) eventRisk(s Start) *Risk {
	if r.SurvivesCrashes() {
		return nil
	}
	fn := r.graph.MethodNamed(s.Value.(*ssa.MakeInterface).X.Type(), s.Method)
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	if risk := r.risks[fn].sure; risk != nil && risk.Doubt <= Weak {
		return r.started(s.Site, fn, risk)
	}
	if s.Method != known.EventMethods[len(known.EventMethods)-1] {
		return nil
	}
	risk := r.deletedRisk(fn, fn.Params[len(fn.Params)-1], 0)
	if risk == nil {
		return nil
	}
	named := *risk
	named.Witness = risk.through(Name(fn))
	return &named
}

// SurvivesCrashes reports whether the package mentions the variable with which a program
// decides that HandleCrash does not panic again.
func (r *Result) SurvivesCrashes() bool {
	for _, obj := range r.pass.TypesInfo.Uses {
		if v, ok := obj.(*types.Var); ok && known.IsCrashSwitch(v) {
			return true
		}
	}
	return false
}

// DeletedRisk gives the risk of a function that an informer tells of a deletion, and that
// asserts the object to be of its type: where the informer has missed the deletion, it is
// told of that instead, by a cache.DeletedFinalStateUnknown.
func (r *Result) DeletedRisk(v ssa.Value) *Risk {
	if r.graph == nil {
		return nil
	}
	targets, _ := r.graph.Targets(v)
	for _, target := range targets {
		if n := len(target.Params); n > 0 && target.Blocks != nil {
			if risk := r.deletedRisk(target, target.Params[n-1], 0); risk != nil {
				return risk
			}
		}
	}
	return nil
}

// deletedRisk finds the assertion in a function that is given the object as a parameter, or
// in one that it hands that on to.
func (r *Result) deletedRisk(fn *ssa.Function, obj *ssa.Parameter, depth int) *Risk {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if r.cover(fn, instr) == covered {
				continue
			}
			switch instr := instr.(type) {
			case *ssa.TypeAssert:
				if r.failsOnTombstone(instr, obj) {
					w := &Witness{What: "type assertion " + r.source(instr.Pos()) + "without ok (it may be a cache.DeletedFinalStateUnknown)", Where: r.where(instr.Pos())}
					return &Risk{Witness: w, At: instr, Pos: instr.Pos()}
				}
			case *ssa.Call:
				if risk := r.handsOn(instr, obj, depth); risk != nil {
					return risk
				}
			}
		}
	}
	return nil
}

// failsOnTombstone reports whether an assertion of the object, of which nothing was asked
// before, panics on a cache.DeletedFinalStateUnknown, which has no methods.
func (r *Result) failsOnTombstone(assert *ssa.TypeAssert, obj *ssa.Parameter) bool {
	if assert.CommaOk || r.itself(assert.X) != ssa.Value(obj) || checkedBefore(assert) || r.origins.guardedBy(assert, assert.X) {
		return false
	}
	if iface, ok := assert.AssertedType.Underlying().(*types.Interface); ok && !isTypeParam(assert.AssertedType) {
		return iface.NumMethods() > 0
	}
	return !known.IsTombstone(match.Named(assert.AssertedType))
}

// itself gives what a variable holds that is set once.
func (r *Result) itself(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		if from := r.origins.onlyStore(load); from != nil {
			return from
		}
	}
	return v
}

func (r *Result) handsOn(call *ssa.Call, obj *ssa.Parameter, depth int) *Risk {
	i := slices.IndexFunc(call.Call.Args, func(arg ssa.Value) bool { return r.itself(arg) == ssa.Value(obj) })
	fn := call.Call.StaticCallee()
	if i < 0 || depth > 2 || fn == nil || i >= len(fn.Params) || r.origins.guardedBy(call, obj) {
		return nil
	}
	next := r.deletedRisk(fn, fn.Params[i], depth+1)
	if next == nil {
		return nil
	}
	return &Risk{Witness: next.through(Name(fn)), At: call, Pos: posOf(call), Callee: fn, Next: next}
}

// IsFiltered reports whether a store sets a field of a handler that another one holds, which
// may let only objects of its type through: cache.FilteringResourceEventHandler.
func IsFiltered(store *ssa.Store) bool {
	addr, ok := store.Addr.(*ssa.FieldAddr)
	if !ok || addr.X.Referrers() == nil {
		return false
	}
	for _, ref := range *addr.X.Referrers() {
		load, ok := ref.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, use := range *load.Referrers() {
			if boxed, ok := use.(*ssa.MakeInterface); ok && slices.ContainsFunc(*boxed.Referrers(), setsField) {
				return true
			}
		}
	}
	return false
}

func setsField(instr ssa.Instruction) bool {
	store, ok := instr.(*ssa.Store)
	if !ok {
		return false
	}
	addr, ok := store.Addr.(*ssa.FieldAddr)
	return ok && fieldName(addr) == "Handler" && match.Named(addr.X.Type()) != nil && match.Named(addr.X.Type()).Obj().Name() == "FilteringResourceEventHandler"
}

// isUnwrapped reports whether an object is asserted after a cache.DeletedFinalStateUnknown
// was exchanged for what it holds.
func isUnwrapped(assert *ssa.TypeAssert) bool {
	phi, ok := assert.X.(*ssa.Phi)
	return ok && slices.ContainsFunc(phi.Edges, func(edge ssa.Value) bool {
		switch edge := edge.(type) {
		case *ssa.Field:
			return known.IsTombstone(match.Named(edge.X.Type()))
		case *ssa.UnOp:
			addr, ok := edge.X.(*ssa.FieldAddr)
			return ok && known.IsTombstone(match.Named(addr.X.Type()))
		}
		return false
	})
}
