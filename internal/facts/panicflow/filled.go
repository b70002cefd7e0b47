package panicflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// filled reports whether a value that is asserted is an element of a list that its
// function has made itself, and all that it puts there is of the asserted type:
//
//	readers = append(readers, file)
//	...
//	readers[i].(io.Closer).Close()
func (o *origins) filled(assert *ssa.TypeAssert) bool {
	load, ok := assert.X.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	element, ok := load.X.(*ssa.IndexAddr)
	return ok && (&filling{o, assert.AssertedType, map[ssa.Value]bool{}}).list(element.X)
}

type filling struct {
	origins *origins
	with    types.Type
	seen    map[ssa.Value]bool
}

// list reports whether all that a list holds is of the type.
func (f *filling) list(v ssa.Value) bool {
	if f.seen[v] {
		return true
	}
	f.seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.MakeSlice:
		n, ok := constInt(v.Len)
		return ok && n == 0
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if !f.list(edge) {
				return false
			}
		}
		return true
	case *ssa.Slice:
		array, ok := v.X.(*ssa.Alloc)
		if !ok {
			return f.list(v.X)
		}
		return f.array(array)
	case *ssa.Call:
		b, ok := v.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "append" && f.list(v.Call.Args[0]) && f.list(v.Call.Args[1])
	case *ssa.UnOp:
		return v.Op == token.MUL && f.variable(v.X)
	}
	return false
}

// array is list for the array of a literal, or of what append is given.
func (f *filling) array(array *ssa.Alloc) bool {
	for _, ref := range *array.Referrers() {
		element, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok && !isBoxed(store.Val, f.with) {
				return false
			}
		}
	}
	return true
}

// variable is list for what is stored in a local variable, in the function that has it
// or one that captures it.
func (f *filling) variable(v ssa.Value) bool {
	if free, ok := v.(*ssa.FreeVar); ok {
		v = f.origins.bindingOf(free)
	}
	alloc, ok := v.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != ssa.Value(alloc) || !f.list(ref.Val) {
				return false
			}
		case *ssa.MakeClosure:
			if !f.captured(ref, alloc) {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

func (f *filling) captured(closure *ssa.MakeClosure, alloc *ssa.Alloc) bool {
	for i, binding := range closure.Bindings {
		if binding != ssa.Value(alloc) {
			continue
		}
		for _, ref := range *closure.Fn.(*ssa.Function).FreeVars[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if !f.list(ref.Val) {
					return false
				}
			case *ssa.UnOp, *ssa.DebugRef:
			default:
				return false
			}
		}
	}
	return true
}
