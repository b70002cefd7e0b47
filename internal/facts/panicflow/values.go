package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// onlyStore gives what a local variable, perhaps a captured one, was set to,
// if it was set once.
func (o *origins) onlyStore(load *ssa.UnOp) ssa.Value {
	addr := load.X
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok || load.Op != token.MUL {
		return nil
	}
	var only ssa.Value
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == alloc {
				if only != nil {
					return nil
				}
				only = ref.Val
			}
		case *ssa.MakeClosure:
			if isSetIn(ref, alloc) {
				return nil
			}
		}
	}
	if load, ok := only.(*ssa.UnOp); ok && load.X == addr {
		return nil
	}
	return only
}

// isSetIn reports whether a function literal, or one in it, stores in a variable that
// it captures.
func isSetIn(closure *ssa.MakeClosure, v ssa.Value) bool {
	fn := closure.Fn.(*ssa.Function)
	for i, captured := range closure.Bindings {
		if captured != v || i >= len(fn.FreeVars) {
			continue
		}
		for _, ref := range *fn.FreeVars[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == fn.FreeVars[i] {
					return true
				}
			case *ssa.MakeClosure:
				if isSetIn(ref, fn.FreeVars[i]) {
					return true
				}
			}
		}
	}
	return false
}

func constInt(v ssa.Value) (int64, bool) {
	c, ok := strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

func intConst(n int64) ssa.Value { return ssa.NewConst(constant.MakeInt64(n), types.Typ[types.Int]) }

func isConst(v ssa.Value) bool { _, ok := strip(v).(*ssa.Const); return ok }

// strip removes conversions.
func strip(v ssa.Value) ssa.Value {
	for {
		switch w := v.(type) {
		case *ssa.Convert:
			v = w.X
		case *ssa.ChangeType:
			v = w.X
		default:
			return v
		}
	}
}

// stringConst gives the text that v is, where that is a constant.
func stringConst(v ssa.Value) (string, bool) {
	c, ok := strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}
