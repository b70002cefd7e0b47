package panicflow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// sentDoubt judges a list of values out of what others send, r.Header["X-User"], of which
// nobody knows that it is there.
func (o *origins) sentDoubt(at ssa.Instruction, values *ssa.Lookup) Doubt {
	sent, from := isSent(values.X)
	if !sent || values.CommaOk || isMapKey(values.Index) {
		return Assumed
	}
	keys := []string{o.rootKey(values.X), o.rootKey(from)}
	if keys[0] == "" || slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		asked := o.mentioned(cond)
		return asked[keys[0]] || asked[keys[1]]
	}) || o.isHanded(values, keys) {
		return Assumed // it was looked at, or somebody else may have
	}
	if _, isParam := from.(*ssa.Parameter); isParam {
		return Weak // who passes it may have looked
	}
	return Concrete
}

// isSent reports whether a map holds what came with a request or an answer, and gives what
// it is part of.
func isSent(v ssa.Value) (sent bool, from ssa.Value) {
	if !match.IsType(v.Type(), "net/http", "Header") && !match.IsType(v.Type(), "net/url", "Values") && !match.IsType(v.Type(), "net/textproto", "MIMEHeader") {
		return false, nil
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return true, v
	case *ssa.Call: // r.URL.Query()
		if match.IsMethod(calleeObject(&v.Call), "net/url", "URL", "Query") {
			return isOfRequest(v.Call.Args[0])
		}
	case *ssa.UnOp:
		return isOfRequest(v)
	}
	return false, nil
}

// isOfRequest matches a field of an http.Request or http.Response.
func isOfRequest(v ssa.Value) (bool, ssa.Value) {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false, nil
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok || !match.IsType(field.X.Type(), "net/http", "Request") && !match.IsType(field.X.Type(), "net/http", "Response") {
		return false, nil
	}
	return true, field.X
}

// isHanded reports whether the function, or one around it, gives something with one of the
// names to a call, or sets an element of it, wherever that is.
func (o *origins) isHanded(values *ssa.Lookup, keys []string) bool {
	for fn := values.Parent(); fn != nil; fn = fn.Parent() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if instr == ssa.Instruction(values) {
					continue
				}
				switch instr := instr.(type) {
				case *ssa.MapUpdate:
					if slices.Contains(keys, o.rootKey(instr.Map)) {
						return true
					}
				case ssa.CallInstruction:
					obj := calleeObject(instr.Common())
					if match.IsMethod(obj, "net/url", "URL", "Query") || obj != nil && strings.HasPrefix(obj.Name(), "With") {
						continue
					}
					if slices.ContainsFunc(instr.Common().Args, func(arg ssa.Value) bool { return slices.Contains(keys, o.rootKey(arg)) }) {
						return true
					}
				}
			}
		}
	}
	return false
}
