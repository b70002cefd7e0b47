package calls

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// Kept are the wrappers of an earlier run that something still names, or that the
// sites will.
func Kept(pkg *load.Package, sites []*Site) []plan.CallWant {
	asked := make(map[string]bool)
	for _, s := range sites {
		if s.Want.Func != nil {
			asked[s.Want.Key()] = true
		}
	}
	var wants []plan.CallWant
	for _, w := range pkg.Wrappers {
		want := plan.CallWant{Kind: plan.CallKind(w.Kind), Func: lookup(pkg, w), Name: w.Name, Deadline: w.Deadline}
		if want.Func != nil && (w.Used || asked[want.Key()]) {
			wants = append(wants, want)
		}
	}
	return wants
}

// lookup finds the function that a wrapper stands in for; nil if it is gone.
func lookup(pkg *load.Package, w load.Wrapper) *types.Func {
	home := pkg.Imports[w.Path]
	if w.Path == pkg.Types.Path() {
		home = pkg.Types
	}
	if home == nil {
		return nil
	}
	recv, name, isMethod := strings.Cut(w.Callee, ".")
	obj := home.Scope().Lookup(recv)
	if isMethod && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, home, name)
	}
	fn, _ := obj.(*types.Func)
	return fn
}
