package driver

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/edit"
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
	var taken edit.Set
	for _, d := range u.fixable {
		if len(d.SuggestedFixes) == 0 {
			continue
		}
		if taken.Add(d.SuggestedFixes[0].TextEdits) {
			d.SuggestedFixes = d.SuggestedFixes[:1] // unitchecker logs each other one
			pass.Report(d)
		}
	}
	return nil, nil
}
