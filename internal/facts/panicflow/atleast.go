package panicflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

func arrayLength(t types.Type) (int64, bool) {
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return a.Len(), true
	}
	return 0, false
}

// lengthAtLeast reports whether x has n elements by construction.
func (o *origins) lengthAtLeast(x ssa.Value, n int64) bool { return o.atLeast(x, n, 0) }

func (o *origins) atLeast(x ssa.Value, n int64, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := strip(x).(type) {
	case *ssa.MakeSlice:
		return atLeastInt(v.Len) >= n
	case *ssa.Const:
		text, ok := stringConst(v)
		return ok && int64(len(text)) >= n
	case *ssa.Slice:
		low, isC := constInt2(v.Low)
		if v.Low != nil && !isC {
			return false
		}
		if v.High != nil {
			return atLeastInt(v.High)-low >= n
		}
		if max, ok := arrayLength(v.X.Type()); ok {
			return max-low >= n
		}
		return o.atLeast(v.X, n+low, depth+1)
	case *ssa.BinOp: // concatenation
		return v.Op == token.ADD && (o.atLeast(v.X, n, depth+1) || o.atLeast(v.Y, n, depth+1))
	case *ssa.Call:
		return o.appended(v, n, depth) || o.callAtLeast(v, 0, n, depth) || o.splitsConstants(v, n)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && o.callAtLeast(call, v.Index, n, depth)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if edge == x || !o.atLeast(edge, n, depth+1) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return o.onlyStoreHasLength(v, n, depth) || o.isListOf(v, n)
	}
	return false
}

// appended reports whether append makes a slice of n elements.
func (o *origins) appended(call *ssa.Call, n int64, depth int) bool {
	b, ok := call.Call.Value.(*ssa.Builtin)
	if !ok || b.Name() != "append" {
		return false
	}
	before, more := call.Call.Args[0], call.Call.Args[1]
	for k := range n + 1 {
		if (k == 0 || o.atLeast(before, k, depth+1)) && (k == n || o.atLeast(more, n-k, depth+1)) {
			return true
		}
	}
	return false
}

// atLeastInt gives a number that v, a length, is not below: constants count,
// len(x) is at least 0.
func atLeastInt(v ssa.Value) int64 {
	if c, ok := constInt(v); ok {
		return c
	}
	if op, ok := strip(v).(*ssa.BinOp); ok && op.Op == token.ADD {
		return atLeastInt(op.X) + atLeastInt(op.Y)
	}
	return 0
}

func constInt2(v ssa.Value) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return constInt(v)
}

// onlyStoreHasLength looks through a local variable with one assignment.
func (o *origins) onlyStoreHasLength(load *ssa.UnOp, n int64, depth int) bool {
	addr := load.X
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok || load.Op != token.MUL {
		return false
	}
	stores := 0
	for _, ref := range *alloc.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == alloc {
			stores++
			if !o.atLeast(store.Val, n, depth+1) {
				return false
			}
		}
	}
	return stores > 0
}

// firstPart reports whether x always has a first element: strings.Split and
// its like, a cleaned path (which is "." at least), os.Args.
func (o *origins) firstPart(x ssa.Value) bool {
	switch v := strip(x).(type) {
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		for _, name := range []string{"Base", "Dir", "Clean", "Join"} { // Join, of anything that is not empty
			if match.IsFunc(obj, "path/filepath", name) || match.IsFunc(obj, "path", name) {
				return true
			}
		}
		for _, name := range []string{"Split", "SplitN", "SplitAfter", "SplitAfterN"} {
			if match.IsFunc(obj, "strings", name) || match.IsFunc(obj, "bytes", name) {
				return true
			}
		}
		if obj != nil && obj.Name() == "Split" && match.FuncOf(obj).Pkg == "regexp" {
			return true
		}
	case *ssa.UnOp:
		only, ok := o.onlyStore(v).(*ssa.Call) // captured
		return isArgs(v) || ok && o.firstPart(only)
	}
	return false
}

// hasWord reports whether x has the words of a text without space around, that was looked
// at before: s = strings.TrimSpace(s); if s == "" { return }; strings.Fields(s)[0].
func (o *origins) hasWord(at ssa.Instruction, x ssa.Value) bool {
	call := callOf(strip(x))
	if call == nil || !isOfText(call, "Fields") {
		return false
	}
	text := call.Call.Args[0]
	if load, ok := text.(*ssa.UnOp); ok {
		text = o.onlyStore(load)
	}
	trimmed, ok := text.(*ssa.Call)
	return ok && isOfText(trimmed, "TrimSpace") && slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		return o.mentioned(cond)[o.rootKey(trimmed)]
	})
}

// isOfText matches a function of package strings or bytes.
func isOfText(call *ssa.Call, name string) bool {
	obj := calleeObject(&call.Call)
	return match.IsFunc(obj, "strings", name) || match.IsFunc(obj, "bytes", name)
}

// fixedLength reports whether x is an array or built with elements.
func (o *origins) fixedLength(x ssa.Value) bool { return o.lengthAtLeast(x, 1) }
