package driver

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

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

// leaveOutOld leaves out the findings that the flags call old. What cannot be read
// is a problem, and then nothing is left out.
func (c *command) leaveOutOld(out output) output {
	if c.opts.newFrom != "" {
		changed, err := changedSince(c.dir, c.opts.newFrom)
		if err != nil {
			out.problems = append(out.problems, problem{text: "-new-from: " + err.Error()})
		} else {
			out.findings = changed.filter(out.findings, c.dir)
		}
	}
	if c.opts.baseline == "" {
		return out
	}
	file := join(c.dir, c.opts.baseline)
	known, err := readBaseline(file)
	if err != nil {
		out.problems = append(out.problems, problem{text: fmt.Sprintf("-baseline: %s: %v", c.opts.baseline, err)})
		return out
	}
	base := filepath.Dir(file)
	fresh, stale := known.Filter(moved(out.findings, c.dir, base), func(name string) []byte { return c.source(filepath.Join(base, name)) })
	out.findings = moved(fresh, base, c.dir)
	for _, e := range stale {
		if c.opts.newFrom == "" && out.scope.hasFile(filepath.Join(base, filepath.FromSlash(e.File))) {
			out.notes = append(out.notes, fmt.Sprintf("%s: %s: %s in %s is no longer there (recoverlint baseline writes it anew)", progname, c.opts.baseline, e.Rule, placeOf(e)))
		}
	}
	return out
}

func placeOf(e baseline.Entry) string {
	if e.In == "" {
		return e.File
	}
	return e.In + ", " + e.File
}

func readBaseline(file string) (*baseline.Baseline, error) {
	data, err := os.ReadFile(file)
	if err != nil {
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

// writeBaseline is recoverlint baseline: it writes the findings of now.
func (c *command) writeBaseline(out output, stdout io.Writer) int {
	if len(out.problems) > 0 {
		return c.complain(out, false) // half a baseline would make the rest look new
	}
	name := c.opts.file
	if name == "" {
		name = defaultBaseline
	}
	file := join(c.dir, name)
	base := filepath.Dir(file)
	b := baseline.New(moved(out.findings, c.dir, base), func(name string) []byte { return c.source(filepath.Join(base, name)) })
	data, err := b.Encode()
	if err == nil {
		err = replaceFile(file, data)
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "%s: %v\n", progname, err)
		return failed
	}
	c.complain(out, false)
	fmt.Fprintf(stdout, "%s: %d findings in %s: recoverlint -baseline %s leaves them out\n", progname, len(out.findings), name, name)
	return clean
}
