package nakedgo

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/syntax"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// checkInterceptors reports grpc.NewServer(...) whose options we all see and
// of which none can recover: a panic in any handler ends the process.
func (c *checker) checkInterceptors(site ssa.CallInstruction) {
	fn := site.Common().StaticCallee()
	if fn == nil {
		return
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || !match.IsFunc(obj, "google.golang.org/grpc", "NewServer") {
		return
	}
	call := c.index.Call(site)
	if call == nil || slices.Contains(strings.Split(c.pass.Pkg.Path(), "/"), "examples") {
		return
	}
	options, ok := writtenOut(site.Common().Args[0])
	if !ok || slices.ContainsFunc(options, func(option ssa.Value) bool { return !c.harmless(option) }) {
		return // one may recover
	}
	pos, end := syntax.Head(call)
	c.add(analysis.Diagnostic{Pos: pos, End: end, Category: opaque,
		Message: "grpc handlers have no panic guard: no option installs an interceptor that recovers"}, nil, nil)
}

// writtenOut gives the elements of a slice that is written out, as the arguments of a variadic
// call are.
func writtenOut(slice ssa.Value) (values []ssa.Value, ok bool) {
	if _, ok := slice.(*ssa.Const); ok {
		return nil, true // nil: there are no arguments
	}
	s, ok := slice.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	if _, ok := s.X.(*ssa.Alloc); !ok {
		return nil, false
	}
	for _, ref := range *s.X.Referrers() {
		element, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, ref := range *element.Referrers() {
			if store, ok := ref.(*ssa.Store); ok {
				values = append(values, store.Val)
			}
		}
	}
	return values, true
}

// harmless reports whether an option is made by a function of grpc that takes no
// interceptor, or none that may recover.
func (c *checker) harmless(option ssa.Value) bool {
	call, ok := option.(*ssa.Call)
	if !ok {
		return false
	}
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil || known.Path(obj.Pkg().Path()) != "google.golang.org/grpc" {
		return false
	}
	if !strings.Contains(obj.Name(), "Interceptor") {
		return true
	}
	interceptors := call.Call.Args
	if obj.Signature().Variadic() {
		if interceptors, ok = writtenOut(call.Call.Args[0]); !ok {
			return false
		}
	}
	return !slices.ContainsFunc(interceptors, func(v ssa.Value) bool { return !c.flow.PassesPanics(v) })
}
