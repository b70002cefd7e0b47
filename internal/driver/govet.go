package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/report"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

// output is what a run of go vet came to.
type output struct {
	scope    *scope
	failed   bool   // by go vet's exit code
	stdout   string // what go vet printed, JSON or a patch
	findings []report.Finding
	problems []problem // what could not be analysed; none means that everything was
	notes    []string  // what else it said
	tested   []tested
}

// analyse gives the findings that the flags ask for.
func (c *command) analyse(patterns []string) output {
	out := c.vet(patterns, "-json")
	if stale := c.stale(out); len(stale) > 0 {
		fresh := c.goVet(stale, "-json", "-report-tested")
		out.findings = append(out.findings, fresh.findings...)
		out.problems = union(out.problems, fresh.problems)
	}
	out.findings = slices.DeleteFunc(report.Sorted(out.findings), func(f report.Finding) bool {
		file := f.Start.File
		return !f.Level.AtLeast(c.lowest(file)) || isTest(file) && !c.showsTests(file) || c.configOf(file).Excludes(join(c.dir, filepath.FromSlash(file)))
	})
	return out
}

// vet runs go vet on what can be loaded of the packages.
//
// A package that does not compile does not keep go vet from the others, but
// one that it cannot load (a missing module, a folder that is not there) does.
// Only then is go list asked which packages can be loaded.
func (c *command) vet(patterns []string, mode ...string) output {
	out := c.goVet(patterns, mode...)
	if !out.failed || out.stdout != "" || slices.ContainsFunc(out.problems, problem.afterLoading) {
		return out
	}
	good := c.loadable(patterns)
	if len(good) == 0 {
		return out
	}
	rest := c.goVet(good, mode...)
	rest.problems = union(out.problems, rest.problems)
	return rest
}

// goVet runs go vet with this program as its tool, in the given mode.
func (c *command) goVet(patterns []string, mode ...string) output {
	scope := c.newScope(patterns)
	args := []string{"vet", "-trimpath=false", "-vettool=" + c.exe}
	args = slices.Concat(args, c.opts.buildArgs, c.opts.toolArgs, c.filterArgs(mode[0]), c.depsArgs(scope, patterns), mode, patterns)
	stdout, stderr, err := c.goCommand(args, c.configEnv(mode[0])...)
	said := readStderr(stderr, err)
	out := output{scope: scope, failed: err != nil, stdout: stdout + said.json, problems: said.problems, notes: said.notes}
	if mode[0] == "-json" {
		c.readJSON(strings.NewReader(out.stdout), &out)
	}
	patch := slices.Contains(mode, "-diff") && out.stdout != "" // and that is why it failed
	if out.failed && len(out.problems) == 0 && !patch {
		out.problems = append(out.problems, problem{text: "go vet failed: " + err.Error()})
	}
	return out
}

// loadable gives the packages among those that the patterns name that can be
// loaded.
func (c *command) loadable(patterns []string) []string {
	if slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return nil // files make one package
	}
	format := "{{if not .Error}}{{if not .DepsErrors}}{{.ImportPath}}{{end}}{{end}}"
	stdout, _, _ := c.goCommand(slices.Concat([]string{"list", "-e", "-f", format}, c.opts.buildArgs, patterns))
	return strings.Fields(stdout)
}

// goCommand runs the go command. What it says about downloads is passed on at
// once: they take time.
func (c *command) goCommand(args []string, env ...string) (stdout, stderr string, err error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = c.dir
	cmd.Env = append(cmd.Environ(), env...)
	var out bytes.Buffer
	lines := &lineWriter{live: c.stderr}
	cmd.Stdout, cmd.Stderr = &out, lines
	if _, ok := terminalWidth(c.stderr); ok {
		p := startProgress(c.stderr, patience)
		defer p.stop()
		cmd.Stdout, lines.live = io.MultiWriter(&out, &packageCounter{progress: p}), p
	}
	err = cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return "", "the go command is not in PATH: install Go from https://go.dev/dl, or add its bin folder to PATH", err
	}
	return out.String(), lines.rest(), err
}

// A lineWriter collects lines, except those about downloads, which it writes
// to live.
type lineWriter struct {
	live    io.Writer
	partial []byte
	kept    bytes.Buffer
}

func (w *lineWriter) Write(p []byte) (int, error) {
	w.partial = append(w.partial, p...)
	for {
		i := bytes.IndexByte(w.partial, '\n')
		if i < 0 {
			return len(p), nil
		}
		line := w.partial[:i+1]
		if bytes.HasPrefix(line, []byte("go: downloading ")) {
			w.live.Write(line)
		} else {
			w.kept.Write(line)
		}
		w.partial = w.partial[i+1:]
	}
}

