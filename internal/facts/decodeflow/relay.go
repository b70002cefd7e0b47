package decodeflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// relays reports whether the function that a call is in hands the request that it
// reads on to somebody else: it gives it another body after the call, or one from
// memory at any time. What it decodes is for itself or for the translation; whoever
// reads the new body decides what is missing.
func relays(in *ssa.Function, call ssa.CallInstruction) bool {
	if call == nil {
		return false
	}
	for _, b := range in.Blocks {
		for _, instr := range b.Instrs {
			store, ok := instr.(*ssa.Store)
			if ok && isRequestBody(store.Addr) && (isFromMemory(store.Val) || flow.Reaches(call, store)) {
				return true
			}
		}
	}
	return false
}

func isRequestBody(addr ssa.Value) bool {
	at, ok := addr.(*ssa.FieldAddr)
	if !ok || !match.IsType(at.X.Type(), "net/http", "Request") {
		return false
	}
	field := fieldOf(at.X.Type(), at.Field)
	return field != nil && field.Name() == "Body"
}

// isFromMemory reports whether v is io.NopCloser of a reader of bytes or of text.
func isFromMemory(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil {
		return false
	}
	fn, _ := call.Call.StaticCallee().Object().(*types.Func)
	if match.FuncOf(fn) != (match.Func{Pkg: "io", Name: "NopCloser"}) {
		return false
	}
	reader, ok := call.Call.Args[0].(*ssa.MakeInterface)
	if !ok {
		return false
	}
	t := reader.X.Type()
	return match.IsType(t, "bytes", "Reader") || match.IsType(t, "bytes", "Buffer") || match.IsType(t, "strings", "Reader")
}
