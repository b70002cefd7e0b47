package driver

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/report"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

// A format is a value of -format.
type format struct {
	name, about string
	render      func(report.Run) []byte
}

// formats lists the formats, the default first.
var formats = []format{
	{"text", "a line for each finding, and what belongs to it below", func(r report.Run) []byte { return report.Text(r.Findings) }},
	{"json", "one object, as docs/json.md describes it", func(r report.Run) []byte { return report.JSON(r.Findings, r.Errors) }},
	{"jsonl", "an object for each finding, on a line of its own", func(r report.Run) []byte { return report.JSONLines(r.Findings) }},
	{"sarif", "SARIF 2.1.0, for GitHub code scanning and viewers", report.SARIF},
	{"github", "annotations of GitHub Actions", report.GitHub},
	{"checkstyle", "XML as of Checkstyle, for CI servers", report.Checkstyle},
}

// A shape is what the flags say of how findings are printed.
type shape struct {
	format string // -format
	file   string // -o
	sarif  string // -sarif
	colour colour // -color
}

func (s *shape) flags(fs *flag.FlagSet) {
	fs.StringVar(&s.format, "format", "", "print findings in this `format`: "+formatNames())
	fs.StringVar(&s.file, "o", "", "write them to this `file`, not to stdout")
	fs.StringVar(&s.sarif, "sarif", "", "write SARIF to this `file` as well")
	s.colour.flag(fs)
}

func formatNames() string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

// formatNamed gives the index of a format, or -1.
func formatNamed(name string) int {
	return slices.IndexFunc(formats, func(f format) bool { return f.name == name })
}

// checkShape reports flags that contradict each other, and names the format
// where -json or no flag does.
func (o *options) checkShape() error {
	if o.diff {
		for _, f := range []struct {
			name string
			set  bool
		}{{"-json", o.json}, {"-format", o.format != ""}, {"-o", o.file != ""}, {"-sarif", o.sarif != ""}} {
			if f.set {
				return fmt.Errorf("%s and -diff do not go together", f.name)
			}
		}
	}
	if o.json {
		if o.format != "" && o.format != "json" {
			return fmt.Errorf("-json and -format %s do not go together", o.format)
		}
		o.format = "json"
	}
	o.format = cmp.Or(o.format, formats[0].name)
	if formatNamed(o.format) < 0 {
		return fmt.Errorf("there is no format %q: want one of %s", o.format, formatNames())
	}
	return nil
}

// checkFiles reports an output file that cannot be written for lack of a
// folder: before the analysis, which takes time, not after it.
func (c *command) checkFiles() error {
	for _, file := range []string{c.opts.file, c.opts.sarif} {
		if file == "" {
			continue
		}
		dir := filepath.Dir(join(c.dir, file))
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return fmt.Errorf("cannot write %s: there is no folder %s", file, dir)
		}
	}
	return nil
}

// print prints the findings that the flags ask for, and what went wrong.
func (c *command) print(out output, stdout io.Writer) int {
	err := c.write(c.report(out), stdout)
	code := c.complain(out, len(out.findings) > 0)
	if err != nil {
		fmt.Fprintf(c.stderr, "%s: %v\n", progname, err)
		return failed
	}
	return code
}

func (c *command) write(run report.Run, stdout io.Writer) error {
	if c.opts.sarif != "" {
		if err := replaceFile(join(c.dir, c.opts.sarif), report.SARIF(run)); err != nil {
			return err
		}
	}
	render := formats[formatNamed(c.opts.format)].render
	if c.opts.file != "" {
		return replaceFile(join(c.dir, c.opts.file), render(run))
	}
	if screen, ok := c.opts.colour.screen(stdout); ok && c.opts.format == "text" {
		render = func(run report.Run) []byte { return report.Terminal(run, screen) }
	}
	_, err := stdout.Write(render(run))
	return err
}

// report gives what the formats need to know.
func (c *command) report(out output) report.Run {
	repo := newRepository(c.dir)
	run := report.Run{
		Findings: out.findings,
		Version:  ownVersion(),
		Root:     filepath.ToSlash(repo.root),
		Folder:   repo.folder(),
		Source:   c.source,
		InRepo:   repo.name,
	}
	for _, p := range out.problems {
		run.Errors = append(run.Errors, p.String())
	}
	for _, rule := range c.table {
		run.Rules = append(run.Rules, rule.describe())
	}
	return run
}

// source reads the file of a finding.
func (c *command) source(file string) []byte {
	data, err := os.ReadFile(join(c.dir, filepath.FromSlash(file)))
	if err != nil {
		return nil // the formats leave out what they would show of it
	}
	return data
}

// ownVersion gives the version of recoverlint as the go command noted it.
func ownVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return cmp.Or(info.Main.Version, "(devel)")
	}
	return "(devel)"
}

func (r Rule) describe() report.Rule {
	doc := r.Analyzer.Doc
	_, text, _ := strings.Cut(doc, "\n")
	rule := report.Rule{
		ID: r.Analyzer.Name, Group: r.Group, Level: report.Level(r.Level), On: r.On, Steps: r.Steps,
		Summary: ruledoc.Sentence(doc), Intro: ruledoc.Intro(doc),
		Text: strings.TrimSpace(text), Markdown: string(r.page().Markdown()),
	}
	if r.Analyzer != unusedIgnore {
		rule.URL = ruledoc.URL(r.Analyzer.Name)
	}
	return rule
}
