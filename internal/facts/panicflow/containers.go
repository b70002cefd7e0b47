package panicflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A stored pair says that the package gives values of a type to methods of a container.
type stored struct {
	container *types.TypeName
	value     string
}

// isStored matches an assertion of what a method of another package's container gave, where
// this package puts values of that type into such containers: tree.Put(offset, msg);
// last, _ := tree.Max(); last.(int64).
func (r *Result) isStored(assert *ssa.TypeAssert) bool {
	call := callOf(assert.X)
	if call == nil {
		return false
	}
	container := r.container(&call.Call)
	if container == nil {
		return false
	}
	if r.kept == nil {
		r.kept = r.findStored()
	}
	return r.kept[stored{container, types.TypeString(assert.AssertedType, nil)}]
}

func (r *Result) findStored() map[stored]bool {
	found := map[stored]bool{}
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				container := r.container(site.Common())
				if container == nil {
					continue
				}
				for _, arg := range site.Common().Args {
					if boxed, ok := arg.(*ssa.MakeInterface); ok {
						found[stored{container, types.TypeString(boxed.X.Type(), nil)}] = true
					}
				}
			}
		}
	}
	return found
}

// container gives the type of another module's package whose method a call calls, or nil.
// (sync.Map is judged by its own rules: a key may not be there.)
func (r *Result) container(call *ssa.CallCommon) *types.TypeName {
	obj := calleeObject(call)
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == r.pass.Pkg || obj.Signature().Recv() == nil || call.IsInvoke() || known.IsStd(obj.Pkg().Path()) {
		return nil
	}
	named := match.Named(obj.Signature().Recv().Type())
	if named == nil {
		return nil
	}
	return named.Obj()
}
