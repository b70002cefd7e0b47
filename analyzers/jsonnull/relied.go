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
	someRead := slices.ContainsFunc(decodeflow.Fields(s.Type), c.res.IsRead) ||
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
		if answer && obj.Exported() {
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
	for _, file := range c.pass.Files {
		if site.Pos < file.FileStart || file.FileEnd <= site.Pos {
			continue
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if ok && fn.Pos() <= site.Pos && site.Pos < fn.End() {
				return strings.HasPrefix(strings.ToLower(fn.Name.Name), "unmarshal")
			}
		}
	}
	return false
}

// mirrored leaves, of the fields that a client sent, those of which the program does
// more than to put them in maps: labels of a metric, data of a log. If there are none
// the struct mirrors what somebody documents, as receivers of webhooks do: a note.
func (c *checker) mirrored(category string, fields []plainField) (string, []plainField) {
	left := slices.DeleteFunc(slices.Clone(fields), func(f plainField) bool { return c.res.IsOnlyMapped(f.last()) })
	if len(left) == 0 {
		return Mirror, fields
	}
	return category, left
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
			return slices.ContainsFunc(decodeflow.Fields(t), c.res.IsRead)
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
	if site.Direct || named == nil || named.Obj().Exported() || slices.ContainsFunc(decodeflow.Fields(s.Type), c.res.IsRead) {
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

// isOptional reports whether a request may well leave a field out: a text that
// narrows or pages a list or remarks on something, a number that limits one and is only copied, or a
// bool that does nothing by being false, unless the request changes what is there
// already: there false turns it off.
func (c *checker) isOptional(s *decodeflow.Struct, site *decodeflow.Site, f plainField) bool {
	v, name := f.last(), strings.ToLower(f.last().Name())
	read := c.res.IsReadVar(v)
	switch {
	case isBool(v.Type()):
		if changes(declared(s.Type).Name()) || changes(c.around(site.Pos)) {
			return false
		}
		if !read { // others may; of a struct of which nobody here reads anything, we cannot tell
			return slices.ContainsFunc(decodeflow.Fields(s.Type), c.res.IsRead)
		}
		return !c.res.IsDenied(v)
	case f.text:
		return read && optionalTexts[name]
	}
	return read && limits(name) && !c.res.IsReliedOn(v) && !c.res.IsWeighed(v)
}

// limits reports whether a number is named for how much of a list is wanted, or how
// long to look for it: 0 stands for the server's own limit, or none.
func limits(name string) bool {
	switch name {
	case "page", "pagesize", "perpage", "pagenumber", "offset", "skip", "top":
		return true
	}
	return strings.HasPrefix(name, "max") || strings.HasSuffix(name, "limit") || strings.HasPrefix(name, "timeout") || strings.HasSuffix(name, "timeout")
}

var optionalTexts = map[string]bool{
	"prefix": true, "suffix": true, "delimiter": true, "filter": true, "query": true, "search": true, "sort": true, "order": true, "orderby": true,
	"nexttoken": true, "pagetoken": true, "continuationtoken": true, "cursor": true, "marker": true,
	"comment": true, "description": true, "note": true, "remark": true, "reason": true, "locale": true, "language": true,
}

// changes reports whether a function or struct is named for a change of what is
// there already.
func changes(name string) bool {
	lower := strings.ToLower(name)
	for _, verb := range [...]string{"update", "patch", "put", "set", "edit", "modify", "change", "replace", "toggle"} {
		if strings.HasPrefix(lower, verb) || strings.Contains(lower, "handle"+verb) {
			return true
		}
	}
	return false
}

// around gives the name of the declared function around a position.
func (c *checker) around(pos token.Pos) string {
	for _, file := range c.pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return fd.Name.Name
			}
		}
	}
	return ""
}
