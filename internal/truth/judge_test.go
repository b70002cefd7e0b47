package truth

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// A place is a line of a generated file.
type place struct {
	file string // slash path in the module
	line int
}

// A report is one finding of an analyzer.
type report struct {
	place
	rule, category, message string
	related                 []place
}

// load loads the programs with everything that they import.
func (m *module) load(t *testing.T) []*packages.Package {
	t.Helper()
	cfg := &packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: m.dir, Env: environment()}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if n := packages.PrintErrors(pkgs); n > 0 {
		t.Fatalf("%d errors in the generated programs", n)
	}
	return pkgs
}

// analyze gives what the analyzers report in the programs, in source order.
func (m *module) analyze(t *testing.T, pkgs []*packages.Package, analyzers []*analysis.Analyzer) []report {
	t.Helper()
	graph, err := checker.Analyze(analyzers, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var reports []report
	for _, action := range graph.Roots {
		if action.Err != nil {
			t.Fatalf("%v: %v", action, action.Err)
		}
		at := func(pos token.Pos) place {
			posn := action.Package.Fset.Position(pos)
			name, err := filepath.Rel(m.dir, posn.Filename)
			if err != nil {
				name = posn.Filename
			}
			return place{filepath.ToSlash(name), posn.Line}
		}
		for _, d := range action.Diagnostics {
			r := report{at(d.Pos), action.Analyzer.Name, d.Category, d.Message, nil}
			for _, rel := range d.Related {
				r.related = append(r.related, at(rel.Pos))
			}
			reports = append(reports, r)
		}
	}
	slices.SortFunc(reports, func(a, b report) int { return strings.Compare(a.String(), b.String()) })
	return reports
}

func (r report) String() string {
	text := fmt.Sprintf("%s:%03d: %s [%s] (%s)", r.file, r.line, r.message, r.category, r.rule)
	for _, rel := range r.related {
		text += fmt.Sprintf(" ←%d", rel.line)
	}
	return text
}

// marks gives the marks of a file's lines: a mark stands above its line.
func marks(f file) map[place][]mark {
	found := map[place][]mark{}
	var waiting []mark
	for i, line := range strings.Split(f.text, "\n") {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "// @"); ok {
			kind, id, _ := strings.Cut(text, " ")
			waiting = append(waiting, mark{kind, id})
			continue
		}
		if len(waiting) > 0 {
			found[place{f.name, i + 1}] = waiting
			waiting = nil
		}
	}
	return found
}

// A mark says what a line has to do with a site.
type mark struct{ kind, id string }

// marksOf gives the marks of all files of a program. Besides what the tables
// mark, the line on which the function of a recover begins is marked «func»,
// and each line that mentions a declared function with a recover in it is
// marked «mention».
func marksOf(files []file) map[place][]mark {
	found := map[place][]mark{}
	for _, f := range files {
		own := marks(f)
		maps.Copy(found, own)
		for at, list := range own {
			for _, m := range list {
				if m.kind == "recover" {
					begin, name := functionAt(f, at.line)
					found[begin] = append(slices.Clip(found[begin]), mark{"func", m.id})
					addMentions(found, files, name, m.id)
				}
			}
		}
	}
	return found
}

// functionAt gives the line on which the innermost function around a line
// begins, and the name of the declared function around it.
func functionAt(f file, line int) (begin place, name string) {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, f.name, f.text, parser.SkipObjectResolution)
	if err != nil {
		panic(fmt.Sprintf("internal error: %s: %v", f.name, err))
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			start, end := fset.Position(n.Pos()).Line, fset.Position(n.End()).Line
			if start <= line && line <= end {
				begin = place{f.name, start}
				if decl, ok := n.(*ast.FuncDecl); ok {
					name = decl.Name.Name
				}
			}
		}
		return true
	})
	return begin, name
}

func addMentions(found map[place][]mark, files []file, name, id string) {
	if name == "" {
		return
	}
	word := regexp.MustCompile(`\b` + name + `\b`)
	for _, f := range files {
		for i, line := range strings.Split(f.text, "\n") {
			if word.MatchString(line) {
				at := place{f.name, i + 1}
				found[at] = append(slices.Clip(found[at]), mark{"mention", id})
			}
		}
	}
}

// A disagreement is a site at which an analyzer does not say what Go did.
type disagreement struct {
	p    *program
	rule string
	kind string // miss, false alarm or wrong witness
	site string
	why  string
	told []string // what the runs told and what was reported
}

// A tally is the comparison of one analyzer with what the programs did.
type tally struct {
	rule          string
	rights        int // sites at which nothing is to be reported
	wrongs        int // sites at which something is
	spared        int // of these, not reported, in a tier in which an analyzer may be silent
	unknowns      int
	witnesses     int // reports whose witness has been compared with the place at which Go panicked
	disagreements []disagreement
}

func (t *tally) judged() int     { return t.rights + t.wrongs }
func (t *tally) agreements() int { return t.judged() - len(t.disagreements) - t.spared }

func (t *tally) String() string {
	return fmt.Sprintf("%s: %d sites judged (%d right, %d wrong), %d agree, %d silent where silence is accepted, %d disagree, %d witnesses compared, %d sites unknown",
		t.rule, t.judged(), t.rights, t.wrongs, t.agreements(), t.spared, len(t.disagreements), t.witnesses, t.unknowns)
}

