package jsonnull

import (
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
)

// An asking is what a client asks for by a struct: to make something, to change it, or
// something else.
type asking struct {
	c         *checker
	s         *decodeflow.Struct
	site      *decodeflow.Site
	category  string
	creating  bool
	changing  bool
	demanding bool // the package looks whether some of its texts are empty, or its tags do
}

func (c *checker) asking(s *decodeflow.Struct, site *decodeflow.Site, category string) *asking {
	a := &asking{c: c, s: s, site: site, category: category}
	if category != Request {
		return a
	}
	name, around := declared(s.Type).Name(), c.around(site.Pos)
	a.creating = creates(name) || creates(around)
	a.changing = changes(name) || changes(around) || c.isRoutedForChange(site.Pos)
	a.demanding = slices.ContainsFunc(decodeflow.Fields(s.Type), func(f decodeflow.Field) bool {
		return isText(f.Var.Type()) && c.res.LooksForZero(f) || isRequired(f.Tag)
	})
	return a
}

// isPatch reports whether a struct changes what is there, and most of its values are
// pointers: its author leaves alone what the client does not send.
func (c *checker) isPatch(s *decodeflow.Struct) bool {
	if categoryOf(s.Boundary()) != Request {
		return false
	}
	pointers, plain := 0, 0
	for _, f := range decodeflow.Fields(s.Type) {
		t := types.Unalias(f.Var.Type())
		switch p, isPointer := t.(*types.Pointer); {
		case isPointer && (isBasic(p.Elem()) || isTime(p.Elem())):
			pointers++
		case isBasic(t) || isTime(t):
			plain++
		}
	}
	return pointers >= 2 && plain*2 <= pointers &&
		slices.ContainsFunc(s.Sites, func(site *decodeflow.Site) bool { return c.asking(s, site, Request).changing })
}

// isSilent reports whether zero in a field is as good as any other value, or is not
// what the program goes by: what is only compared with other values; in a request a
// text that narrows or pages a list or remarks on something, a number that limits one
// and is only copied, and what the function replaces.
func (a *asking) isSilent(f plainField) bool {
	v := f.last()
	switch {
	case a.category == Request && a.c.isReplaced(a.site, f):
		return true
	case f.text && a.c.res.IsOnlyEchoed(v), isErrorType(a.s.Type) && a.c.res.IsOnlyTold(v):
		return true
	case a.category == Request && isTime(v.Type()) && a.c.res.IsJudged(a.s.Type) && a.c.res.IsReadVar(v):
		return !a.c.res.IsReliedOn(v) && !a.c.res.IsWeighed(v) // Validate lets it be empty
	case isBool(v.Type()) && (a.category == Request || a.category == Message):
		return false // see isFree
	case a.c.isOff(v):
		return true
	}
	return a.category == Request && a.isOptional(f) || a.category == Message && f.text && isRemark(v.Name())
}

// isErrorType reports whether a struct, or what points to it, is an error.
func isErrorType(t types.Type) bool {
	iface := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)
}

// isOff reports whether zero in a field is a switch that is off: a bool that is
// asked or handed on, or what is only compared with other values.
func (c *checker) isOff(v *types.Var) bool {
	return c.res.IsOnlyAgreed(v) || isBool(v.Type()) && c.res.IsOnlyAsked(v)
}

func (a *asking) isOptional(f plainField) bool {
	v, name := f.last(), strings.ToLower(f.last().Name())
	if f.text {
		return optionalTexts[name] || isRemark(name) || strings.HasPrefix(name, "search") || strings.HasPrefix(name, "filter")
	}
	res := a.c.res
	if !a.changing && !a.creating && pages(name) && !res.IsWeighed(v) {
		return true
	}
	return !a.changing && res.IsReadVar(v) && limits(name) && !res.IsReliedOn(v) && !res.IsWeighed(v)
}

// isFree reports whether the author of a struct leaves a field to the client, so that
// it is listed where the struct is reported for others, and no reason to report it: a
// bool that does nothing by being false, unless something is changed: there false turns
// it off; a text of a struct of which others must not be empty.
func (a *asking) isFree(f plainField) bool {
	v, res := f.last(), a.c.res
	switch {
	case f.text:
		return a.demanding && !a.changing // "" overwrites what is there
	case !isBool(v.Type()) || a.category != Request && a.category != Message:
		return false
	case res.IsDenied(v):
		return false
	case res.IsOnlyAgreed(v):
		return true
	case a.changing:
		return false
	case a.creating, res.IsOnlyAsked(v):
		return true
	case a.category == Message:
		return false
	case !res.IsReadVar(v): // others may; of a struct of which nobody here reads anything, we cannot tell
		return a.c.reads(a.s.Type)
	}
	return true
}

// creates reports whether a function or struct is named for making something.
func creates(name string) bool {
	for _, verb := range [...]string{"new", "add", "register", "insert", "import"} {
		if hasVerb(name, verb) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(name), "creat") && !changes(name)
}

// hasVerb reports whether a name begins with a verb: addKey, and no address.
func hasVerb(name, verb string) bool {
	rest := strings.TrimPrefix(strings.ToLower(name), verb)
	return len(rest) < len(name) && (rest == "" || !unicode.IsLower(rune(name[len(verb)])))
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
	"locale": true, "language": true,
}

// pages reports whether a number is named for the place in a list from which on, or up to
// which, somebody wants to read.
func pages(name string) bool {
	for _, word := range [...]string{"after", "before", "since", "until", "cursor", "from"} {
		if name == word || name == word+"id" || strings.HasSuffix(name, "cursor") {
			return true
		}
	}
	return false
}

// isRemark reports whether a text is named for what somebody says about something.
func isRemark(name string) bool {
	switch strings.ToLower(name) {
	case "comment", "comments", "description", "note", "notes", "memo", "remark", "remarks", "reason":
		return true
	}
	return false
}

// changes reports whether a function or struct is named for a change of what is
// there already.
func changes(name string) bool {
	for _, verb := range [...]string{"update", "patch", "put", "set", "edit", "modify", "change", "replace", "toggle"} {
		if hasVerb(name, verb) || strings.Contains(strings.ToLower(name), "handle"+verb) {
			return true
		}
	}
	return false
}
