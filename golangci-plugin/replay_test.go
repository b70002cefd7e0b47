package golangci_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// testReplay runs golangci-lint on the cases of the rules, with an empty cache
// and from its cache. Both times it finds what recoverlint finds.
func testReplay(t *testing.T) {
	cases := ruletest.Cases()
	want := recoverlintLines(t, cases, run(t, cases, 1, "recoverlint", "-all", "-level=note", "-json", "./..."))
	config := writeConfig(t, map[string]any{"all": true, "level": "note"})
	for _, cache := range []string{"cold", "warm"} {
		if d := difference(want, golangciLines(t, runJSON(t, cases, 1, config))); d != "" {
			t.Errorf("%s cache (- recoverlint, + golangci-lint)\n%s", cache, d)
		}
	}
}

// flags gives each flag of each rule a value.
var flags = map[string]map[string]any{
	"ctxsibling": {
		"tests":    true,
		"logs":     false,
		"carriers": []string{"example.com/ctxsibling_flags/web.Ctx=Req.Context()"},
		"except":   []string{"net/http.Get", "database/sql.DB.Exec"},
	},
	"deadrecover": {},
	"jsonnull": {
		"config":   true,
		"decoders": []string{"example.com/jsonnull_flags/queue.Next:0=message", "example.com/jsonnull_flags/queue.Get:[1]"},
	},
	"nakedgo": {
		"fix":      "example.com/nakedgo_flags/fix/safe.Recover",
		"guards":   []string{"example.com/nakedgo_flags/guards/crash.Report"},
		"level":    "warning", // its default, so that the others show
		"starters": []string{"example.com/nakedgo_flags/starters/queue.Enqueue:0", "example.com/nakedgo_flags/starters/queue.Queue.Push:1"},
		"tests":    true,
		"unknown":  true,
	},
}

// testReplayFlags sets every flag, which is a key below the rule here.
func testReplayFlags(t *testing.T) {
	cases := ruletest.Cases()
	args := []string{"-all", "-level=note"}
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			value, ok := flags[name][f.Name]
			if !ok {
				t.Errorf("-%s.%s is tried with no value", name, f.Name)
			}
			if list, ok := value.([]string); ok {
				value = strings.Join(list, ",")
			}
			args = append(args, fmt.Sprintf("-%s.%s=%v", name, f.Name, value))
		})
	}
	plain := run(t, cases, 1, "recoverlint", "-all", "-level=note", "-json", "./...")
	found := run(t, cases, 1, "recoverlint", append(args, "-json", "./...")...)
	if bytes.Equal(plain, found) {
		t.Error("the flags change nothing")
	}
	config := writeConfig(t, map[string]any{"all": true, "level": "note", "rules": flags})
	if d := difference(recoverlintLines(t, cases, found), golangciLines(t, runJSON(t, cases, 1, config))); d != "" {
		t.Errorf("- recoverlint, + golangci-lint\n%s", d)
	}
}

// agreed are the files of .recoverlint.yml of two teams, by folder. One has the flags
// that testReplayFlags gives, as a file says them.
var agreed = []map[string]string{
	{
		"":              "level: note\nall: true\nexclude: [deadrecover, '**/*_test.go']\n",
		"ctxsibling":    "level: error\n",
		"nakedgo":       "rules: {nakedgo: {report-as: {opaque: note, assumed: error}}}\ntests: off\n",
		"nakedgo_flags": "rules: {nakedgo: off}\n",
	},
	{
		"": `level: note
rules: {nakedgo: {unknown: true, fix: example.com/nakedgo_flags/fix/safe.Recover}, ctxsibling: {logs: off}, jsonnull: {config: on}}
starters: ["example.com/nakedgo_flags/starters/queue.Enqueue:0", "example.com/nakedgo_flags/starters/queue.Queue.Push:1"]
guards: [example.com/nakedgo_flags/guards/crash.Report]
decoders: ["example.com/jsonnull_flags/queue.Next:0=message", "example.com/jsonnull_flags/queue.Get:[1]"]
context-carriers: [example.com/ctxsibling_flags/web.Ctx=Req.Context()]
tests: off
`,
	},
}

// testReplayFiles runs both under each .recoverlint.yml, golangci-lint afresh and from
// its cache. What the cache has of another file never shows.
func testReplayFiles(t *testing.T) {
	cases := copyCases(t)
	config := writeConfig(t, nil)
	var before []string
	for _, files := range agreed {
		for dir, text := range files {
			write(t, filepath.Join(cases, dir, ".recoverlint.yml"), text)
		}
		want := recoverlintLines(t, cases, run(t, cases, 1, "recoverlint", "-json", "./..."))
		if len(want) == 0 || difference(before, want) == "" {
			t.Fatal("the files change nothing")
		}
		for _, cache := range []string{"of other files", "warm"} {
			if d := difference(want, golangciLines(t, runJSON(t, cases, 1, config))); d != "" {
				t.Errorf("cache %s (- recoverlint, + golangci-lint)\n%s", cache, d)
			}
		}
		for dir := range files {
			if err := os.Remove(filepath.Join(cases, dir, ".recoverlint.yml")); err != nil {
				t.Fatal(err)
			}
		}
		before = want
	}
}

