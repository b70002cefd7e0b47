package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

const (
	informers = "k8s.io/client-go/tools/cache"
	crashes   = "k8s.io/apimachinery/pkg/util/runtime"
)

// HandlesEvents reports whether fn is given, as its parameter arg, a handler whose methods
// an informer calls on a goroutine of its own: see EventMethods.
func HandlesEvents(fn *types.Func, arg int) bool {
	i, ok := handles[key(fn)]
	return ok && i == arg
}

// EventMethods are the methods of such a handler. The last one is told of deletions, be it
// by a cache.DeletedFinalStateUnknown (documented at ResourceEventHandler).
var EventMethods = []string{"OnAdd", "OnUpdate", "OnDelete"}

// processorListener.run defers HandleCrash around its calls, which panics again unless
// ReallyCrash is false (source).
var handles = map[match.Func]int{
	method(informers, "SharedInformer", "AddEventHandler"):                 0,
	method(informers, "SharedInformer", "AddEventHandlerWithResyncPeriod"): 0,
	method(informers, "SharedInformer", "AddEventHandlerWithOptions"):      0,
	fn(informers, "NewInformer"):                                           3,
	fn(informers, "NewIndexerInformer"):                                    3,
}

// ToldOfDeletions reports whether the function in a field may be given a
// cache.DeletedFinalStateUnknown.
func ToldOfDeletions(f Field) bool {
	return Path(f.Pkg) == informers && (f.Name == "DeleteFunc" || f.Name == "FilterFunc")
}

// IsTombstone reports whether a type is that of what stands for an object whose deletion an
// informer has missed.
func IsTombstone(t *types.Named) bool {
	return t != nil && t.Obj().Name() == "DeletedFinalStateUnknown" && t.Obj().Pkg() != nil && Path(t.Obj().Pkg().Path()) == informers
}

// IsInformers reports whether a package is that of the informers.
func IsInformers(path string) bool { return Path(path) == informers }

// IsCrashSwitch reports whether a variable decides whether HandleCrash panics again.
func IsCrashSwitch(v *types.Var) bool {
	return v.Name() == "ReallyCrash" && v.Pkg() != nil && Path(v.Pkg().Path()) == crashes
}
