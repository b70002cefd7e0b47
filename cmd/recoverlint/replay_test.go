package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// TestReplay runs the command on the cases of the rules, in each way that a
// user has: standalone and as the tool of go vet, and both a second time, from
// the cache. Each says what analysistest, which wrote findings.golden, found.
func TestReplay(t *testing.T) {
	standalone := runCases(t, ruletest.Cases(), 1, "recoverlint", "-all", "-level=note", "-json", "./...")
	if again := runCases(t, ruletest.Cases(), 1, "recoverlint", "-all", "-level=note", "-json", "./..."); !bytes.Equal(standalone, again) {
		t.Errorf("a second run says something else (- first, + second)\n%s", difference(string(standalone), string(again)))
	}
	cases := readStandalone(t, standalone)
	for _, run := range []string{"first", "second"} {
		vet := readVet(t, runCases(t, ruletest.Cases(), 0, "go", "vet", "-vettool="+look(t, "recoverlint"), "-all", "-level=note", "-json", "./..."))
		if want, got := cases.all(), vet.all(); got != want {
			t.Errorf("go vet, %s run (- standalone, + go vet)\n%s", run, difference(want, got))
		}
	}
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		dir := filepath.Join(ruletest.Cases(), name)
		if _, err := os.Stat(dir); err != nil {
			continue // internal/house demands cases of each rule
		}
		golden, err := os.ReadFile(filepath.Join(dir, "findings.golden"))
		if err != nil {
			t.Error(err)
			continue
		}
		want, got := linesElsewhere(string(golden)), linesElsewhere(cases.of(name))
		if got != want {
			t.Errorf("%s (- findings.golden, + standalone)\n%s", name, difference(want, got))
		}
	}
}

var place = regexp.MustCompile(`^(\t?)(\S+\.go):(\d+):[-:\d]+ `)

