package driver

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/recoverlint/recoverlint/internal/baseline"
	"github.com/recoverlint/recoverlint/internal/report"
)

// adoption is what the flags say of old findings. A standalone run applies it to
// what go vet found: the tool's results are cached, and must not depend on it.
type adoption struct {
	baseline string // -baseline
	newFrom  string // -new-from
}

// defaultBaseline is the file that recoverlint baseline writes.
const defaultBaseline = ".recoverlint-baseline.json"

func (a *adoption) flags(fs *flag.FlagSet) {
	fs.StringVar(&a.baseline, "baseline", "", "leave out the findings in this `file`, which recoverlint baseline writes")
	fs.StringVar(&a.newFrom, "new-from", "", "report only findings on lines that changed since this git `revision`")
}

// checkVerb reports flags that would have no effect on what a verb does.
func (o *options) checkVerb() error {
	if o.verb == "" {
		return nil
	}
	for _, f := range []struct {
		name     string
		set      bool
		contrary string
	}{
		{"-fix", o.fix, "changes no code"},
		{"-diff", o.diff, "changes no code"},
		{"-sarif", o.sarif != "", "prints no findings"},
		{"-format " + o.format, o.format != "" && !(o.verb == "stats" && (o.format == "json" || o.format == "text")), "prints no findings"},
		{"-json", o.json && o.verb == "baseline", "prints no findings"},
		{"-new-from", o.newFrom != "" && o.verb == "baseline", "is about all findings"},
	} {
		if f.set {
			return fmt.Errorf("%s %s: %s does not go with it", o.verb, f.contrary, f.name)
		}
	}
	return nil
}

// checkAdoption reports flags that contradict each other, after the baseline that the
// configuration of the folder of the run names is known, and reads what they name.
func (c *command) checkAdoption() error {
	o := c.opts
	if agreed := c.configs.Of(c.dir); agreed.Baseline != "" && !o.given["baseline"] {
		o.baseline = c.short(join(filepath.Dir(agreed.Name), filepath.FromSlash(agreed.Baseline)))
	}
	changes := o.fix || o.diff
	switch {
	case changes && o.newFrom != "":
		return errors.New("-new-from does not go with -fix and -diff, which are about all findings")
	case changes && o.baseline != "":
		return errors.New("a baseline does not go with -fix and -diff, which are about all findings (-baseline= reads none)")
	}
	return c.readOld()
}

// readOld reads what the flags call old: before the analysis, which takes time.
func (c *command) readOld() (err error) {
	o := c.opts
	if o.newFrom != "" {
		if c.changed, err = changedSince(c.dir, o.newFrom); err != nil {
			return fmt.Errorf("-new-from: %w", err)
		}
	}
	if o.baseline != "" && o.verb != "baseline" {
		if c.known, err = readBaseline(join(c.dir, o.baseline)); err != nil {
			return fmt.Errorf("-baseline: %s: %w", o.baseline, err)
		}
	}
	return nil
}

// leaveOutOld leaves out the findings that the flags call old. The baseline comes
// first: its entries are about all findings.
func (c *command) leaveOutOld(out output) output {
	if c.known != nil {
		out = c.leaveOutKnown(out)
	}
	if c.changed != nil {
		out.findings = c.changed.filter(out.findings, c.dir)
	}
	return out
}

// leaveOutKnown leaves out the findings of the baseline, and notes its stale entries.
func (c *command) leaveOutKnown(out output) output {
	base := filepath.Dir(join(c.dir, c.opts.baseline))
	file := func(e baseline.Entry) string { return filepath.Join(base, filepath.FromSlash(e.File)) }
	source := func(name string) []byte { return c.source(filepath.Join(base, name)) }
	left := func(e baseline.Entry) bool {
		_, err := os.Stat(file(e))
		return errors.Is(err, fs.ErrNotExist) || c.judges(e, file(e), out)
	}
	fresh, stale := c.known.Filter(moved(out.findings, c.dir, base), source, left)
	for _, e := range stale {
		if c.judges(e, file(e), out) {
			out.notes = append(out.notes, fmt.Sprintf("%s: %s: %s in %s is no longer there (recoverlint baseline writes it anew)", progname, c.opts.baseline, e.Rule, placeOf(e)))
		}
	}
	out.findings = moved(fresh, base, c.dir)
	return out
}

// judges reports whether the run would have found what the entry is about, in file,
// if it were there.
func (c *command) judges(e baseline.Entry, file string, out output) bool {
	return len(out.problems) == 0 && out.scope.hasFile(file) && c.runs(e.Rule, file) &&
		e.Level.AtLeast(c.lowest(file)) && !c.configOf(file).Excludes(file) && (!isTest(file) || c.showsTests(file))
}

func placeOf(e baseline.Entry) string {
	if e.In == "" {
		return e.File
	}
	return e.In + ", " + e.File
}

func readBaseline(file string) (*baseline.Baseline, error) {
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w (recoverlint baseline writes it)", reason(err))
	case err != nil:
		return nil, reason(err)
	}
	return baseline.Decode(data)
}

// moved gives findings as seen from another folder.
func moved(findings []report.Finding, from, to string) []report.Finding {
	all := make([]report.Finding, len(findings))
	for i, f := range findings {
		if name, err := filepath.Rel(to, join(from, filepath.FromSlash(f.Start.File))); err == nil {
			f.Start.File = filepath.ToSlash(name)
		}
		all[i] = f
	}
	return all
}

// writeBaseline is recoverlint baseline: it writes the findings of now, and the entries
// of before that the run cannot judge.
func (c *command) writeBaseline(out output, stdout io.Writer) int {
	if len(out.problems) > 0 {
		return c.complain(out, false) // half a baseline would make the rest look new
	}
	name := cmp.Or(c.opts.file, c.opts.baseline, defaultBaseline)
	file := join(c.dir, name)
	base := filepath.Dir(file)
	b := baseline.New(moved(out.findings, c.dir, base), func(name string) []byte { return c.source(filepath.Join(base, name)) })
	kept, err := c.unjudged(file, out)
	if err != nil {
		fmt.Fprintf(c.stderr, "%s: %s: %v; remove it, or name another file with -o\n", progname, name, err)
		return failed
	}
	b.Add(kept)
	data, err := b.Encode()
	if err == nil {
		err = replaceFile(file, data)
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "%s: %v\n", progname, err)
		return failed
	}
	c.complain(out, false)
	others := ""
	if n := findingsOf(kept); n > 0 {
		others = fmt.Sprintf(", and %d that this run does not look for", n)
	}
	fmt.Fprintf(stdout, "%s: %d findings in %s%s: recoverlint -baseline %s leaves them out\n", progname, len(out.findings), name, others, name)
	return clean
}

// unjudged lists the entries of the baseline in file, if there is one, that the run
// says nothing of: of other packages, of rules that are off. What is in files that are
// gone is gone.
func (c *command) unjudged(file string, out output) ([]baseline.Entry, error) {
	old, err := readBaseline(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	base := filepath.Dir(file)
	return slices.DeleteFunc(old.Entries, func(e baseline.Entry) bool {
		name := filepath.Join(base, filepath.FromSlash(e.File))
		_, err := os.Stat(name)
		return errors.Is(err, fs.ErrNotExist) || c.judges(e, name, out)
	}), nil
}

func findingsOf(entries []baseline.Entry) (n int) {
	for _, e := range entries {
		n += e.Count
	}
	return n
}
