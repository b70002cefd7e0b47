package ctxsibling

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/match"
)

// many is from how many findings on the methods of one type speak as one.
const many = 4

// gather puts calls without a context in the methods of one type, where there
// are many, into the finding of the first: who teaches the type contexts does
// so in all its methods.
func (c *checker) gather(all []*finding) []*finding {
	byType := map[*types.TypeName][]*finding{}
	for _, f := range all {
		if owner := c.owner(f); owner != nil && f.category == none {
			byType[owner] = append(byType[owner], f)
		}
	}
	return slices.DeleteFunc(all, func(f *finding) bool {
		alike := byType[c.owner(f)]
		if f.category != none || len(alike) < many {
			return false
		}
		if alike[0] == f {
			f.others = alike[1:]
		}
		return alike[0] != f
	})
}

// owner gives the type whose method the call stands in, or nil.
func (c *checker) owner(f *finding) *types.TypeName {
	fn := c.around(f)
	if fn == nil || fn.Signature().Recv() == nil {
		return nil
	}
	if named := match.Named(fn.Signature().Recv().Type()); named != nil {
		return named.Origin().Obj()
	}
	return nil
}

// around gives the declared function that the call stands in, or nil.
func (c *checker) around(f *finding) *types.Func {
	if f.hand.Decl == nil {
		return nil
	}
	fn, _ := c.pass.TypesInfo.Defs[f.hand.Decl.Name].(*types.Func)
	return fn
}

// advice says what to do where no context is at hand. A function that other
// modules call cannot take one without breaking them.
func (c *checker) advice(f *finding) string {
	if f.others != nil {
		return fmt.Sprintf(", and let the methods of %s take a context (%d more calls)", c.owner(f).Name(), len(f.others))
	}
	fn := c.around(f)
	if !fn.Exported() || c.pass.Pkg.Name() == "main" || slices.Contains(strings.Split(c.pass.Pkg.Path(), "/"), "internal") {
		return ", and take a context"
	}
	return ", and add " + fn.Name() + "WithContext"
}

// without points to the function that takes no context, to the caller that has
// one, and to the calls that speak through this one.
func (c *checker) without(f *finding) []analysis.RelatedInformation {
	name := f.hand.Decl.Name
	list := []analysis.RelatedInformation{{Pos: name.Pos(), End: name.End(), Message: name.Name + " takes no context"}}
	if caller := c.flow.CallerWith(c.around(f)); caller != nil {
		list = append(list, analysis.RelatedInformation{Pos: caller.Name.Pos(), End: caller.Name.End(), Message: caller.Name.Name + " has one to give"})
	}
	for _, other := range f.others {
		list = append(list, analysis.RelatedInformation{Pos: c.start(other.call.Fun), End: other.call.Fun.End(), Message: "nor can this be cancelled, in " + other.hand.Decl.Name.Name})
	}
	return list
}