func (w *lineWriter) rest() string { return w.kept.String() + string(w.partial) }

// The JSON of x/tools' unitchecker: package ID → analyzer → findings, or an
// error. It has no URL and no level; they follow from the rule and category.
type (
	vetTree    map[string]map[string]json.RawMessage
	vetFinding struct {
		Category, Posn, End, Message string
		SuggestedFixes               []vetFix `json:"suggested_fixes"`
		Related                      []struct{ Posn, End, Message string }
	}
	vetFix struct {
		Message string
		Edits   []struct {
			Filename   string
			Start, End int
			New        string
		}
	}
)

// readJSON reads a stream of vetTrees.
func (c *command) readJSON(r io.Reader, out *output) {
	for dec := json.NewDecoder(r); ; {
		var tree vetTree
		if err := dec.Decode(&tree); err == io.EOF {
			return
		} else if err != nil {
			out.problems = append(out.problems, problem{text: "cannot read what go vet printed: " + err.Error()})
			return
		}
		for id, analyzers := range tree {
			for name, raw := range analyzers {
				c.readFindings(id, name, raw, out)
			}
		}
	}
}

// readFindings reads what one analyzer says of one package.
func (c *command) readFindings(id, analyzer string, raw json.RawMessage, out *output) {
	if dir, ok := strings.CutPrefix(analyzer, testedMark); ok {
		out.tested = append(out.tested, tested{id, dir})
		return
	}
	if crash, ok := strings.CutPrefix(analyzer, crashMark); ok {
		out.notes = append(out.notes, crashNote(id, crash))
		return
	}
	var list []vetFinding
	if err := json.Unmarshal(raw, &list); err != nil { // an object, {"error": ...}
		out.problems = append(out.problems, crashProblem(id, analyzer+": "+string(raw), "its findings on this package"))
		return
	}
	for _, f := range list {
		posn, _ := report.ParsePosition(f.Posn) // the zero position is in no folder, and then the ID decides
		asked := out.scope.has(id, filepath.Dir(posn.File))
		switch {
		case analyzer == internalError.Name && asked:
			out.problems = append(out.problems, crashProblem(id, f.Message, "its findings on this package"))
		case analyzer == internalError.Name:
			out.notes = append(out.notes, crashNote(id, f.Message))
		case asked:
			out.findings = append(out.findings, c.finding(analyzer, f))
		}
	}
}

func (c *command) finding(rule string, f vetFinding) report.Finding {
	out := report.Finding{
		Rule:     rule,
		Category: f.Category,
		Start:    c.position(f.Posn),
		End:      c.position(f.End),
		Message:  strings.TrimSuffix(f.Message, label("", rule)),
	}
	out.Level = c.configOf(out.Start.File).Level(rule, f.Category, c.rules[rule].level(f.Category))
	if rule != unusedIgnore.Name {
		out.URL = ruledoc.URL(rule)
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, report.Related{Start: c.position(r.Posn), End: c.position(r.End), Message: r.Message})
	}
	for _, fix := range f.SuggestedFixes {
		edits := make([]report.Edit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = report.Edit{File: c.short(e.Filename), Start: e.Start, End: e.End, New: e.New}
		}
		out.Fixes = append(out.Fixes, report.Fix{Message: fix.Message, Edits: edits})
	}
	return out
}

func (c *command) position(posn string) report.Position {
	p, err := report.ParsePosition(posn)
	if err != nil {
		return report.Position{} // "-": the rule gave none
	}
	p.File = c.short(p.File)
	return p
}

// short gives the name of a file relative to the folder of the run, if that
// is shorter, as the go command does.
func (c *command) short(name string) string {
	short, ok := c.shortNames[name]
	if !ok {
		short = filepath.ToSlash(name)
		if rel, err := filepath.Rel(c.dir, name); err == nil && len(rel) < len(name) {
			short = filepath.ToSlash(rel)
		}
		c.shortNames[name] = short
	}
	return short
}

// crashNote says that the analysis of a dependency crashed. The run was not
// asked for it, so it is no problem of the run.
func crashNote(pkg, what string) string {
	return progname + ": " + what + ", on " + pkg + " (what would be known of it is missing; please report it at " + issues + ")"
}

const issues = "https://github.com/recoverlint/recoverlint/issues"

// crashProblem says that the analysis of a package crashed, and what is
// missing because of that.
func crashProblem(pkg, what, missing string) problem {
	return problem{
		text:    firstLine(what) + ", on " + pkg,
		details: append(restLines(what), missing+" are missing; please report it at "+issues),
		loaded:  true,
	}
}
