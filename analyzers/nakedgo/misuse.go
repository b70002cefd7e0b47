package nakedgo

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/syntax"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

const runtimePath = "github.com/recoverlint/recoverlint/safe"

// checkMisuse reports uses of package safe by which what it catches is lost
// again.
//
//	g.Wait()                              // the error is the panic
//	b := safe.NewBreaker("users", config) // in a function that serves one call
func (c *checker) checkMisuse(site ssa.CallInstruction) {
	fn := site.Common().StaticCallee()
	if fn == nil {
		return
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || match.FuncOf(obj).Pkg != runtimePath {
		return
	}
	switch {
	case match.IsMethod(obj, runtimePath, "Group", "Wait"):
		if call, ok := site.(*ssa.Call); !ok || len(*call.Referrers()) == 0 {
			c.reportMisuse(site, "error of Group.Wait is dropped, and a panic in the group with it")
		}
	case match.IsFunc(obj, runtimePath, "NewBreaker"):
		if call, ok := site.(*ssa.Call); ok && servesOneCall(call.Parent()) && !isKept(call, map[ssa.Value]bool{}) {
			c.reportMisuse(site, "breaker is made anew for each call, so it never opens")
		}
	}
}

func (c *checker) reportMisuse(site ssa.CallInstruction, message string) {
	if call := c.index.Call(site); call != nil {
		pos, end := syntax.Head(call)
		c.add(analysis.Diagnostic{Pos: pos, End: end, Category: misuse, Message: message}, nil, nil)
	}
}

// servesOneCall reports whether a function, or one that it is a literal of, is
// given a context or what carries one.
func servesOneCall(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, p := range fn.Params {
			if _, carries := known.ContextCarrierOf(p.Type()); carries || match.IsContext(p.Type()) {
				return true
			}
		}
	}
	return false
}

// isKept reports whether a value outlives the function that makes it, as far as
// we see: it is returned, stored, captured, or handed to others than package
// safe.
func isKept(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Val == v && isKeptAt(ref.Addr, seen) {
				return true
			}
		case *ssa.Call:
			callee := ref.Call.StaticCallee()
			if callee == nil || callee.Pkg == nil || callee.Pkg.Pkg.Path() != runtimePath {
				return true
			}
			if callee.Name() == "NewOp" && isKept(ref, seen) {
				return true
			}
		case *ssa.Phi, *ssa.UnOp, *ssa.FieldAddr:
			if isKept(ref.(ssa.Value), seen) {
				return true
			}
		case *ssa.BinOp, *ssa.DebugRef:
		default:
			return true
		}
	}
	return false
}

// isKeptAt is isKept for what is stored at an address.
func isKeptAt(addr ssa.Value, seen map[ssa.Value]bool) bool {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return isKept(addr, seen)
	case *ssa.FieldAddr:
		return isKeptAt(addr.X, seen)
	}
	return true
}
