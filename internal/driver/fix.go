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
	var taken []analysis.TextEdit
	for _, d := range u.fixable {
		if len(d.SuggestedFixes) == 0 {
			continue
		}
		fix := d.SuggestedFixes[0]
		if slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool { return conflicts(e, taken) }) {
			continue
		}
		taken = append(taken, fix.TextEdits...)
		d.SuggestedFixes = d.SuggestedFixes[:1] // unitchecker logs each other one
		pass.Report(d)
	}
	return nil, nil
}

// conflicts reports whether e changes text that one of the edits changes too.
// Edits that are the same, as when two fixes add one import, do not; nor do
// edits that meet, unless both insert something at that point.
func conflicts(e analysis.TextEdit, edits []analysis.TextEdit) bool {
	for _, other := range edits {
		switch {
		case e.Pos == other.Pos && end(e) == end(other):
			if string(e.NewText) != string(other.NewText) {
				return true
			}
		case e.Pos < end(other) && other.Pos < end(e):
			return true
		}
	}
	return false
}

func end(e analysis.TextEdit) token.Pos {
	if e.End.IsValid() {
		return e.End
	}
	return e.Pos
}
