package golangci

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/edit"
	"github.com/recoverlint/recoverlint/internal/report"
)

// A source has two files of a package, and one of another, of ten lines of ten
// bytes each. The second file is made from a.y below its line 5.
type source struct {
	fset *token.FileSet
	a, b *token.File
	dep  *token.File
}

func newSource() source {
	s := source{fset: token.NewFileSet()}
	add := func(name string) *token.File {
		f := s.fset.AddFile(name, -1, 100)
		for i := range 10 {
			f.AddLine(10 * i)
		}
		return f
	}
	s.a, s.b, s.dep = add("/src/p/a.go"), add("/src/p/b.go"), add("/src/dep/d.go")
	s.b.AddLineColumnInfo(50, "/src/p/a.y", 1, 1)
	return s
}

// lint runs the linter on what the rules one and two have found, and gives
// what it reports, a line for each finding and each edit.
func (s source) lint(one, two []analysis.Diagnostic) string {
	rules := []analyzers.Rule{
		{Analyzer: &analysis.Analyzer{Name: "one"}, Level: "error", Levels: map[string]string{"slight": "note"}, On: true},
		{Analyzer: &analysis.Analyzer{Name: "two"}, Level: "warning", On: true},
	}
	a := newLinter(&policy{settings: &settings{level: report.Warning}, files: new(config.Set)}, rules)
	pass := &analysis.Pass{Fset: s.fset, ResultOf: map[*analysis.Analyzer]any{a.Requires[0]: one, a.Requires[1]: two}}
	var b strings.Builder
	pass.Report = func(d analysis.Diagnostic) {
		fmt.Fprintf(&b, "%d: %s\n", s.fset.Position(d.Pos).Line, d.Message)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "related: %s\n", r.Message)
		}
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				fmt.Fprintf(&b, "\t%d-%d %q\n", s.fset.Position(e.Pos).Offset, s.fset.Position(e.End).Offset, e.NewText)
			}
		}
	}
	a.Run(pass)
	return b.String()
}

func finding(pos token.Pos, message string, edits ...analysis.TextEdit) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: pos, Message: message}
	if edits != nil {
		d.SuggestedFixes = []analysis.SuggestedFix{{TextEdits: edits}}
	}
	return d
}

func TestLevels(t *testing.T) {
	s := newSource()
	slight := finding(s.a.Pos(10), "slight")
	slight.Category = "slight"
	got := s.lint([]analysis.Diagnostic{slight, finding(s.a.Pos(20), "grave")}, []analysis.Diagnostic{finding(s.a.Pos(15), "other")})
	if want := "2: two: other\n3: one: grave\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRelatedPlaces(t *testing.T) {
	s := newSource()
	d := finding(s.a.Pos(10), "bad")
	d.Related = []analysis.RelatedInformation{{Pos: s.b.Pos(20), Message: "calls f"}, {Pos: s.dep.Pos(30), Message: "panics here"}}
	got := s.lint([]analysis.Diagnostic{d}, nil)
	if want := "2: one: bad [b.go:3: calls f; ../dep/d.go:4: panics here]\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFixes(t *testing.T) {
	s := newSource()
	at := s.a.Pos
	imports := []analysis.TextEdit{edit.Insert(at(5), "import a\n"), edit.Insert(at(5), "import b\n")}
	replace := func(from, to int) analysis.TextEdit {
		return analysis.TextEdit{Pos: at(from), End: at(to), NewText: []byte("x")}
	}
	choice := finding(at(10), "choice", replace(10, 15))
	choice.SuggestedFixes = append(choice.SuggestedFixes, analysis.SuggestedFix{TextEdits: []analysis.TextEdit{replace(16, 18)}})
	for _, test := range []struct {
		name     string
		one, two []analysis.Diagnostic
		want     string
	}{
		{"the first of two", []analysis.Diagnostic{choice}, nil, "2: one: choice\n\t10-15 \"x\"\n"},
		{"two that touch each other", []analysis.Diagnostic{finding(at(30), "later", replace(30, 40))}, []analysis.Diagnostic{finding(at(20), "first", replace(20, 35))},
			"3: two: first\n\t20-35 \"x\"\n4: one: later\n"},
		{"two with the same imports", []analysis.Diagnostic{finding(at(20), "a", append(slices.Clone(imports), replace(20, 21))...), finding(at(30), "b", append(slices.Clone(imports), replace(30, 31))...)}, nil,
			"3: one: a\n\t5-5 \"import a\\nimport b\\n\"\n\t20-21 \"x\"\n4: one: b\n\t5-5 \"import a\\nimport b\\n\"\n\t30-31 \"x\"\n"},
		{"two of which one needs fewer imports", []analysis.Diagnostic{finding(at(20), "a", imports...), finding(at(30), "b", imports[0], replace(30, 31))}, nil,
			"3: one: a\n\t5-5 \"import a\\nimport b\\n\"\n4: one: b\n"},
		{"of another file", []analysis.Diagnostic{finding(at(20), "a", replace(20, 21), edit.Insert(s.dep.Pos(3), "y"))}, nil, "3: one: a\n"},
		{"of a file that is made of another", []analysis.Diagnostic{finding(s.b.Pos(60), "a", edit.Insert(s.b.Pos(60), "y"))}, nil, "2: one: a\n"},
	} {
		if got := s.lint(test.one, test.two); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
	}
}
