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
	if call == nil || call.Ellipsis.IsValid() || slices.Contains(strings.Split(c.pass.Pkg.Path(), "/"), "examples") {
		return
	}
	for _, option := range optionValues(site.Common().Args[0]) {
		if !harmlessOption(option) {
			return // it may recover
		}
	}
	pos, end := syntax.Head(call)
	c.add(analysis.Diagnostic{Pos: pos, End: end, Category: opaque,
		Message: "grpc handlers have no panic guard: no option installs an interceptor that recovers"}, nil, nil)
}

// optionValues gives what is stored in the slice of a variadic call.
func optionValues(slice ssa.Value) []ssa.Value {
	s, ok := slice.(*ssa.Slice)
	if !ok {
		return nil // no options
	}
	var values []ssa.Value
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
	return values
}

// harmlessOption reports whether an option is made by a function of grpc that
// takes no interceptor.
func harmlessOption(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && obj.Pkg() != nil && known.Path(obj.Pkg().Path()) == "google.golang.org/grpc" &&
		!strings.Contains(obj.Name(), "Interceptor")
}
