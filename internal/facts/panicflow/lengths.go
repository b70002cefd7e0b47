package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Length says of how many elements, or bytes, a result has at least, wherever it
// comes without an error.
type Length struct {
	Result int
	Min    int64
}

// maxLength is as far as lengths are counted: code that indexes results of functions
// does so with small constants. Keys, nonces and sums have one of a few lengths (see
// blockLengths), in bytes.
const maxLength = 4

var blockLengths = [...]int64{8, 12, 16, 20, 24, 32, 48, 64}

// lengths tells how long the slices and texts are that an exported function returns.
func (o *origins) lengths(fn *ssa.Function) []Length {
	if fn.Object() == nil || !fn.Object().Exported() || len(fn.Blocks) == 0 {
		return nil
	}
	var all []Length
	for i := range fn.Signature.Results().Len() {
		if !hasLength(fn.Signature.Results().At(i).Type()) {
			continue
		}
		least := int64(0)
		for least < maxLength && o.returnsAtLeast(fn, i, least+1, 0) {
			least++
		}
		for _, n := range blockLengths {
			if least < maxLength || !o.returnsAtLeast(fn, i, n, 0) {
				break
			}
			least = n
		}
		if least > 0 {
			all = append(all, Length{i, least})
		}
	}
	return all
}

func hasLength(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return true
	case *types.Basic:
		return u.Info()&types.IsString != 0
	}
	return false
}

// returnsAtLeast reports whether the i-th result of fn has n elements, other than
// beside an error.
func (o *origins) returnsAtLeast(fn *ssa.Function, i int, n int64, depth int) bool {
	returns := false
	for ret := range flow.Returns(fn) {
		returns = true
		if !beside(ret, i) && !o.atLeast(ret.Results[i], n, depth+1) {
			return false
		}
	}
	return returns
}

// beside reports whether a return gives nothing as its i-th result, and an error that
// is not nil as its last one.
func beside(ret flow.Returned, i int) bool {
	c, ok := ret.Results[i].(*ssa.Const)
	if !ok || atLeastText(c) {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	return match.IsError(last.Type()) && !isNil(last)
}

// atLeastText reports whether a constant is a text that is not empty.
func atLeastText(c *ssa.Const) bool { return c.Value != nil && c.Value.ExactString() != `""` }

// callAtLeast reports whether the i-th result of a call has n elements.
func (o *origins) callAtLeast(call *ssa.Call, i int, n int64, depth int) bool {
	fn := call.Call.StaticCallee()
	if fn != nil && len(fn.Blocks) > 0 {
		return o.returnsAtLeast(fn, i, n, depth+1)
	}
	if i == 0 && o.fieldsOf(call) >= n && n > 0 {
		return true
	}
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || call.Call.IsInvoke() || o.known == nil {
		return false
	}
	for _, l := range o.known(obj).Lengths {
		if l.Result == i && l.Min >= n {
			return true
		}
	}
	return false
}
