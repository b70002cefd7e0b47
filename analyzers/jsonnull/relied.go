package jsonnull

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// relied leaves, of the fields of what no client of the program sent, those
// that it relies on: it reads them by name, and of what a server answered
// computes or decides something; or it reads no field at all and hands on the
// whole. A text that is not there in an answer is seen by whoever uses it, and
// configuration has tags of its own.
func (c *checker) relied(s *decodeflow.Struct, site *decodeflow.Site, fields []plainField) []plainField {
	someRead := c.reads(s.Type) ||
		slices.ContainsFunc(fields, func(f plainField) bool { return slices.ContainsFunc(f.vars, c.res.IsReadVar) })
	whole := !someRead && (site.Direct || !c.readsRoot(site))
	answer := s.Boundary() == known.Response
	return slices.DeleteFunc(fields, func(f plainField) bool {
		v := f.last()
		switch {
		case answer && f.text, f.config, isBool(v.Type()) && c.res.IsOnlyAgreed(v), c.res.IsOnlyPrinted(v):
			return true
		case whole:
			return false
		case !c.res.IsReadVar(v):
			return true
		}
		return answer && !c.res.IsReliedOn(v) && !c.res.IsWeighed(v)
	})
}

// weigh leaves, of the fields of an answer, those whose zero does harm. If there
// are none, or the struct stands in a package of its own, it only mirrors what
// the server documents: a note. So does one that comes from nobody knows where,
// if the package copies all of it and decides nothing. (Of what the package
// keeps to itself and does not read, we cannot tell.)
func (c *checker) weigh(s *decodeflow.Struct, site *decodeflow.Site, fields []plainField) (category string, left []plainField) {
	obj := declared(s.Type)
	isRead := func(f plainField) bool { return c.res.IsReadVar(f.last()) }
	decided := func(f plainField) bool { return c.res.IsReliedOn(f.last()) || c.res.IsWeighed(f.last()) }
	harmful := func(f plainField) bool { return c.res.IsWeighed(f.last()) }
	answer := s.Boundary() == known.Response
	switch {
	case obj.Pkg() != c.pass.Pkg, !answer && c.inUnmarshal(site):
		return Mirror, fields
	case !slices.ContainsFunc(fields, isRead):
		handedOut := c.isLibrary() || len(fields) >= aDocument || c.mayHandOut(s, site) && !c.answers()
		if obj.Exported() && (answer || site.Called || site.Returned && handedOut || c.isTaken(s.Type)) {
			return Mirror, fields
		}
		return Other, fields
	case !answer && slices.ContainsFunc(fields, decided):
		return Other, slices.DeleteFunc(slices.Clone(fields), func(f plainField) bool { return !decided(f) })
	case slices.ContainsFunc(fields, harmful):
		return Other, slices.DeleteFunc(slices.Clone(fields), func(f plainField) bool { return !harmful(f) })
	}
	return Mirror, fields
}

// inUnmarshal reports whether a site is in a function that unmarshals, as the decoder
// of a document does that has nodes of many types.
func (c *checker) inUnmarshal(site *decodeflow.Site) bool {
	return strings.HasPrefix(strings.ToLower(c.around(site.Pos)), "unmarshal")
}

// mirrored leaves, of the fields that a client sent, those of which the program does
// more than to put them in maps: labels of a metric, data of a log. If there are none
// the struct mirrors what somebody documents, as receivers of webhooks do: a note. So
// does the message of a queue whose struct another package declares, for its sender
// and its receivers; and what a library only hands to its users.
func (c *checker) mirrored(s *decodeflow.Struct, site *decodeflow.Site, category string, fields []plainField) (string, []plainField) {
	if category == Message && s.IsQueued() && declared(s.Type).Pkg() != c.pass.Pkg || c.isHandedOut(s, site) {
		return Mirror, fields
	}
	handsOut := c.mayHandOut(s, site) && c.isLibrary()
	left := slices.DeleteFunc(slices.Clone(fields), func(f plainField) bool {
		return c.res.IsOnlyMapped(f.last()) || handsOut && !c.res.IsReadVar(f.last())
	})
	if len(left) == 0 {
		return Mirror, fields
	}
	return category, left
}

// isHandedOut reports whether the package is a library that reads no field of a struct,
// and hands it to its users as it came.
func (c *checker) isHandedOut(s *decodeflow.Struct, site *decodeflow.Site) bool {
	return c.mayHandOut(s, site) && !c.reads(s.Type) && (!c.answers() || c.isLibrary())
}

