package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Borrows reports whether fn, a method of a user's type, sends on a channel, its only
// parameter, that whoever calls it closes once it has returned.
func Borrows(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() != 1 || sig.Results().Len() > 0 {
		return false
	}
	ch, ok := sig.Params().At(0).Type().Underlying().(*types.Chan)
	if !ok || ch.Dir() == types.RecvOnly {
		return false
	}
	named := match.Named(ch.Elem())
	return named != nil && named.Obj().Pkg() != nil && borrowers[match.Func{Pkg: Path(named.Obj().Pkg().Path()), Recv: named.Obj().Name(), Name: fn.Name()}]
}

// A row names the element of the channel for the receiver.
var borrowers = map[match.Func]bool{
	method("github.com/prometheus/client_golang/prometheus", "Metric", "Collect"): true, // source: Registry.Gather waits for Collect, then closes
}
