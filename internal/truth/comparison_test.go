package truth

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/match"
)

// What is here keeps the comparison honest: analyzers that are wrong in a
// known way, and reports made from what the runs have shown.

var everyRecover = &analysis.Analyzer{
	Name: "everyrecover",
	Doc:  "report every recover",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			for n := range ast.Preorder(file) {
				if call, ok := n.(*ast.CallExpr); ok && match.IsBuiltin(pass.TypesInfo, call, "recover") {
					pass.Reportf(call.Pos(), "a recover")
				}
			}
		}
		return nil, nil
	},
}

var everyGo = &analysis.Analyzer{
	Name: "everygo",
	Doc:  "report every go statement",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			for n := range ast.Preorder(file) {
				if stmt, ok := n.(*ast.GoStmt); ok {
					pass.Reportf(stmt.Pos(), "a go statement")
				}
			}
		}
		return nil, nil
	},
}

func TestComparisonFindsFalseAlarms(t *testing.T) {
	tr := theTruth(t)
	for _, tally := range tr.ask(t, []rule{{everyRecover, deadRecovers}, {everyGo, nakedStarts}}) {
		t.Log(tally)
		alarms := 0
		for _, d := range tally.disagreements {
			if d.kind == "false alarm" {
				alarms++
			}
		}
		if alarms*3 < tally.rights {
			t.Errorf("%s: %d false alarms at %d sites at which nothing is to be reported", tally.rule, alarms, tally.rights)
		}
	}
}

func TestComparisonFindsMisses(t *testing.T) {
	tr := theTruth(t)
	for _, sites := range []func(*comparison, []outcome){deadRecovers, nakedStarts} {
		tally := tr.compare("none", tr.outcomes, nil, sites)
		t.Log(tally)
		if misses := len(tally.disagreements); misses == 0 || misses != tally.wrongs-tally.spared {
			t.Errorf("nothing is reported, and of %d sites that are wrong %d are missed and %d spared", tally.wrongs, misses, tally.spared)
		}
	}
}

// Reports that stand where the runs have shown something wrong agree with
// everything; the same reports one line higher do not.
func TestComparisonKnowsTheTruth(t *testing.T) {
	tr := theTruth(t)
	for _, test := range []struct {
		name    string
		reports []report
		sites   func(*comparison, []outcome)
	}{
		{"recover", tr.perfectRecovers(), deadRecovers},
		{"start", tr.perfectStarts(), nakedStarts},
	} {
		tally := tr.compare("perfect", tr.outcomes, test.reports, test.sites)
		if tally.wrongs == 0 || tally.agreements() != tally.judged() {
			t.Errorf("%s: what the runs have shown is reported, and: %v", test.name, tally)
			for _, d := range tally.disagreements[:min(3, len(tally.disagreements))] {
				t.Log(d.describe())
			}
		}
		for i := range test.reports {
			test.reports[i].line--
		}
		if off := tr.compare("perfect", tr.outcomes, test.reports, test.sites); off.agreements() > off.judged()-off.wrongs/2 {
			t.Errorf("%s: every report is one line off, and: %v", test.name, off)
		}
	}
}

func (tr *truth) perfectRecovers() []report {
	var reports []report
	for _, p := range tr.programs {
		for _, r := range p.recovers {
			v, uses := recoverVerdict(r, tr.outcomes[p])
			if v == wrong {
				reports = append(reports, tr.onMark(p, mark{"recover", r.id})...)
			}
			for _, use := range r.uses {
				if v == right && uses[use] == wrong {
					reports = append(reports, tr.onMark(p, mark{"use", use})...)
				}
			}
		}
	}
	return reports
}

func (tr *truth) perfectStarts() []report {
	var reports []report
	for _, p := range tr.programs {
		for _, s := range p.starts {
			if startVerdict(s, tr.outcomes[p]) == wrong {
				reports = append(reports, tr.onMark(p, mark{"start", s.id})...)
			}
		}
	}
	return reports
}

// onMark gives a report on the first line with the mark.
func (tr *truth) onMark(p *program, m mark) []report {
	var first *report
	for _, f := range tr.files[p] {
		for at, list := range marks(f) {
			if slices.Contains(list, m) && (first == nil || at.line < first.line) {
				first = &report{place: at, rule: "perfect", message: "wrong"}
			}
		}
	}
	if first == nil {
		return nil
	}
	return []report{*first}
}

// A mark names a site of its own program, and every site has one.
func TestMarksNameSites(t *testing.T) {
	for _, p := range theTruth(t).programs {
		found := map[string]bool{}
		files, err := p.files()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			for _, list := range marks(f) {
				for _, m := range list {
					found[m.kind+" "+strings.TrimSuffix(m.id, "u")] = true
				}
			}
		}
		for _, r := range p.recovers {
			if !found["recover "+r.id] {
				t.Errorf("%s: no line is marked as the recover %s", p.spec, r.id)
			}
		}
		for _, s := range p.starts {
			if !found["start "+s.id] {
				t.Errorf("%s: no line is marked as the start %s", p.spec, s.id)
			}
		}
	}
}
