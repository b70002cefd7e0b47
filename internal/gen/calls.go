package gen

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pmezard/go-difflib/difflib"

	"github.com/recoverlint/recoverlint/internal/driver"
	"github.com/recoverlint/recoverlint/internal/gen/calls"
	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
	"github.com/recoverlint/recoverlint/internal/gen/verify"
	"github.com/recoverlint/recoverlint/internal/gen/write"
	"github.com/recoverlint/recoverlint/internal/report"
)

// callsFlags are the flags that only calls has.
type callsFlags struct {
	write, diff bool
	noProof     *bool // nil: as it was
	level       report.Level
	deadline    time.Duration
}

func (f *callsFlags) register(flags *flag.FlagSet) {
	flags.BoolVar(&f.write, "w", false, "rewrite the calls, and write the wrappers")
	flags.BoolVar(&f.diff, "diff", false, "print what -w would change, as a patch; exit 1 if that is anything")
	flags.Func("level", "rewrite what recoverlint reports at this `level` and above: error, warning or note (default: as recoverlint)", func(s string) (err error) {
		f.level, err = report.ParseLevel(s)
		return err
	})
	flags.DurationVar(&f.deadline, "deadline", 0, "what one call by a new wrapper with a context may take; 0: what its context allows")
	flags.BoolFunc("noproof", "write no test of the wrappers, now and in later runs; =false: write one again", func(s string) error {
		off, err := strconv.ParseBool(s)
		f.noProof = &off
		return err
	})
}

// A callsRun is one run of gen-safe calls.
type callsRun struct {
	*command
	config  load.Config
	program *load.Program
	finder  *calls.Finder
	sites   []*calls.Site
	files   []write.File
	outputs bool // there are wrappers
}

// calls rewrites the calls that recoverlint reports, or lists or shows what it would
// do.
func (c *command) calls() (int, error) {
	if c.callsFlags.write && c.callsFlags.diff {
		return exitError, fmt.Errorf("-w and -diff exclude each other")
	}
	r, err := c.newCallsRun()
	if err != nil {
		return exitError, err
	}
	if err := r.make(); err != nil {
		return exitError, err
	}
	changes, err := write.Changes(r.files)
	if err != nil {
		return exitError, err
	}
	switch {
	case c.callsFlags.diff:
		return r.diff(changes)
	case c.json:
		err = c.printJSON(r.rows())
	default:
		r.print(c.stdout)
	}
	if err != nil || !c.callsFlags.write {
		return exitDone, err
	}
	if c.json {
		if !c.dry {
			err = write.Apply(changes)
		}
		return exitDone, err
	}
	return exitDone, c.apply(changes)
}

// newCallsRun asks recoverlint, and loads the packages of its findings.
func (c *command) newCallsRun() (*callsRun, error) {
	patterns := c.args
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	config, err := c.loadConfig(patterns)
	if err != nil {
		return nil, err
	}
	findings, err := c.findings(config)
	if err != nil {
		return nil, err
	}
	dirs := make(map[string]bool)
	for _, f := range findings {
		dirs[filepath.Dir(f.Start.File)] = true
	}
	r, err := c.loadCalls(config, dirs)
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		r.sites = append(r.sites, r.finder.Find(f))
	}
	return r, nil
}

func (c *command) loadCalls(config load.Config, dirs map[string]bool) (*callsRun, error) {
	program, err := load.Calls(config, dirs)
	if err != nil {
		return nil, err
	}
	return &callsRun{command: c, config: config, program: program, finder: calls.NewFinder(program, c.callsFlags.deadline)}, nil
}

