package ctxsibling

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// From how many on findings on the methods of one type speak as one: of a type
// whose author can teach it contexts, and of one of std, such as sql.DB, whose
// users have to.
const (
	many    = 4
	manyStd = 10
)

// gather puts calls without a context, where many stand in the methods of one
// type or are of the methods of one, into the finding of the first: who teaches
// the type contexts, or its user, does so once.
func (c *checker) gather(all []*finding) []*finding {
	byType := map[*types.TypeName][]*finding{}
	for _, f := range all {
		if owner := c.owner(f); owner != nil {
			byType[owner] = append(byType[owner], f)
		}
	}
	return slices.DeleteFunc(all, func(f *finding) bool {
		owner := c.owner(f)
		alike := byType[owner]
		if owner == nil || len(alike) < many || known.IsStd(owner.Pkg().Path()) && len(alike) < manyStd {
			return false
		}
		if alike[0] == f {
			f.others = alike[1:]
		}
		return alike[0] != f
	})
}

// owner gives the type that a finding without a context is about: that whose
// method the call stands in, else that whose method is called; nil if there is
// none.
func (c *checker) owner(f *finding) *types.TypeName {
	if f.category != none {
		return nil
	}
	if owner := receiver(c.around(f)); owner != nil {
		return owner
	}
	called := receiver(f.fn)
	if called != nil && called.Pkg() != nil && called.Pkg().Path() == "database/sql" {
		called, _ = called.Pkg().Scope().Lookup("DB").(*types.TypeName) // its transactions and statements too
	}
	return called
}

// receiver gives the type whose method fn is, or nil.
func receiver(fn *types.Func) *types.TypeName {
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
		return fmt.Sprintf(", and let the %s of %s take a context (%d more calls)", c.sharers(f), c.owner(f).Name(), len(f.others))
	}
	fn := c.around(f)
	if !fn.Exported() || c.flow.Hidden(fn) || c.pass.Pkg.Name() == "main" || match.IsInternal(c.pass.Pkg) {
		return ", and take a context"
	}
	return ", and add " + fn.Name() + "WithContext"
}

// sharers says what the calls of a gathered finding have in common.
func (c *checker) sharers(f *finding) string {
	if receiver(c.around(f)) != nil {
		return "methods"
	}
	return "callers"
}

// maxCallers bounds how many callers a finding names.
const maxCallers = 5

// callersWith gives callers that have a context to give.
func (c *checker) callersWith(f *finding) []*ast.FuncDecl {
	if f.callers != nil {
		return f.callers[:min(len(f.callers), maxCallers)]
	}
	if caller := c.flow.CallerWith(c.around(f)); caller != nil {
		return []*ast.FuncDecl{caller}
	}
	return nil
}

// without points to the function that takes no context, to the callers that have
// one, and to the calls that speak through this one.
func (c *checker) without(f *finding) []analysis.RelatedInformation {
	name := f.hand.Decl.Name
	list := []analysis.RelatedInformation{{Pos: name.Pos(), End: name.End(), Message: name.Name + " takes no context"}}
	for _, caller := range c.callersWith(f) {
		list = append(list, analysis.RelatedInformation{Pos: caller.Name.Pos(), End: caller.Name.End(), Message: caller.Name.Name + " has one to give"})
	}
	for _, other := range f.others {
		list = append(list, analysis.RelatedInformation{Pos: c.start(other.call.Fun), End: other.call.Fun.End(), Message: "nor can this be cancelled, in " + other.hand.Decl.Name.Name})
	}
	return list
}
