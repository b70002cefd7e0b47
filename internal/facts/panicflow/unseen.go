package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// unseen judges a dynamic call that may reach code outside the package.
func (r *Result) unseen(fn *ssa.Function, site ssa.CallInstruction) *Witness {
	common := site.Common()
	if common.IsInvoke() {
		m := common.Method
		if s := r.behindCall(common); s != nil {
			return s.Panics.through(qualified(m))
		}
		if known.Harmless(m) || !works(m) {
			return nil
		}
		return &Witness{What: "call of interface method " + qualified(m), Where: r.where(site.Pos()), Doubt: Foreign}
	}
	if r.origins.fromStd(common.Value, 0) {
		return nil // a cancel function, a stop function
	}
	if s := r.resultSummary(common.Value); s != nil {
		return s.Panics // what it was given is judged where it is passed
	}
	for _, p := range r.graph.Params(common.Value) {
		if encloses(p.Parent(), site.Parent()) && !r.isSheltered(common.Value, p) {
			w := &Witness{What: "call of the callback " + p.Name(), Where: r.where(site.Pos())}
			w.Need = &Need{Param: paramNumber(p.Parent(), p), Kind: Given, of: p.Parent()}
			w.Doubt = Assumed // those who pass it are asked
			return w
		}
	}
	if targets, _ := r.graph.Targets(common.Value); len(targets) > 0 {
		return nil // judged by the functions that we see it hold
	}
	if isCleanup(common.Value) {
		return nil
	}
	w := &Witness{What: "call of a function value", Where: r.where(site.Pos()), Doubt: Foreign}
	if r.setByUsers(common.Value) {
		w.Doubt = Opaque
		if r.origins.guardedBy(site, common.Value) {
			w.Doubt = Assumed // a hook that may be left out is for those who know what it runs on
		}
	}
	return w
}

// isCleanup reports whether a function value is held in a field or variable
// that is named like a cleanup: cancel, stop, done.
func isCleanup(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	name := load.X.Name()
	if field, ok := load.X.(*ssa.FieldAddr); ok {
		name = fieldName(field)
	}
	name = strings.ToLower(name)
	return slices.ContainsFunc(cleanups, func(word string) bool { return strings.Contains(name, word) })
}

func fieldName(addr *ssa.FieldAddr) string {
	ptr, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return "" // a type parameter
	}
	return st.Field(addr.Field).Name()
}

// fromStd reports whether a function value is the result of a std function,
// or has a std function type that is one: context.CancelFunc.
func (o *origins) fromStd(v ssa.Value, depth int) bool {
	if named, ok := types.Unalias(v.Type()).(*types.Named); ok && named.Obj().Pkg() != nil && known.IsStd(named.Obj().Pkg().Path()) {
		return true
	}
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return o.fromStd(v.Tuple, depth+1)
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		return obj != nil && obj.Pkg() != nil && known.IsStd(obj.Pkg().Path())
	case *ssa.UnOp:
		return v.Op == token.MUL && o.storesFromStd(v.X, depth)
	}
	return false
}

// storesFromStd reports whether all that is stored in a local variable comes
// from std.
func (o *origins) storesFromStd(addr ssa.Value, depth int) bool {
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok {
		return false
	}
	found := false
	for _, ref := range *alloc.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == alloc {
			if !o.fromStd(store.Val, depth+1) {
				return false
			}
			found = true
		}
	}
	return found
}
