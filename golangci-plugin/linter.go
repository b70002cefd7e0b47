package golangci

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/edit"
)

// A linter reports for all rules. It sees all findings on a package before
// golangci-lint does, because that
//
//   - takes each related place for a finding of its own,
//   - applies every fix of a finding, and if two fixes in a file touch each
//     other, none of the file, however often it is run,
//   - applies of a fix only the edits in the file of its finding, and
//   - does not know levels, or .recoverlint.yml.
//
// It does not look at comments that silence findings: golangci-lint does, and
// would say of those that have silenced one that they are of no use. Generated
// files and tests are golangci-lint's business too.
type linter struct {
	policy *policy
	rules  []collector
}

func newLinter(p *policy, rules []analyzers.Rule) *analysis.Analyzer {
	l := &linter{policy: p}
	a := &analysis.Analyzer{Name: name, Doc: doc, URL: "https://github.com/recoverlint/recoverlint", Run: l.run}
	for _, rule := range rules {
		c := newCollector(rule)
		l.rules = append(l.rules, c)
		a.Requires = append(a.Requires, c.analyzer)
	}
	return a
}

const doc = name + `: report places where a service fails silently

The findings are those of the rules in package analyzers, each with the name of
its rule in front.`

// A collector is a rule that reports to the linter.
type collector struct {
	rule     analyzers.Rule
	analyzer *analysis.Analyzer // has the findings on a package as its result
}

// (The copy is no second analyzer for the facts of the first: rules have none,
// and analysis.Validate refuses it if one has.)
func newCollector(rule analyzers.Rule) collector {
	a := *rule.Analyzer
	a.ResultType = reflect.TypeFor[[]analysis.Diagnostic]()
	a.Run = func(pass *analysis.Pass) (any, error) {
		var found []analysis.Diagnostic
		watched := *pass
		watched.Report = func(d analysis.Diagnostic) { found = append(found, d) }
		_, err := rule.Analyzer.Run(&watched)
		return found, err
	}
	return collector{rule, &a}
}

func (l *linter) run(pass *analysis.Pass) (any, error) {
	var all []analysis.Diagnostic
	for _, c := range l.rules {
		for _, d := range pass.ResultOf[c.analyzer].([]analysis.Diagnostic) {
			if l.policy.shows(c.rule, d.Category, pass.Fset.Position(d.Pos).Filename) {
				all = append(all, inOneLine(pass.Fset, c.rule, d))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b analysis.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
	})
	var taken edit.Set
	for _, d := range all {
		d.SuggestedFixes = applicable(pass.Fset, d)
		if len(d.SuggestedFixes) > 0 && !taken.Add(d.SuggestedFixes[0].TextEdits) {
			d.SuggestedFixes = nil // another run will have it
		}
		pass.Report(d)
	}
	return nil, nil
}

// inOneLine puts the name of the rule and the related places into the message:
//
//	nakedgo: goroutine has no panic guard [a.go:7: panics here]
//
// (On lines of their own, editors and CI would take the places for findings.)
func inOneLine(fset *token.FileSet, rule analyzers.Rule, d analysis.Diagnostic) analysis.Diagnostic {
	dir := filepath.Dir(fset.Position(d.Pos).Filename)
	var places []string
	for _, r := range d.Related {
		posn := fset.Position(r.Pos)
		places = append(places, fmt.Sprintf("%s:%d: %s", short(dir, posn.Filename), posn.Line, r.Message))
	}
	d.Message = rule.Analyzer.Name + ": " + d.Message
	if len(places) > 0 {
		d.Message += " [" + strings.Join(places, "; ") + "]"
	}
	d.Related = nil
	return d
}

// short gives the name of a file relative to the folder of the finding, if
// that is shorter. The folder of the run is not known when golangci-lint takes
// a finding from its cache.
func short(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && len(rel) < len(file) {
		file = rel
	}
	return filepath.ToSlash(file)
}

// applicable gives the first fix of a finding, unless it changes another file,
// or code whose offsets are not those on disk: what cgo has made of a file, or
// what stands below a //line comment.
func applicable(fset *token.FileSet, d analysis.Diagnostic) []analysis.SuggestedFix {
	if len(d.SuggestedFixes) == 0 {
		return nil
	}
	fix := d.SuggestedFixes[0]
	file := fset.File(d.Pos)
	for _, e := range fix.TextEdits {
		if fset.File(e.Pos) != file || fset.Position(e.Pos).Filename != file.Name() {
			return nil
		}
	}
	fix.TextEdits = joined(fix.TextEdits)
	return []analysis.SuggestedFix{fix}
}

// joined makes one edit of the insertions at one point. golangci-lint makes
// the same edit of two fixes once, if no other comes between them.
func joined(edits []analysis.TextEdit) []analysis.TextEdit {
	var out []analysis.TextEdit
	at := map[token.Pos]int{}
	for _, e := range edits {
		insertion := !e.End.IsValid() || e.End == e.Pos
		if i, ok := at[e.Pos]; ok && insertion {
			out[i].NewText = slices.Concat(out[i].NewText, e.NewText)
			continue
		}
		if insertion {
			at[e.Pos] = len(out)
		}
		out = append(out, e)
	}
	return out
}
