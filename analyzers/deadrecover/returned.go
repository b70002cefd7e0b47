package deadrecover

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
)

// maxCurried bounds how many calls of guard("a")("b")() may be missing.
const maxCurried = 3

// checkReturned reports defer guard() where guard, a function, a method or what a variable
// holds, returns the function that recovers.
func (c *checker) checkReturned(site *ssa.Defer) {
	name, returner := "a function", "it"
	if obj := staticObject(&site.Call); obj != nil {
		name, returner = obj.Name(), obj.Name()
		if s := c.flow.Of(obj); s.Recovers || !returnsGuard(s.Result) {
			return
		}
	} else if !c.onlyReturnGuards(site) {
		return
	} else if site.Call.IsInvoke() {
		name = site.Call.Method.Name()
	} else if call := c.index.Call(site); call != nil {
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.FuncLit:
			name = "a function literal"
		case *ast.Ident:
			name = fun.Name
		}
	}
	stmt := c.index.Defer(site)
	if stmt == nil {
		return
	}
	d := analysis.Diagnostic{Pos: stmt.Pos(), End: stmt.End(), Category: returned,
		Message: "defer runs " + name + ", which only returns the function that recovers"}
	if results := site.Call.Signature().Results(); results.Len() == 1 {
		if sig, ok := results.At(0).Type().Underlying().(*types.Signature); ok && sig.Params().Len() == 0 && sig.Results().Len() == 0 {
			d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Call the function that " + returner + " returns",
				TextEdits: []analysis.TextEdit{{Pos: stmt.End(), End: stmt.End(), NewText: []byte("()")}}}}
		}
	}
	c.add(d)
}

// returnsGuard reports whether a function that another returned recovers, or returns one
// that does.
func returnsGuard(s *panicflow.Summary) bool {
	for depth := 0; s != nil && depth < maxCurried; depth++ {
		if s.Recovers {
			return true
		}
		s = s.Result
	}
	return false
}

// onlyReturnGuards reports whether all functions that a deferred call may reach are known,
// and none does more than to return a guard.
func (c *checker) onlyReturnGuards(site *ssa.Defer) bool {
	targets, all := c.graph.CallTargets(&site.Call)
	return all && len(targets) > 0 && c.allReturnGuards(targets, 0)
}

func (c *checker) allReturnGuards(fns []*ssa.Function, depth int) bool {
	if depth > maxCurried {
		return false
	}
	for _, fn := range fns {
		if recovers, _ := c.flow.Recovery(fn); recovers || fn.Blocks == nil {
			return false
		}
		found := c.flow.Returned(fn)
		if len(found) == 0 || !c.allRecover(found) && !c.allReturnGuards(found, depth+1) {
			return false
		}
	}
	return true
}

func (c *checker) allRecover(fns []*ssa.Function) bool {
	for _, fn := range fns {
		if recovers, repanics := c.flow.Recovery(fn); !recovers || repanics {
			return false
		}
	}
	return true
}
