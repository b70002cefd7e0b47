package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// neverMade reports whether a map or pointer is nil on every path we see: a variable or an
// unexported field that nothing in the package sets.
func (r *Result) neverMade(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		if r.origins.isNeverSet(v.X) || unsetHere(v) {
			return true
		}
		switch from := v.X.(type) {
		case *ssa.Global:
			return r.neverSet(from)
		case *ssa.FieldAddr:
			return r.fieldNeverSet(fieldOf(from))
		}
	case *ssa.Field:
		return r.fieldNeverSet(fieldIn(v.X.Type(), v.Field))
	}
	return false
}

// isNeverSet reports whether a local variable, perhaps a captured one, keeps its zero value.
func (o *origins) isNeverSet(addr ssa.Value) bool {
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	return ok && onlyLoaded(alloc)
}

// onlyLoaded reports whether a variable keeps its zero value: the function and the
// literals that capture it only load it.
func onlyLoaded(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			if ref.Op != token.MUL {
				return false
			}
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, captured := range ref.Bindings {
				if captured == v && (i >= len(fn.FreeVars) || !onlyLoaded(fn.FreeVars[i])) {
					return false
				}
			}
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// fieldNeverSet reports whether the package never sets an unexported field of a struct
// of its own, nor gives its address away.
func (r *Result) fieldNeverSet(owner *types.Named, field *types.Var) bool {
	if owner == nil || owner.Obj().Pkg() != r.pass.Pkg || field.Exported() || r.setsUnseen() {
		return false
	}
	if r.touched == nil {
		r.touched = r.findTouched()
	}
	return !r.touched[field]
}

// setsUnseen reports whether variables and fields of the package may be set where we do not
// see it: in C, by way of unsafe, or in files that other build tags choose.
func (r *Result) setsUnseen() bool {
	if len(r.pass.IgnoredFiles) > 0 {
		return true
	}
	return slices.ContainsFunc(r.pass.Pkg.Imports(), func(pkg *types.Package) bool { return pkg.Path() == "unsafe" || pkg.Path() == "runtime/cgo" })
}

// findTouched lists the fields that something is done to but to load them, and those that
// are compared with nil: they are set, if at all, by somebody. Where a
// struct is converted to another type, those of both are.
func (r *Result) findTouched() map[*types.Var]bool {
	set := map[*types.Var]bool{}
	for _, fn := range r.ssa.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch instr := instr.(type) {
				case *ssa.FieldAddr:
					if !onlyLoaded(instr) || isAskedForNil(instr) {
						_, field := fieldOf(instr)
						set[field] = true
					}
				case *ssa.ChangeType:
					addFields(set, instr.Type())
					addFields(set, instr.X.Type())
				}
			}
		}
	}
	return set
}

// isAskedForNil reports whether what a variable or field holds is compared with nil.
func isAskedForNil(addr ssa.Value) bool {
	return slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		load, ok := ref.(*ssa.UnOp)
		return ok && slices.ContainsFunc(*load.Referrers(), isNilCheck)
	})
}

func isNilCheck(use ssa.Instruction) bool {
	cmp, ok := use.(*ssa.BinOp)
	return ok && (isNil(cmp.X) || isNil(cmp.Y))
}

func addFields(set map[*types.Var]bool, t types.Type) {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		for i := range st.NumFields() {
			_, field := fieldIn(t, i)
			set[field] = true
		}
	}
}

// innerUnmade matches graph[from][to] = x where graph is a local map of maps that
// nobody puts a map into.
func (r *Result) innerUnmade(update *ssa.MapUpdate) bool {
	inner, ok := update.Map.(*ssa.Lookup)
	if !ok || inner.CommaOk {
		return false
	}
	outer := inner.X
	if load, ok := outer.(*ssa.UnOp); ok {
		outer = r.origins.onlyStore(load)
	}
	made, ok := outer.(*ssa.MakeMap)
	return ok && onlyRead(made, 0)
}