// linesElsewhere leaves out the columns of related places in other packages:
// a driver that reads these from export data knows the lines only.
func linesElsewhere(golden string) string {
	var b strings.Builder
	folder := ""
	for line := range strings.Lines(golden) {
		switch m := place.FindStringSubmatch(line); {
		case m == nil:
		case m[1] == "":
			folder = path.Dir(m[2])
		case path.Dir(m[2]) != folder:
			line = "\t" + m[2] + ":" + m[3] + " " + line[len(m[0]):]
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestReplayFixes applies the fixes to a copy of the cases. What comes out
// compiles, and a second run has nothing to change. go fix shows the same
// changes as the command itself.
func TestReplayFixes(t *testing.T) {
	src, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(src, os.DirFS(filepath.Dir(ruletest.Cases()))); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(src, filepath.Base(ruletest.Cases()))
	before := runCases(t, dir, 1, "recoverlint", "-all", "-level=note", "-diff", "./...")
	fix := runCases(t, dir, 1, "go", "fix", "-trimpath=false", "-fixtool="+look(t, "recoverlint"), "-all", "-level=note", "-diff", "./...")
	if want, got := patchLines(string(before), dir), patchLines(string(fix), dir); got != want {
		t.Errorf("go fix -diff (- standalone, + go fix)\n%s", difference(want, got))
	}
	runCases(t, dir, foundOrClean, "recoverlint", "-all", "-level=note", "-fix", "./...") // whether all findings have a fix is up to the cases
	if after := runCases(t, dir, 0, "recoverlint", "-all", "-level=note", "-diff", "./..."); len(after) > 0 {
		t.Errorf("a second run would change\n%s", after)
	}
	if len(before) == 0 {
		t.Error("no finding of any case has a fix")
	}
}

// toLine is where a hunk begins in the new file, which go fix gets wrong.
var toLine = regexp.MustCompile(`(?m)^(@@ -\S+ )\+\d+`)

// patchLines gives the lines of a patch, sorted, for go fix has no order of
// files, and with the names of files as the command writes them.
func patchLines(patch, dir string) string {
	patch = toLine.ReplaceAllString(patch, "$1+")
	patch = strings.NewReplacer(
		"--- "+dir+"/", "--- a/", " (old)\n", "\n",
		"+++ "+dir+"/", "+++ b/", " (new)\n", "\n",
	).Replace(patch)
	lines := strings.SplitAfter(patch, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// foundOrClean stands for the exit codes of a run that could analyse all.
const foundOrClean = -1

// runCases runs a command on the cases, without the network, and gives what
// it prints on stdout. Anything on stderr is a failure.
func runCases(t *testing.T, dir string, exit int, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	code := cmd.ProcessState.ExitCode()
	if exit == foundOrClean && code <= 1 {
		exit = code
	}
	if code != exit || stderr.Len() > 0 {
		t.Fatalf("%s %q: exit code %d, want %d\n%s", name, args, code, exit, stderr.Bytes())
	}
	return out
}

func look(t *testing.T, command string) string {
	t.Helper()
	file, err := exec.LookPath(command)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// paragraphs are findings as findings.golden has them, by rule.
type paragraphs map[string][]string

// of gives the findings of the rule in its own folder.
func (p paragraphs) of(rule string) string {
	own := slices.DeleteFunc(slices.Clone(p[rule]), func(s string) bool { return !strings.HasPrefix(s, rule+"/") })
	slices.Sort(own)
	return strings.Join(slices.Compact(own), "")
}

func (p paragraphs) all() string {
	var all []string
	for rule, list := range p {
		for _, s := range list {
			all = append(all, s+"\trule: "+rule+"\n")
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "")
}

// A diagnostic is a finding in go vet's JSON, or in ours.
type diagnostic struct {
	Rule, Category, Posn, End, Message string
	SuggestedFixes                     []struct{ Message string } `json:"suggested_fixes"`
	Fixes                              []struct{ Message string }
	Related                            []struct{ Posn, End, Message string }
}

func (d diagnostic) paragraph() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s] %s\n", goldenPlace(d.Posn, d.End), d.Category, d.Message)
	for _, r := range d.Related {
		fmt.Fprintf(&b, "\t%s %s\n", goldenPlace(r.Posn, r.End), r.Message)
	}
	for _, fix := range slices.Concat(d.SuggestedFixes, d.Fixes) {
		fmt.Fprintf(&b, "\tfix: %s\n", fix.Message)
	}
	return b.String()
}

// goldenPlace writes file:line:column as ruletest does: file:0012:03-12:9.
func goldenPlace(posn, end string) string {
	file, line, column := cutPosn(posn)
	if filepath.IsAbs(file) {
		file, _ = filepath.Rel(ruletest.Cases(), file)
	}
	place := fmt.Sprintf("%s:%04d:%02d", filepath.ToSlash(file), line, column)
	if end != posn {
		_, line, column := cutPosn(end)
		place += fmt.Sprintf("-%d:%d", line, column)
	}
	return place
}

func cutPosn(posn string) (file string, line, column int) {
	parts := strings.Split(posn, ":")
	n := len(parts)
	line, _ = strconv.Atoi(parts[n-2])
	column, _ = strconv.Atoi(parts[n-1])
	return strings.Join(parts[:n-2], ":"), line, column
}

func readStandalone(t *testing.T, data []byte) paragraphs {
	t.Helper()
	var doc struct {
		Findings []diagnostic
		Errors   []string
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Errors) > 0 {
		t.Fatal(doc.Errors)
	}
	p := paragraphs{}
	for _, d := range doc.Findings {
		p[d.Rule] = append(p[d.Rule], d.paragraph())
	}
	return p
}

func readVet(t *testing.T, data []byte) paragraphs {
	t.Helper()
	p := paragraphs{}
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var tree map[string]map[string][]diagnostic
		if err := dec.Decode(&tree); err == io.EOF {
			return p
		} else if err != nil {
			t.Fatal(err)
		}
		for _, rules := range tree {
			for rule, list := range rules {
				for _, d := range list {
					d.Message = strings.TrimSuffix(d.Message, " ("+rule+")")
					p[rule] = append(p[rule], d.paragraph())
				}
			}
		}
	}
}

// difference gives the lines that are in one text only.
func difference(a, b string) string {
	inA, inB := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	var out strings.Builder
	for _, line := range inA {
		if !slices.Contains(inB, line) {
			out.WriteString("- " + line)
		}
	}
	for _, line := range inB {
		if !slices.Contains(inA, line) {
			out.WriteString("+ " + line)
		}
	}
	return out.String()
}
