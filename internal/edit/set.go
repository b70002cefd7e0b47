package edit

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Set holds the edits of fixes that can be applied together. The zero value
// is an empty one.
type Set struct {
	texts map[stretch][]string // in the order of their insertion
}

// A stretch of source is empty for an insertion.
type stretch struct{ pos, end token.Pos }

// Add adds the edits of a fix and reports true, unless they touch what another
// fix has changed.
//
// Two fixes may insert the same at one point, as when both need an import.
// Whoever applies them makes one of them, provided that what the later one
// inserts there comes in the order in which the earlier one inserts it.
func (s *Set) Add(fix []analysis.TextEdit) bool {
	own := map[stretch][]string{}
	for _, e := range fix {
		at := stretch{e.Pos, max(e.Pos, e.End)}
		own[at] = append(own[at], string(e.NewText))
	}
	if !s.fits(own) {
		return false
	}
	if s.texts == nil {
		s.texts = map[stretch][]string{}
	}
	for at, texts := range own {
		if s.texts[at] == nil {
			s.texts[at] = texts
		}
	}
	return true
}

func (s *Set) fits(own map[stretch][]string) bool {
	for at, texts := range own {
		if have, ok := s.texts[at]; ok && !inOrder(texts, have) {
			return false
		}
		for other := range s.texts {
			if at != other && at.pos < other.end && other.pos < at.end {
				return false
			}
		}
	}
	return true
}

// inOrder reports whether all of some are in all, in the same order.
func inOrder(some, all []string) bool {
	for _, text := range some {
		i := slices.Index(all, text)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}
