package jsonnull

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// isTaken reports whether the users of the package make structs of a type, too, and give
// them to it: an exported function or method has one among its parameters. Of a message
// that goes both ways the package is only the carrier.
func (c *checker) isTaken(t types.Type) bool {
	named := match.Named(t)
	if named == nil || !named.Obj().Exported() || c.pass.Pkg.Name() == "main" || match.IsInternal(c.pass.Pkg) {
		return false
	}
	scope := c.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if takes(obj, named.Obj()) {
				return true
			}
		case *types.TypeName:
			if methods := match.Named(obj.Type()); obj.Exported() && methods != nil {
				for m := range methods.Methods() {
					if takes(m, named.Obj()) {
						return true
					}
				}
			}
		}
	}
	return false
}

func takes(fn *types.Func, obj *types.TypeName) bool {
	if !fn.Exported() {
		return false
	}
	for param := range fn.Signature().Params().Variables() {
		if named := match.Named(param.Type()); named != nil && named.Obj() == obj {
			return true
		}
	}
	return false
}