// findings are those of recoverlint that are about calls. It sees the outputs of an
// earlier run as they should be: one that does not compile stands in nobody's way.
func (c *command) findings(config load.Config) ([]report.Finding, error) {
	query := driver.Query{Dir: c.dir, Tags: c.tags, Level: c.callsFlags.level, Patterns: config.Patterns, Stderr: c.stderr}
	stale, err := c.staleCalls(config)
	if err != nil {
		return nil, err
	}
	if len(stale) > 0 {
		files := make(map[string][]byte)
		for _, change := range stale {
			files[change.Name] = change.Content
		}
		table, remove, err := load.Overlay(files)
		if err != nil {
			return nil, err
		}
		defer remove()
		query.Overlay = table
	}
	all, err := driver.Findings(c.rules, query)
	if err != nil {
		return nil, err
	}
	var findings []report.Finding
	for _, f := range all {
		if slices.Contains(calls.Rules, f.Rule) {
			findings = append(findings, c.absolute(f))
		}
	}
	return findings, nil
}

// staleCalls are the outputs of an earlier run that are not what they should be.
func (c *command) staleCalls(config load.Config) ([]write.Change, error) {
	r, err := c.loadCalls(config, nil)
	if err != nil {
		return nil, err
	}
	if err := r.make(); err != nil {
		return nil, err
	}
	return write.Changes(r.files)
}

// absolute gives a finding in which the names of files are absolute.
func (c *command) absolute(f report.Finding) report.Finding {
	f.Related = slices.Clone(f.Related)
	positions := []*report.Position{&f.Start, &f.End}
	for i := range f.Related {
		positions = append(positions, &f.Related[i].Start, &f.Related[i].End)
	}
	for _, p := range positions {
		if p.File != "" && !filepath.IsAbs(p.File) {
			if abs, err := filepath.Abs(filepath.Join(c.dir, filepath.FromSlash(p.File))); err == nil {
				p.File = abs
			}
		}
	}
	return f
}

// make plans, renders, rewrites and type-checks. It writes nothing.
func (r *callsRun) make() error {
	wanted := make(map[string]bool)
	for _, pkg := range r.program.Packages {
		files, err := r.pkg(pkg)
		if err != nil {
			return err
		}
		for _, f := range files {
			wanted[f.Name] = true
			r.files = append(r.files, write.File{Name: f.Name, Content: f.Content})
		}
	}
	for _, old := range r.program.Old {
		if !wanted[old] {
			r.files = append(r.files, write.File{Name: old})
		}
	}
	if r.outputs {
		for _, name := range sorted(r.config.RuntimeFiles) {
			r.files = append(r.files, write.File{Name: name, Content: r.config.RuntimeFiles[name]})
		}
	}
	return nil
}

// pkg gives the user's files with their calls rewritten and the wrappers, for one
// package.
func (r *callsRun) pkg(pkg *load.Package) ([]verify.Output, error) {
	rewriter := calls.NewRewriter(r.finder, pkg, r.config.Runtime)
	planned, err := r.settle(pkg, rewriter)
	if err != nil {
		return nil, err
	}
	open := r.open(pkg)
	changed, err := rewriter.Rewrite(open, planned)
	if err != nil {
		return nil, err
	}
	var rewritten []verify.Output
	for _, f := range changed {
		rewritten = append(rewritten, verify.Output{Name: f.Name, Path: pkg.Types.Path(), Content: f.Content})
	}
	outputs, err := render(r.program.Fset, planned.Files)
	if err != nil {
		return nil, err
	}
	r.outputs = r.outputs || len(open)+len(outputs) > 0
	return verify.Rewritten(r.program.Fset, pkg, rewritten, outputs)
}

// settle refuses what cannot be rewritten, and plans the wrappers for the rest.
func (r *callsRun) settle(pkg *load.Package, rewriter *calls.Rewriter) (*plan.CallPlan, error) {
	first, err := r.plan(pkg)
	if err != nil {
		return nil, err
	}
	for _, s := range r.open(pkg) {
		if s.Want.Func != nil && first.Refused[s.Want.Key()] != "" {
			s.Why = first.Refused[s.Want.Key()]
		}
	}
	if err := rewriter.Settle(r.open(pkg)); err != nil {
		return nil, err
	}
	return r.plan(pkg)
}

