package ctxflow

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Carriers are the types of the user's own from whose values a context can be had.
// It is the value of a flag.
var Carriers CarrierList

// A CarrierList lists types and how their context is had:
// example.com/web.Ctx=Request.Context().
type CarrierList []Carried

// A Carried is a type, and the expression for its context behind a value of it.
type Carried struct{ Pkg, Type, Expr string }

// String gives the form that Set reads.
func (l *CarrierList) String() string {
	all := make([]string, len(*l))
	for i, c := range *l {
		all[i] = c.Pkg + "." + c.Type + "=" + c.Expr
	}
	return strings.Join(all, ",")
}

// Set replaces the list.
func (l *CarrierList) Set(s string) error {
	*l = nil
	for text := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ',' }) {
		name, expr, ok := strings.Cut(text, "=")
		dot := strings.LastIndexByte(name, '.')
		if !ok || dot <= 0 || !token.IsIdentifier(name[dot+1:]) || !isSelector(expr) {
			return fmt.Errorf("%q: want import/path.Type=Field.Method(), the way from a value to its context", text)
		}
		*l = append(*l, Carried{name[:dot], name[dot+1:], expr})
	}
	return nil
}

// isSelector reports whether expr can stand behind a dot: Request.Context().
func isSelector(expr string) bool {
	for part := range strings.SplitSeq(expr, ".") {
		if !token.IsIdentifier(strings.TrimSuffix(part, "()")) {
			return false
		}
	}
	return true
}

// carrierOf gives the row of the type t, or of what t points to: the user's own
// first.
func carrierOf(t types.Type) (known.ContextCarrier, bool) {
	for _, c := range Carriers {
		if match.IsType(t, c.Pkg, c.Type) {
			return known.ContextCarrier{Expr: "%s." + c.Expr}, true
		}
	}
	return known.ContextCarrierOf(t)
}
