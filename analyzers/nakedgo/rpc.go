package nakedgo

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/flow/syntax"
	"github.com/recoverlint/recoverlint/internal/match"
)

// checkReceiver reports a receiver that is registered with net/rpc and has a
// method that can panic: the server runs each call on a goroutine of its own
// and guards none (run on Go 1.26).
func (c *checker) checkReceiver(site ssa.CallInstruction) {
	rcvr := registered(site.Common())
	call := c.index.Call(site)
	if rcvr == nil || call == nil || c.servesInLine() {
		return
	}
	var worst *panicflow.Risk
	name := ""
	for method := range types.NewMethodSet(rcvr.X.Type()).Methods() {
		if fn := method.Obj().(*types.Func); isRemote(fn) {
			if risk := c.flow.MethodRisk(rcvr, fn.Name()); risk != nil && risk.Doubt == panicflow.Concrete && worst == nil {
				worst, name = risk, fn.Name()
			}
		}
	}
	if worst == nil {
		return
	}
	pos, end := syntax.Head(call)
	c.add(analysis.Diagnostic{Pos: pos, End: end, Category: unguarded,
		Message: name + ", which net/rpc runs on a goroutine of its own, has no panic guard (" + c.flow.Tell(worst) + ")",
		Related: c.related(worst)}, worst, nil)
}

// servesInLine reports whether the package serves requests by rpc.ServeRequest, which runs
// them on the goroutine that calls it.
func (c *checker) servesInLine() bool {
	for _, obj := range c.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Name() == "ServeRequest" && fn.Pkg() != nil && fn.Pkg().Path() == "net/rpc" {
			return true
		}
	}
	return false
}

// registered gives the receiver that a call registers with net/rpc, or nil.
func registered(call *ssa.CallCommon) *ssa.MakeInterface {
	fn := call.StaticCallee()
	if fn == nil || len(call.Args) == 0 {
		return nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	for _, name := range []string{"Register", "RegisterName"} {
		if match.IsFunc(obj, "net/rpc", name) || match.IsMethod(obj, "net/rpc", "Server", name) {
			rcvr, _ := call.Args[len(call.Args)-1].(*ssa.MakeInterface)
			return rcvr
		}
	}
	return nil
}

// isRemote reports whether net/rpc gives a method to its clients
// (go doc net/rpc).
func isRemote(fn *types.Func) bool {
	sig := fn.Signature()
	if !fn.Exported() || sig.Params().Len() != 2 || sig.Results().Len() != 1 || !match.IsError(sig.Results().At(0).Type()) {
		return false
	}
	reply, ok := sig.Params().At(1).Type().(*types.Pointer)
	return ok && isPublic(sig.Params().At(0).Type()) && isPublic(reply)
}

// isPublic reports whether net/rpc takes a type: its name is exported, or it has none.
func isPublic(t types.Type) bool {
	named := match.Named(t)
	return named == nil || named.Obj().Exported() || named.Obj().Pkg() == nil
}
