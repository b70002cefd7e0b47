package jsonnull

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// reused reports the sites of a struct that fill one variable in each round of a loop: what
// a record leaves out, the record before it has said. Who looks for zero does not find it.
func (c *checker) reused(s *decodeflow.Struct) {
	for _, site := range s.Sites {
		if paths := c.stale(s, site); len(paths) > 0 && site != c.told {
			_, _, name := c.declaration(s.Type)
			c.pass.Report(analysis.Diagnostic{
				Pos: site.Pos, End: site.End, Category: Reused, URL: c.pass.Analyzer.URL,
				Message: listed(paths, func(list string) string {
					return fmt.Sprintf("%s keeps the last record's %s where the next leaves it out (make it anew each round)", name, list)
				}),
				Related: []analysis.RelatedInformation{{Pos: site.Reuse.Made, Message: "one variable for all records"}},
			})
		}
	}
}

// stale gives the fields that a record may leave out, of a variable that is used again:
// those whose tags say so, or, if none's does, all that hold values. (In what this program
// wrote nothing else is left out, and who asks for the same thing again is told the same keys.)
func (c *checker) stale(s *decodeflow.Struct, site *decodeflow.Site) []string {
	if site.Reuse == nil || c.res.IsJudged(s.Type) {
		return nil
	}
	all := &staleLister{res: c.res, reuse: site.Reuse, seen: map[types.Type]bool{}}
	all.list(s.Type, "")
	switch from := s.Boundary(); {
	case all.optional, site.Reuse.Alike, from == known.Self, from == known.File:
		return all.tagged
	case from == known.Elsewhere && (c.res.IsHandedOn(s.Type) || isOptions(s.Type)):
		return nil
	}
	return all.plain
}

// A staleLister lists the fields of a struct, and of those that it holds as values, that a
// loop uses.
type staleLister struct {
	res      *decodeflow.Result
	reuse    *decodeflow.Reuse
	seen     map[types.Type]bool
	tagged   []string // those whose tags say that they may be left out
	plain    []string // those that hold values, and need not be there
	optional bool     // some field, used or not, is tagged so
}

func (l *staleLister) list(t types.Type, in string) {
	if l.seen[t] {
		return
	}
	l.seen[t] = true
	defer delete(l.seen, t)
	for _, f := range decodeflow.Fields(t) {
		path, ft := in+f.Var.Name(), types.Unalias(f.Var.Type())
		tagged := mayBeLeftOut(f.Tag)
		l.optional = l.optional || tagged
		_, isStruct := ft.Underlying().(*types.Struct)
		switch {
		case isRequired(f.Tag) || !l.reuse.Uses(f.Var):
		case tagged && !isStruct:
			l.tagged = append(l.tagged, path)
		case l.res.Decides(ft) && !isTime(ft):
		case isTime(ft) || isBasic(ft):
			l.plain = append(l.plain, path)
		case isStruct:
			l.list(ft, path+".")
		}
	}
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// mayBeLeftOut reports whether the tag of a field says that who writes it may leave it out.
func mayBeLeftOut(tag reflect.StructTag) bool {
	_, options, _ := strings.Cut(tag.Get("json"), ",")
	return slices.ContainsFunc(strings.Split(options, ","), func(option string) bool {
		return option == "omitempty" || option == "omitzero" || option == "optional"
	})
}
