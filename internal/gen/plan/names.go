package plan

import (
	"go/token"
	"go/types"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// A scope knows which names are taken.
type scope struct {
	outer *scope
	taken map[string]bool
}

func newScope(outer *scope) *scope { return &scope{outer: outer, taken: make(map[string]bool)} }

func (s *scope) has(name string) bool {
	for ; s != nil; s = s.outer {
		if s.taken[name] {
			return true
		}
	}
	return false
}

func (s *scope) take(name string) { s.taken[name] = true }

// fresh takes the first of the wanted names that is free, or the first with a number.
func (s *scope) fresh(wanted ...string) string {
	for _, name := range wanted {
		if s.free(name) {
			s.take(name)
			return name
		}
	}
	if !token.IsIdentifier(wanted[0] + "2") {
		panic("internal error: no name can be made of " + wanted[0])
	}
	for i := 2; ; i++ {
		if name := wanted[0] + strconv.Itoa(i); s.free(name) {
			s.take(name)
			return name
		}
	}
}

func (s *scope) free(name string) bool { return token.IsIdentifier(name) && !s.has(name) }

// predeclared holds the names of the universe: an output uses some of them, and
// code that redefines one is hard to read.
func predeclared() *scope {
	s := newScope(nil)
	for _, name := range types.Universe.Names() {
		s.take(name)
	}
	return s
}

// lowerFirst is a name as it would begin in lower case: httpGet for HTTPGet, id for ID.
func lowerFirst(s string) string {
	runes := []rune(s)
	for i := range runes {
		if i > 0 && i+1 < len(runes) && !unicode.IsUpper(runes[i+1]) && !unicode.IsDigit(runes[i+1]) || !unicode.IsUpper(runes[i]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes)
}

func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
