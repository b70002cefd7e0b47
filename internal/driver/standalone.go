package driver

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/baseline"
	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// standalone does what a user asks for on the command line.
func standalone(rules []Rule, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "completion" {
		return complete(rules, args[1:], stdout, stderr)
	}
	o, fs, err := parse(rules, args)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v (%s -help lists the flags)\n", progname, err, progname)
		return failed
	}
	switch {
	case o.help:
		usage(stdout, rules)
		return clean
	case o.version:
		printVersion(stdout)
		return clean
	case o.list:
		printRules(stdout, rules)
		return clean
	case o.explain != "":
		return explain(o.explain, rules, stdout, stderr)
	}
	c, err := newCommand(rules, o, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	if o.diff {
		return c.printDiff(fs.Args(), stdout)
	}
	out := c.analyse(fs.Args())
	switch {
	case o.verb == "baseline":
		return c.writeBaseline(out, stdout)
	case o.fix:
		out = c.fix(fs.Args(), out)
	}
	out = c.leaveOutOld(out)
	if o.verb == "stats" {
		return c.printStats(out, stdout)
	}
	return c.print(out, stdout)
}

// parse reads the command line. «help» and «help rule» are what go vet tells
// its users to try.
func parse(rules []Rule, args []string) (*options, *flag.FlagSet, error) {
	o, fs := newUserFlags(rules)
	if len(args) > 0 && args[0] == "help" {
		o.help = len(args) == 1
		o.explain = strings.Join(args[1:], " ")
		return o, fs, nil
	}
	if len(args) > 0 && slices.Contains(verbs, args[0]) {
		o.verb, args = args[0], args[1:]
	}
	if err := fs.Parse(args); err != nil {
		return nil, nil, err
	}
	if err := o.checkVerb(); err != nil {
		return nil, nil, err
	}
	o.given = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	for _, pattern := range fs.Args() {
		if strings.HasPrefix(pattern, "-") {
			return nil, nil, fmt.Errorf("the flag %s comes after a package: flags stand before packages", pattern)
		}
	}
	if err := o.checkShape(); err != nil {
		return nil, nil, err
	}
	return o, fs, nil
}

// verbs are the words that may stand before the flags.
var verbs = []string{"baseline", "stats"}

// A command runs go vet for one command line.
type command struct {
	table  []Rule
	rules  map[string]Rule // by name
	opts   *options
	dir    string // where go vet runs, and what paths are relative to
	exe    string // this program
	stderr io.Writer

	shortNames  map[string]string  // what short said before
	known       *baseline.Baseline // nil without -baseline
	changed     *changes           // nil without -new-from
	configs     *config.Set
	configByDir map[string]*config.File // what configOf said before
}

func newCommand(rules []Rule, o *options, stderr io.Writer) (*command, error) {
	c := &command{table: rules, rules: map[string]Rule{}, opts: o, stderr: stderr, shortNames: map[string]string{}, configByDir: map[string]*config.File{}}
	for _, rule := range rules {
		c.rules[rule.Analyzer.Name] = rule
	}
	var err error
	if c.exe, err = os.Executable(); err != nil {
		return nil, err
	}
	if c.dir, err = os.Getwd(); err != nil {
		return nil, err
	}
	if o.dir != "" {
		c.dir = join(c.dir, o.dir)
		if info, err := os.Stat(c.dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("-C %s: there is no such folder", o.dir)
		}
	}
	if err := c.loadConfigs(); err != nil {
		return nil, err
	}
	if err := c.checkAdoption(); err != nil {
		return nil, err
	}
	return c, c.checkFiles()
}

func join(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// complain prints what went wrong and gives the exit code.
func (c *command) complain(out output, found bool) int {
	slices.Sort(out.notes)
	for _, note := range slices.Compact(out.notes) {
		fmt.Fprintln(c.stderr, note)
	}
	for _, p := range out.problems {
		fmt.Fprintf(c.stderr, "%s: %s\n", progname, p)
	}
	switch {
	case len(out.problems) > 0:
		return failed
	case found:
		return findings
	}
	return clean
}

// maxFixPasses is more than the fixes of real files that touch each other.
const maxFixPasses = 10

// fix applies fixes until none is left that can be applied. Fixes that touch
// each other need a pass each.
func (c *command) fix(patterns []string, out output) output {
	for range maxFixPasses {
		if !slices.ContainsFunc(out.findings, func(f report.Finding) bool { return len(f.Fixes) > 0 }) {
			break
		}
		fixed := c.vet(patterns, "-fix")
		after := c.analyse(patterns)
		after.problems = union(after.problems, fixed.problems)
		if bytes.Equal(report.JSON(out.findings, nil), report.JSON(after.findings, nil)) {
			return after // go vet leaves alone what is not in the main module
		}
		out = after
	}
	return out
}
