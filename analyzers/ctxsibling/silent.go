package ctxsibling

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// What is silent whatever the context at hand: where the call stands, and what becomes of
// what it makes.

// inStart reports whether the call is in main or init, and in no literal there
// that others run.
func (c *checker) inStart(f *finding) bool {
	decl := f.hand.Decl
	if decl == nil || decl.Recv != nil || f.hand.Callback {
		return false
	}
	return decl.Name.Name == "init" || decl.Name.Name == "main" && c.pass.Pkg.Name() == "main"
}

// isSilent gives the silences that the function around the call and the use of
// its result bring.
func (c *checker) isSilent(f *finding) bool {
	if decl := f.hand.Decl; decl != nil {
		if ctxflow.Deprecated(decl) || !flags.tests && isDouble(decl) {
			return true
		}
		if fn := c.pass.TypesInfo.Defs[decl.Name]; f.sibling.Func != nil && fn == f.sibling.Func {
			return true // FContext may well call F
		}
	}
	if f.sibling.Func != nil && (ignoresContext(f.sibling.Func) || c.flow.Idle(f.sibling.Func) || !isLogCall(f.fn) && c.flow.Prompt(f.fn)) {
		return true
	}
	if f.hand.Way == ctxflow.Deferred && ctxflow.IsCleanup(f.fn.Name()) {
		return true
	}
	return c.flow.Shaken(f.call, f.fn) || c.flow.GivenLater(f.cur) || !isLogCall(f.fn) && c.flow.EndedByHand(f.cur) || c.flow.EndsThemselves(f.call, f.fn)
}

// isDouble reports whether a function belongs to what stands in for the real thing in
// tests: methods of a FakeStore or MockServer, and NewFakeStore.
func isDouble(decl *ast.FuncDecl) bool {
	name := strings.TrimPrefix(decl.Name.Name, "New")
	if decl.Recv != nil && len(decl.Recv.List) == 1 {
		recv := ast.Unparen(decl.Recv.List[0].Type)
		if star, ok := recv.(*ast.StarExpr); ok {
			recv = star.X
		}
		if id, ok := recv.(*ast.Ident); ok {
			name = id.Name
		}
	}
	return slices.ContainsFunc([]string{"Fake", "Mock", "fake", "mock"}, func(word string) bool {
		rest, ok := strings.CutPrefix(name, word)
		return ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
	})
}

// ignoresContext matches func FContext(_ context.Context).
func ignoresContext(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if match.IsContext(v.Type()) {
			return v.Name() == "_"
		}
	}
	return false
}
