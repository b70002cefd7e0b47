package driver

import (
	"cmp"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// pickFixes reports, for go vet -fix and go fix, the findings whose first
// fixes do not touch each other. If it is given fixes that conflict, the go
// command of Go 1.26 says that it applied some of them and applies none of the
// package's, however often it is run. So the others wait for the next run.
var pickFixes = &analysis.Analyzer{
	Name: "recoverlint_fixes",
	Doc:  "pick the fixes that can be applied together",
}

func (u *unit) reportFixes(pass *analysis.Pass) (any, error) {
	slices.SortStableFunc(u.fixable, func(a, b analysis.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
	})
	taken := edits{}
	for _, d := range u.fixable {
		if len(d.SuggestedFixes) == 0 {
			continue
		}
		if taken.add(d.SuggestedFixes[0].TextEdits) {
			d.SuggestedFixes = d.SuggestedFixes[:1] // unitchecker logs each other one
			pass.Report(d)
		}
	}
	return nil, nil
}

// edits holds the new texts for each stretch of source, which is empty for an
// insertion.
type edits map[stretch][]string

type stretch struct{ pos, end token.Pos }

// add adds the edits of a fix, unless they touch what another fix has changed.
//
// Two fixes may insert the same at one point, as when both need an import.
// unitchecker makes one of them, provided that what the later one inserts
// there comes in the order in which the earlier one inserts it.
func (taken edits) add(fix []analysis.TextEdit) bool {
	own := edits{}
	for _, e := range fix {
		at := stretch{e.Pos, max(e.Pos, e.End)}
		own[at] = append(own[at], string(e.NewText))
	}
	for at, texts := range own {
		if have, ok := taken[at]; ok && !inOrder(texts, have) {
			return false
		}
		for other := range taken {
			if at != other && at.pos < other.end && other.pos < at.end {
				return false
			}
		}
	}
	for at, texts := range own {
		if taken[at] == nil {
			taken[at] = texts
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