// testReplayFixes applies the fixes to a copy of the cases. What comes out is
// what recoverlint -fix makes of another copy.
func testReplayFixes(t *testing.T) {
	byRecoverlint, byGolangci := copyCases(t), copyCases(t)
	run(t, byRecoverlint, 1, "recoverlint", "-all", "-level=note", "-fix", "./...")
	config := writeConfig(t, map[string]any{"all": true, "level": "note"})
	before := files(t, byGolangci)
	for range 10 { // fixes that touch each other need a run each
		runJSON(t, byGolangci, 1, config, "--fix")
		after := files(t, byGolangci)
		if difference(before, after) == "" {
			break
		}
		before = after
	}
	if d := difference(files(t, byRecoverlint), before); d != "" {
		t.Errorf("- recoverlint, + golangci-lint\n%s", d)
	}
	if difference(files(t, ruletest.Cases()), before) == "" {
		t.Error("no case has changed")
	}
}

func copyCases(t *testing.T) string {
	t.Helper()
	src, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(src, os.DirFS(filepath.Dir(ruletest.Cases()))); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(src, filepath.Base(ruletest.Cases()))
}

// files gives the lines of all Go files below dir, each behind the file's name.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		for i, line := range strings.Split(string(text), "\n") {
			lines = append(lines, fmt.Sprintf("%s:%d: %s\n", rel, i+1, line))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// writeConfig writes a configuration (JSON is YAML) with the settings of the
// plugin, under which golangci-lint leaves out nothing by itself.
func writeConfig(t *testing.T, settings map[string]any) string {
	t.Helper()
	plugin := map[string]any{"type": "module", "settings": settings}
	data, err := json.Marshal(map[string]any{
		"version": "2",
		"linters": map[string]any{
			"default":  "none",
			"enable":   []string{"recoverlint"},
			"settings": map[string]any{"custom": map[string]any{"recoverlint": plugin}},
		},
		"formatters": map[string]any{"enable": []string{"gofmt"}},
		"issues":     map[string]any{"max-issues-per-linter": 0, "max-same-issues": 0, "uniq-by-line": false},
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), ".golangci.yml")
	write(t, file, string(data))
	return file
}

// runJSON runs golangci-lint and gives its JSON.
func runJSON(t *testing.T, dir string, exit int, config string, flags ...string) []byte {
	t.Helper()
	args := append([]string{"run", "-c", config, "--allow-parallel-runners", "--path-mode=abs", "--output.json.path=stdout", "--show-stats=false"}, flags...)
	return run(t, dir, exit, command, append(args, "./...")...)
}

// golangciLines gives file:line:column: message of each finding of recoverlint.
func golangciLines(t *testing.T, data []byte) []string {
	t.Helper()
	var doc struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	var lines []string
	for _, issue := range doc.Issues {
		if issue.FromLinter != "recoverlint" {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s\n", issue.Pos.Filename, issue.Pos.Line, issue.Pos.Column, issue.Text))
	}
	return lines
}

// recoverlintLines gives what the plugin makes of the findings of recoverlint
// -json, which ran in dir.
func recoverlintLines(t *testing.T, dir string, data []byte) []string {
	t.Helper()
	var doc struct {
		Findings []struct {
			Rule, Posn, Message string
			Related             []struct{ Posn, Message string }
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	var lines []string
	for _, f := range doc.Findings {
		posn := absolute(dir, f.Posn)
		var places []string
		for _, r := range f.Related {
			place := absolute(dir, r.Posn)
			if rel, err := filepath.Rel(filepath.Dir(posn), place); err == nil && len(rel) < len(place) {
				place = rel
			}
			places = append(places, place[:strings.LastIndex(place, ":")]+": "+r.Message)
		}
		line := posn + ": " + f.Rule + ": " + f.Message
		if len(places) > 0 {
			line += " [" + strings.Join(places, "; ") + "]"
		}
		lines = append(lines, line+"\n")
	}
	return lines
}

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// difference gives the lines that are in one list only, or more often than in
// the other.
func difference(a, b []string) string {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	var out strings.Builder
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			out.WriteString("- " + a[0])
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			out.WriteString("+ " + b[0])
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return out.String()
}
