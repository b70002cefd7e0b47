package funcflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Reflected gives the value that a call calls by way of reflection, f of
// reflect.ValueOf(f).Call(nil); nil for other calls. It is given where nothing but
// calling is done with what ValueOf returned. The function has a frame of package
// reflect below it, so that one which is deferred in this way is called by the
// deferred function, and is not the deferred function itself.
func Reflected(call *ssa.CallCommon) ssa.Value {
	if !isReflectedCall(call) {
		return nil
	}
	made, ok := call.Args[0].(*ssa.Call)
	if !ok || !isValueOf(&made.Call) || !onlyCalled(made) {
		return nil
	}
	return made.Call.Args[0]
}

func isReflectedCall(call *ssa.CallCommon) bool {
	f := staticFunc(call)
	return f.Pkg == "reflect" && f.Recv == "Value" && (f.Name == "Call" || f.Name == "CallSlice")
}

func isValueOf(call *ssa.CallCommon) bool {
	return staticFunc(call) == match.Func{Pkg: "reflect", Name: "ValueOf"}
}

func staticFunc(call *ssa.CallCommon) match.Func {
	fn := call.StaticCallee()
	if fn == nil {
		return match.Func{}
	}
	obj, _ := fn.Object().(*types.Func)
	return match.FuncOf(obj)
}

// onlyCalled reports whether a reflect.Value is called, and nothing else is done with
// it.
func onlyCalled(v *ssa.Call) bool {
	for _, ref := range *v.Referrers() {
		site, ok := ref.(ssa.CallInstruction)
		if !ok || !isReflectedCall(site.Common()) || site.Common().Args[0] != v {
			return false
		}
	}
	return true
}
