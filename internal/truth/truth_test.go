// Package truth compares deadrecover and nakedgo with Go itself: it generates
// programs, runs each of them in a process of its own, and asks the analyzers
// about the same programs. What Go did is the judge; the generator has no
// opinion of its own.
//
//	go test ./internal/truth                                       the fixed set
//	go test ./internal/truth -v                                    and what was compared
//	go test ./internal/truth -truth.cases=2000 -truth.seed=7       other programs
//	go test ./internal/truth -truth.cases=500 -truth.seed=7 -truth.reduce -timeout=1h
//	go test ./internal/truth -truth.programs='recover,12 start,7,starter.0=3'
package truth

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

var (
	caseCount = flag.Int("truth.cases", 300, "how many programs")
	firstSeed = flag.Uint64("truth.seed", 1, "seed of the programs")
	programs  = flag.String("truth.programs", "", "these programs only, as failures name them")
	alone     = flag.Bool("truth.alone", true, "programs for each row of each table alone, too")
	reduce    = flag.Bool("truth.reduce", false, "reduce the programs that disagree to small ones")
	showMost  = flag.Int("truth.show", 5, "how many programs that disagree to print")
)

// A rule is an analyzer and the sites that it is asked about.
type rule struct {
	analyzer *analysis.Analyzer
	sites    func(*comparison, []outcome)
}

// A truth is a module of programs and what running it has shown.
type truth struct {
	*module
	outcomes map[*program][]outcome
	loaded   []*packages.Package
	reports  []report // of the rules that were asked last
}

func newTruth(t *testing.T, dir string, programs []*program) *truth {
	t.Helper()
	m := newModule(t, dir, programs)
	var loaded []*packages.Package
	var wg sync.WaitGroup
	wg.Go(func() { loaded = m.load(t) }) // most of the runs' time is waiting
	outcomes := m.runAll(t)
	wg.Wait()
	return &truth{module: m, outcomes: outcomes, loaded: loaded}
}

// ask compares the rules with what the runs have shown.
func (tr *truth) ask(t *testing.T, rules []rule) []*tally {
	t.Helper()
	var analyzers []*analysis.Analyzer
	for _, r := range rules {
		analyzers = append(analyzers, r.analyzer)
	}
	tr.reports = tr.analyze(t, tr.loaded, analyzers)
	var tallies []*tally
	for _, r := range rules {
		tallies = append(tallies, tr.compare(r.analyzer.Name, tr.outcomes, tr.reports, r.sites))
	}
	return tallies
}

// repeated leaves out the disagreements that do not come again when their
// program runs some more times: what Go did depends on which goroutine was
// first.
func (tr *truth) repeated(t *testing.T, r rule, all []disagreement) []disagreement {
	t.Helper()
	const times = 25
	return slices.DeleteFunc(all, func(d disagreement) bool {
		for range times {
			outcomes := map[*program][]outcome{}
			for _, o := range tr.outcomes[d.p] {
				outcomes[d.p] = append(outcomes[d.p], tr.execute(d.p, o.run))
			}
			again := tr.compare(r.analyzer.Name, outcomes, tr.reports, r.sites)
			if !slices.ContainsFunc(again.disagreements, func(e disagreement) bool { return e.limit() == d.limit() }) {
				t.Logf("%s depends on the order of goroutines", d.limit())
				return true
			}
		}
		return false
	})
}

// chosen gives the programs that the flags ask for.
func chosen(t *testing.T) []*program {
	t.Helper()
	if *programs == "" {
		var set []*program
		if *alone {
			set = singles(0)
		}
		return append(set, programSet(len(set), *firstSeed, *caseCount)...)
	}
	var set []*program
	for i, text := range strings.Fields(*programs) {
		s, err := parseSpec(text)
		if err != nil {
			t.Fatal(err)
		}
		set = append(set, generate(i, s))
	}
	return set
}

// programSet gives n programs, numbered from first on. Each is, of some candidates, the one that brings
// most that is new: rows that no earlier program uses, then rows that none
// uses together.
func programSet(first int, seed uint64, n int) []*program {
	const candidates = 40
	kinds := []string{"recover", "start", "recover", "start", "worker"}
	seen := map[[2]string]bool{}
	var set []*program
	for num := range n {
		var best *program
		most := -1
		for i := range uint64(candidates) {
			s := spec{family: kinds[num%len(kinds)], seed: seed<<32 + uint64(num)*candidates + i}
			p := generate(first+num, s)
			if fresh := news(seen, p.rows); fresh > most {
				best, most = p, fresh
			}
		}
		for _, pair := range pairs(best.rows) {
			seen[pair] = true
		}
		set = append(set, best)
	}
	return set
}

// news counts new rows and new pairs, for each row of the program: it is no
// better for being long.
func news(seen map[[2]string]bool, rows []string) int {
	all := pairs(rows)
	alone, together := 0, 0
	for _, pair := range all {
		switch {
		case seen[pair]:
		case pair[0] == pair[1]:
			alone++
		default:
			together++
		}
	}
	return (20000*alone + 1000*together) / (len(all) + 5)
}

// pairs gives the pairs of a program's rows, and each row with itself.
func pairs(rows []string) [][2]string {
	var all [][2]string
	for i, a := range rows {
		for _, b := range rows[i:] {
			all = append(all, [2]string{min(a, b), max(a, b)})
		}
	}
	return all
}

// shared is the truth about the programs of the flags, for all tests.
var shared struct {
	sync.Once
	dir string
	*truth
}

func theTruth(t *testing.T) *truth {
	t.Helper()
	shared.Do(func() { shared.truth = newTruth(t, shared.dir, chosen(t)) })
	if shared.truth == nil {
		t.Fatal("there are no programs to compare with")
	}
	return shared.truth
}

func TestRuns(t *testing.T) {
	tr := theTruth(t)
	runs := 0
	for _, p := range tr.programs {
		for _, o := range tr.outcomes[p] {
			runs++
			if why := o.broken(); why != "" {
				t.Errorf("%s %s: %s\n%s\n%s", p.spec, p.rows, why, strings.Join(o.lines, "\n"), o.stderr)
			}
		}
	}
	t.Logf("%d programs, %d runs", len(tr.programs), runs)
}

func TestRulesAgreeWithGo(t *testing.T) {
	tr := theTruth(t)
	tallies := tr.ask(t, rules)
	if *update {
		writeLimits(t, tallies)
	}
	for i, tally := range tallies {
		t.Log(tally)
		small := tr.repeated(t, rules[i], beyondLimits(t, tally.disagreements))
		if *reduce {
			small = reduceAll(t, unexplained(small, tr.programs))
		}
		for i, d := range small {
			if i >= *showMost {
				t.Errorf("%s: %d more (-truth.show shows them)", tally.rule, len(small)-i)
				break
			}
			t.Error(d.describe())
		}
	}
}

// describe shows the program, what it did and what was reported.
func (d disagreement) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s at %s: %s\n%s\n%s %v\n", d.rule, d.kind, d.site, d.why, d.p.spec, strings.Join(d.p.rows, " "), d.p.tiers)
	files, err := d.p.files()
	if err != nil {
		panic(fmt.Sprintf("internal error: %v", err))
	}
	for _, f := range files {
		b.WriteString(numbered(f))
	}
	for _, line := range d.told {
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

// shape names what makes a disagreement, so that one of a kind is enough.
func (d disagreement) shape() string {
	rows := map[string]bool{}
	for _, r := range d.p.rows {
		rows[r] = true
	}
	return d.rule + " " + d.kind + " " + strings.Join(slices.Sorted(maps.Keys(rows)), " ")
}