// mayHandOut reports whether a site returns a struct to those who import the package.
func (c *checker) mayHandOut(s *decodeflow.Struct, site *decodeflow.Site) bool {
	return (site.Returned || site.Called) && declared(s.Type).Exported() && c.pass.Pkg.Name() != "main" && !match.IsInternal(c.pass.Pkg)
}

// aLibrary is how many structs that it only hands out make a package a library: what a
// service reads so, it uses.
const aLibrary = 4

// aDocument is how many fields, of which the package reads none, make a struct a copy of what
// its sender documents.
const aDocument = 10

// isLibrary reports whether the package decodes many structs only to return them.
func (c *checker) isLibrary() bool {
	n := 0
	for _, s := range c.res.Structs() {
		obj := declared(s.Type)
		if obj.Pkg() == c.pass.Pkg && obj.Exported() && !c.readsOwn(s.Type) &&
			slices.ContainsFunc(s.Sites, func(site *decodeflow.Site) bool { return site.Direct && (site.Returned || site.Called) }) {
			n++
		}
	}
	return n >= aLibrary
}

// answers reports whether the package has handlers of its own: what one of its functions
// returns, they use.
func (c *checker) answers() bool {
	found := false
	for _, file := range c.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if fn, ok := n.(*ast.FuncType); ok && fn.Params != nil {
				found = found || slices.ContainsFunc(fn.Params.List, func(p *ast.Field) bool { return isAnswer(c.pass.TypesInfo.TypeOf(p.Type)) })
			}
			return !found
		})
	}
	return found
}

func isAnswer(t types.Type) bool {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	switch name := named.Obj().Name(); known.Path(named.Obj().Pkg().Path()) {
	case "net/http":
		return name == "ResponseWriter"
	case "github.com/gin-gonic/gin", "github.com/labstack/echo":
		return name == "Context"
	case "github.com/gofiber/fiber":
		return name == "Ctx"
	}
	return false
}

// reads reports whether the package reads a field of a struct by its name.
func (c *checker) reads(t types.Type) bool {
	return slices.ContainsFunc(decodeflow.Fields(t), c.res.IsRead)
}

// readsOwn is reads for the fields of a struct that it does not have by embedding.
func (c *checker) readsOwn(t types.Type) bool {
	return slices.ContainsFunc(decodeflow.Fields(t), func(f decodeflow.Field) bool {
		return types.Identical(f.Owner, t) && c.res.IsRead(f)
	})
}

// readsRoot reports whether a site decodes into a struct, or a collection of
// structs, of which some field is read by name.
func (c *checker) readsRoot(site *decodeflow.Site) bool {
	t := site.Type
	for range 10 { // type list []list
		switch u := types.Unalias(t).Underlying().(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Struct:
			return c.reads(t)
		default:
			return false
		}
	}
	return false
}

// isHeldUnread reports whether a struct is decoded as part of others only, which the
// package reads field by field, but not the fields that hold it.
func (c *checker) isHeldUnread(s *decodeflow.Struct, site *decodeflow.Site) bool {
	named := match.Named(s.Type)
	if site.Direct || named == nil || named.Obj().Exported() || c.reads(s.Type) {
		return false
	}
	held := false
	scope := c.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		holder, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || holder.IsAlias() {
			continue
		}
		fields := decodeflow.Fields(holder.Type())
		for _, f := range fields {
			if elem := match.Named(elementOf(f.Var.Type())); elem == nil || elem.Obj() != named.Obj() {
				continue
			}
			if holder.Exported() || c.res.IsRead(f) || !slices.ContainsFunc(fields, c.res.IsRead) {
				return false
			}
			held = true
		}
	}
	return held
}

// elementOf gives the type that pointers, slices, arrays and maps without names lead
// to.
func elementOf(t types.Type) types.Type {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return t
		}
	}
}

// around gives the name of the declared function around a position.
func (c *checker) around(pos token.Pos) string {
	if decl := c.declAt(pos); decl != nil {
		return decl.Name.Name
	}
	return ""
}

// declAt gives the declared function around a position, or nil.
func (c *checker) declAt(pos token.Pos) *ast.FuncDecl {
	for _, file := range c.pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return fd
			}
		}
	}
	return nil
}