// onlyRead reports whether nothing is put into a map, by those that we see, and nobody
// else has it.
func onlyRead(m ssa.Value, depth int) bool {
	if depth > 2 {
		return false // variables that hold each other
	}
	for _, ref := range *m.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Lookup, *ssa.Range, *ssa.DebugRef:
		case *ssa.Store:
			if !eachLoad(ref.Addr, func(v ssa.Value) bool { return onlyRead(v, depth+1) }) {
				return false
			}
		case *ssa.Call:
			if _, ok := ref.Call.Value.(*ssa.Builtin); !ok {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// eachLoad reports whether a local variable, perhaps a captured one, is only loaded,
// and everything that is loaded is so.
func eachLoad(v ssa.Value, so func(ssa.Value) bool) bool {
	if !isVariable(v) {
		return false
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			if !so(ref) {
				return false
			}
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, captured := range ref.Bindings {
				if captured == v && !eachLoad(fn.FreeVars[i], so) {
					return false
				}
			}
		case *ssa.Store, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

func isVariable(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		return true
	}
	return false
}

// neverSet reports whether a package variable keeps its zero value: it is
// unexported and nobody stores in it or takes its address.
func (r *Result) neverSet(g *ssa.Global) bool {
	unset, ok := r.unset[g]
	if !ok {
		unset = r.isUnset(g)
		r.unset[g] = unset
	}
	return unset
}

func (r *Result) isUnset(g *ssa.Global) bool {
	if g.Object() == nil || g.Object().Exported() || g.Pkg != r.ssa.Pkg || r.setsUnseen() {
		return false
	}
	for _, init := range r.pass.TypesInfo.InitOrder {
		if slices.Contains(init.Lhs, g.Object().(*types.Var)) {
			return false
		}
	}
	for _, fn := range r.ssa.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				for _, op := range instr.Operands(nil) {
					if *op == ssa.Value(g) {
						load, ok := instr.(*ssa.UnOp)
						if !ok || load.Op != token.MUL || slices.ContainsFunc(*load.Referrers(), isNilCheck) {
							return false
						}
					}
				}
			}
		}
	}
	return true
}

// unsetHere reports whether a field keeps its zero value on every way from where the
// function makes the object to an instruction that loads it: nobody else has the object
// yet.
func unsetHere(load *ssa.UnOp) bool {
	sets, private := setsHere(load)
	return private && len(sets) == 0
}

// leftUnset reports whether a field keeps its zero value on some way there, and nothing
// was decided since the object was made but whether the field is set:
//
//	var s store
//	if keep {
//		s.names = map[string]int{}
//	}
//	s.names["a"] = 1
func leftUnset(load *ssa.UnOp) bool {
	sets, private := setsHere(load)
	if !private || len(sets) == 0 {
		return false
	}
	made := load.X.(*ssa.FieldAddr).X.(*ssa.Alloc)
	if len(flow.Controls(load.Block())) != len(flow.Controls(made.Block())) || slices.ContainsFunc(sets, isAskedFor) {
		return false
	}
	return flow.ReachesWithout(made, load, func(instr ssa.Instruction) bool { return slices.Contains(sets, instr) })
}

// isAskedFor reports whether an instruction runs where something was compared with nil, it
// may be what it sets, or in a loop, of which somebody knows how often it runs.
func isAskedFor(instr ssa.Instruction) bool {
	return flow.Reaches(instr, instr) || slices.ContainsFunc(flow.Controls(instr.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		return ok && (isNil(cmp.X) || isNil(cmp.Y))
	})
}

// setsHere lists what sets a field of an object that the function has made before an
// instruction loads it, and reports whether nobody else has the object by then.
func setsHere(load *ssa.UnOp) (sets []ssa.Instruction, private bool) {
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil, false
	}
	made, ok := addr.X.(*ssa.Alloc)
	if !ok || made.Parent() != load.Parent() || flow.Reaches(load, made) {
		return nil, false
	}
	for _, ref := range *made.Referrers() {
		if !flow.MayPrecede(ref, load) {
			continue
		}
		if _, debug := ref.(*ssa.DebugRef); debug {
			continue
		}
		other, ok := ref.(*ssa.FieldAddr)
		if !ok {
			return nil, false
		}
		if other.Field != addr.Field {
			continue
		}
		for _, use := range *other.Referrers() {
			store, isStore := use.(*ssa.Store)
			_, isLoad := use.(*ssa.UnOp)
			if isStore && store.Addr == ssa.Value(other) {
				sets = append(sets, use)
			} else if !isLoad {
				return nil, false
			}
		}
	}
	return sets, true
}