// A comparison compares the reports of one rule in one program with the
// outcomes.
type comparison struct {
	*tally
	m       *module
	p       *program
	marks   map[place][]mark
	reports []report
	stray   []report // on no line that belongs to a site
	ran     []string // what the runs told
	odd     bool     // a disagreement has been noted
}

// compare judges what rule reports. sites asks about one program.
func (m *module) compare(rule string, outcomes map[*program][]outcome, reports []report, sites func(*comparison, []outcome)) *tally {
	t := &tally{rule: rule}
	for _, p := range m.programs {
		c := &comparison{tally: t, m: m, p: p, marks: marksOf(m.files[p])}
		for _, f := range m.files[p] {
			for _, r := range reports {
				if r.rule == rule && r.file == f.name {
					c.reports = append(c.reports, r)
				}
			}
		}
		for _, o := range outcomes[p] {
			c.ran = append(c.ran, o.String())
		}
		sites(c, outcomes[p])
		for _, r := range c.stray {
			if !c.odd {
				c.disagree("false alarm", "elsewhere", "reported on a line that no site has anything to do with: "+r.String())
			}
		}
	}
	return t
}

func (c *comparison) disagree(kind, site, why string) {
	c.odd = true
	told := slices.Clone(c.ran)
	for _, r := range c.reports {
		told = append(told, "reported: "+r.String())
	}
	c.disagreements = append(c.disagreements, disagreement{c.p, c.rule, kind, site, why, told})
}

// reported gives a report on a line with one of the marks.
func (c *comparison) reported(fits func(mark) bool) *report {
	for i, r := range c.reports {
		if slices.ContainsFunc(c.marks[r.place], fits) {
			return &c.reports[i]
		}
	}
	return nil
}

// judge notes what one site comes to.
func (c *comparison) judge(v verdict, site string, fits func(mark) bool) {
	r := c.reported(fits)
	switch {
	case v == unknown:
		c.unknowns++
	case v == right:
		c.rights++
		if r != nil {
			c.disagree("false alarm", site, r.String())
		}
	default:
		c.wrongs++
		switch {
		case r != nil:
		case c.p.quiet():
			c.spared++
		default:
			c.disagree("miss", site, "nothing reported")
		}
	}
}

// deadRecovers compares the reports of a rule that finds recovers without
// effect.
func deadRecovers(c *comparison, outcomes []outcome) {
	for _, r := range c.p.recovers {
		v, uses := recoverVerdict(r, outcomes)
		site := "recover " + r.id
		own := func(m mark) bool {
			return m.id == r.id && (m.kind != "mention" || len(r.uses) < 2) || m.id == r.id+"u"
		}
		whole := func(m mark) bool { return m.id == r.id || m.id == r.id+"u" || slices.Contains(r.uses, m.id) }
		if v != right {
			c.judge(v, site, whole)
			continue
		}
		c.judge(v, site, own)
		for _, use := range r.uses {
			c.judge(uses[use], "use "+use+" of recover "+r.id, func(m mark) bool { return m.id == use })
		}
	}
	known := func(m mark) bool {
		return m.kind != "risk" && m.kind != "start" && m.kind != "spawner" && m.kind != "outer"
	}
	c.findStray(known)
}

// nakedStarts compares the reports of a rule that finds goroutines that end
// the process. A spawner's own start is a fair place to report, and so is the
// goroutine that starts another one: no error in a program that is right, and
// enough in one that is wrong.
func nakedStarts(c *comparison, outcomes []outcome) {
	verdicts := map[string]verdict{}
	for _, s := range c.p.starts {
		verdicts[s.id] = startVerdict(s, outcomes)
	}
	for _, s := range slices.Backward(c.p.starts) {
		v := verdicts[s.id]
		if v != right && verdicts[s.outer] == right {
			verdicts[s.outer] = unknown // it starts what ends the process
		}
		fits := func(m mark) bool {
			soft := m.kind == "spawner" || m.kind == "outer"
			return m.id == s.id && (m.kind == "start" || soft && v == wrong)
		}
		c.judge(v, "start "+s.id, fits)
		if r := c.reported(fits); v == wrong && r != nil {
			c.checkWitness(s, *r, outcomes)
		}
	}
	c.findStray(func(m mark) bool { return m.kind == "start" || m.kind == "spawner" || m.kind == "outer" })
}

// checkWitness demands that a report which names an instruction as certain to
// panic names one at which Go panicked. (An iterator that is pulled panics
// once more where it is pulled, so a marked line will do as well.)
func (c *comparison) checkWitness(s *startSite, r report, outcomes []outcome) {
	if r.category != "unguarded" && r.category != "late" || c.p.quiet() {
		return
	}
	panicked := c.m.panickedAt(s, outcomes)
	for at, list := range c.marks {
		if slices.Contains(list, mark{"risk", s.id}) {
			panicked = append(panicked, at)
		}
	}
	if len(panicked) == 0 {
		return // it ended without a stack
	}
	c.witnesses++
	named := slices.ContainsFunc(panicked, func(at place) bool {
		return slices.Contains(r.related, at) || strings.Contains(r.message, fmt.Sprintf("%s:%d", path.Base(at.file), at.line))
	})
	if !named {
		c.disagree("wrong witness", "start "+s.id, fmt.Sprintf("Go panicked at %v: %s", panicked, r))
	}
}

func (c *comparison) findStray(known func(mark) bool) {
	for _, r := range c.reports {
		if !slices.ContainsFunc(c.marks[r.place], known) {
			c.stray = append(c.stray, r)
		}
	}
}