// open are the sites of a package that are to be rewritten.
func (r *callsRun) open(pkg *load.Package) []*calls.Site {
	var all []*calls.Site
	for _, s := range r.sites {
		if s.Package() == pkg && s.Why == "" {
			all = append(all, s)
		}
	}
	return all
}

// plan plans the wrappers that calls in a package use already, and those of its sites.
func (r *callsRun) plan(pkg *load.Package) (*plan.CallPlan, error) {
	var wants []plan.CallWant
	seen := make(map[string]bool)
	add := func(w plan.CallWant) {
		if w.Func != nil && !seen[w.Key()] {
			seen[w.Key()] = true
			wants = append(wants, w)
		}
	}
	open := r.open(pkg)
	for _, w := range calls.Kept(pkg, open) {
		add(w)
	}
	for _, s := range open {
		add(s.Want)
	}
	output := plan.CallsOutput
	if r.output != plan.DefaultOutput {
		output = fmt.Sprintf(r.output, load.CallsSource)
	}
	if pkg.Taken[output] {
		return nil, fmt.Errorf("%s: is in the way: gen-safe calls did not write it; rename it, or choose another name with -o", filepath.Join(pkg.Dir, output))
	}
	options := plan.CallOptions{Runtime: r.config.Runtime, Output: output, NoProof: pkg.Unproven}
	if r.callsFlags.noProof != nil {
		options.NoProof = *r.callsFlags.noProof
	}
	return plan.Calls(pkg, wants, options)
}

// A callRow is what calls says of one finding.
type callRow struct {
	At      string   `json:"at"`
	Rule    string   `json:"rule"`
	Finding string   `json:"finding"`
	Wrapped bool     `json:"wrapped"`
	By      string   `json:"by,omitempty"`
	How     []string `json:"how,omitempty"`
	Why     string   `json:"why,omitempty"`
}

func (r *callsRun) rows() []callRow {
	rows := []callRow{}
	for _, s := range r.sites {
		rows = append(rows, callRow{
			At: r.short(s.Finding.Start.String()), Rule: s.Finding.Rule, Finding: s.Finding.Message,
			Wrapped: s.By != "", By: s.By, How: s.How, Why: s.Why,
		})
	}
	return rows
}

func (r *callsRun) print(w io.Writer) {
	for i, row := range r.rows() {
		if row.Wrapped {
			fmt.Fprintf(w, "%s: %s → %s: %s\n", row.At, r.sites[i].Text(), row.By, strings.Join(row.How, ", "))
		} else {
			fmt.Fprintf(w, "%s: %s stays: %s\n", row.At, r.sites[i].Text(), row.Why)
		}
	}
	if len(r.sites) == 0 {
		fmt.Fprintf(r.stderr, "gen-safe: nothing to do: recoverlint reports no call without a context, and no goroutine without a guard\n")
	}
}

// diff prints a patch, and on stderr what is not rewritten.
func (r *callsRun) diff(changes []write.Change) (int, error) {
	for i, row := range r.rows() {
		if !row.Wrapped {
			fmt.Fprintf(r.stderr, "gen-safe: %s: %s stays: %s\n", row.At, r.sites[i].Text(), row.Why)
		}
	}
	for _, change := range changes {
		from, to := "a/"+filepath.ToSlash(r.short(change.Name)), "b/"+filepath.ToSlash(r.short(change.Name))
		if change.Old == nil {
			from = "/dev/null"
		}
		if change.Content == nil {
			to = "/dev/null"
		}
		text, err := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{A: lines(change.Old), B: lines(change.Content), Context: 3, FromFile: from, ToFile: to})
		if err != nil {
			return exitError, err
		}
		fmt.Fprint(r.stdout, text)
	}
	if len(changes) > 0 {
		return exitStale, nil
	}
	return exitDone, nil
}
