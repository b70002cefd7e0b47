package panicflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// sentDoubt judges a list of values out of what others send, r.Header["X-User"], of which
// nobody knows that it is there.
func (o *origins) sentDoubt(at ssa.Instruction, values *ssa.Lookup) Doubt {
	if !isSent(values.X) || values.CommaOk {
		return Assumed
	}
	key := o.rootKey(values.X)
	if key == "" || slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool { return o.mentioned(cond)[key] }) {
		return Assumed // it was looked at
	}
	if _, isParam := strip(values.X).(*ssa.Parameter); isParam {
		return Weak
	}
	return Concrete
}

// isSent reports whether a map holds what came with a request, an answer or a message: of
// its type, and not made here.
func isSent(v ssa.Value) bool {
	switch {
	case match.IsType(v.Type(), "net/http", "Header"), match.IsType(v.Type(), "net/url", "Values"), match.IsType(v.Type(), "net/textproto", "MIMEHeader"), match.IsType(v.Type(), "google.golang.org/grpc/metadata", "MD"):
	default:
		return false
	}
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.Extract:
		return true
	case *ssa.Call: // r.URL.Query()
		return len(v.Call.Args) > 0
	case *ssa.UnOp:
		_, isField := v.X.(*ssa.FieldAddr)
		return isField
	}
	return false
}
