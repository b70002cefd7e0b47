package driver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/report"
)

func testRules() []Rule {
	run := func(*analysis.Pass) (any, error) { return nil, nil }
	return []Rule{
		{Analyzer: &analysis.Analyzer{Name: "one", Doc: "one: d", Run: run}, Level: "error", Levels: map[string]string{"soft": "note"}, On: true},
		{Analyzer: &analysis.Analyzer{Name: "two", Doc: "two: d", Run: run}, Level: "warning", On: true},
		{Analyzer: &analysis.Analyzer{Name: "opt", Doc: "opt: d", Run: run}, Level: "note"},
	}
}

func testCommand(t testing.TB, args ...string) (*command, []string) {
	t.Helper()
	o, fs, err := parse(testRules(), args)
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCommand(testRules(), o, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return c, fs.Args()
}

// vetJSON gives what go vet -json prints of n findings, a hundred a package.
func vetJSON(dir string, n int) string {
	var b strings.Builder
	for pkg := 0; n > 0; pkg++ {
		var list []map[string]any
		for i := range min(n, 100) {
			file := filepath.Join(dir, fmt.Sprintf("p%d", pkg), "a.go")
			list = append(list, map[string]any{
				"category": "soft", "message": "something is wrong here (one)",
				"posn": fmt.Sprintf("%s:%d:2", file, i+1), "end": fmt.Sprintf("%s:%d:9", file, i+1),
				"suggested_fixes": []any{map[string]any{"message": "Mend it", "edits": []any{
					map[string]any{"filename": file, "start": 10 * i, "end": 10*i + 3, "new": "better"}}}},
				"related": []any{map[string]any{"posn": file + ":1:1", "end": file + ":1:1", "message": "because of this"}},
			})
		}
		n -= len(list)
		data, err := json.MarshalIndent(map[string]any{fmt.Sprintf("example.com/p%d", pkg): map[string]any{"one": list}}, "", "\t")
		if err != nil {
			panic(err)
		}
		b.Write(append(data, '\n'))
	}
	return b.String()
}

func TestReadJSON(t *testing.T) {
	c, patterns := testCommand(t, "./...")
	out := output{scope: c.newScope(patterns)}
	c.readJSON(strings.NewReader("{}\n"+vetJSON(c.dir, 1)+"{}\n"), &out)
	if len(out.findings) != 1 || len(out.problems) != 0 {
		t.Fatalf("got %+v", out)
	}
	want := report.Finding{
		Rule: "one", Category: "soft", Level: report.Note,
		Start: report.Position{File: "p0/a.go", Line: 1, Column: 2}, End: report.Position{File: "p0/a.go", Line: 1, Column: 9},
		Message: "something is wrong here", URL: "https://github.com/recoverlint/recoverlint/blob/main/docs/rules/one.md",
		Related: []report.Related{{Start: report.Position{File: "p0/a.go", Line: 1, Column: 1}, End: report.Position{File: "p0/a.go", Line: 1, Column: 1}, Message: "because of this"}},
		Fixes:   []report.Fix{{Message: "Mend it", Edits: []report.Edit{{File: "p0/a.go", Start: 0, End: 3, New: "better"}}}},
	}
	if got, want := report.JSON(out.findings, nil), report.JSON([]report.Finding{want}, nil); !bytes.Equal(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestReadJSONProblems(t *testing.T) {
	for input, want := range map[string]string{
		`{"example.com/a": {"one": {"error": "broken"}}}`: `one: {"error": "broken"}, on example.com/a`,
		`{"example.com/a": `:                              "cannot read what go vet printed: unexpected EOF",
		"panic: no JSON":                                  "cannot read what go vet printed: invalid character 'p' looking for beginning of value",
	} {
		c, patterns := testCommand(t, "./...")
		out := output{scope: c.newScope(patterns)}
		c.readJSON(strings.NewReader(input), &out)
		if len(out.problems) != 1 || out.problems[0].text != want {
			t.Errorf("%s: got %v, want %s", input, out.problems, want)
		}
	}
}

func BenchmarkReadJSON(b *testing.B) {
	c, patterns := testCommand(b, "./...")
	input := vetJSON(c.dir, 10_000)
	b.SetBytes(int64(len(input)))
	for b.Loop() {
		out := output{scope: c.newScope(patterns)}
		c.readJSON(strings.NewReader(input), &out)
		if len(out.findings) != 10_000 {
			b.Fatal(len(out.findings))
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	c, patterns := testCommand(b, "./...")
	out := output{scope: c.newScope(patterns)}
	c.readJSON(strings.NewReader(vetJSON(c.dir, 10_000)), &out)
	for b.Loop() {
		sorted := report.Sorted(out.findings)
		report.Text(sorted)
		report.JSON(sorted, nil)
	}
}

func TestSelected(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"", "one two"},
		{"-one", "one"},
		{"-one=false", "two"},
		{"-opt", "opt"},
		{"-opt -two", "two opt"},
		{"-one -two=false", "one"},
		{"-all", "one two opt"},
		{"-all -one=false", "two opt"},
		{"-opt=false", "one two"},
	} {
		c, _ := testCommand(t, strings.Fields(test.args)...)
		var got []string
		for _, rule := range c.opts.selected(testRules()) {
			got = append(got, rule.Analyzer.Name)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: got %v, want %s", test.args, got, test.want)
		}
	}
}

// What the go command and the tool get is what the user wrote.
func TestPassedOn(t *testing.T) {
	c, patterns := testCommand(t, "-tags", "a,b", "-race", "-p=2", "-one=0", "-unused-ignores", "-json", "-trimpath", "./a", "./b")
	if want := []string{"-tags=a,b", "-race=true", "-p=2"}; !slices.Equal(c.opts.buildArgs, want) {
		t.Errorf("to the go command: %q, want %q", c.opts.buildArgs, want)
	}
	if want := []string{"-one=0", "-unused-ignores=true"}; !slices.Equal(c.opts.toolArgs, want) {
		t.Errorf("to the tool: %q, want %q", c.opts.toolArgs, want)
	}
	if want := []string{"./a", "./b"}; !slices.Equal(patterns, want) {
		t.Errorf("packages: %q, want %q", patterns, want)
	}
	for _, test := range []struct{ args, mode, want string }{
		{"", "-json", ""},
		{"-level=error", "-json", ""}, // filtered here, so that the cache serves both
		{"-level=note", "-json", "-level=note"},
		{"-tests=false", "-json", ""},
		{"-level=error -tests=false", "-fix", "-level=error -tests=false"},
		{"", "-fix", ""},
	} {
		c, _ := testCommand(t, strings.Fields(test.args)...)
		if got := strings.Join(c.filterArgs(test.mode), " "); got != test.want {
			t.Errorf("%q, %s: got %q, want %q", test.args, test.mode, got, test.want)
		}
	}
}

func TestOlder(t *testing.T) {
	for _, test := range []struct {
		own, user string
		want      bool
	}{
		{"go1.26.1", "go1.26.8", false},
		{"go1.26.8", "go1.27.0", true},
		{"go1.26.8", "go1.27rc1", true},
		{"go1.27.0", "go1.26.8", false},
		{"go1.26.8 X:nodwarf5", "go1.27.0 X:nodwarf5", true},
		{"go1.26.8", "", false},
		{"devel go1.27-123abc", "go1.27.0", false},
		{"go1.26.8-vendor", "go1.27.1-vendor", true},
	} {
		if got := older(test.own, test.user); got != test.want {
			t.Errorf("older(%q, %q) = %v", test.own, test.user, got)
		}
	}
}

func TestSplitDiffs(t *testing.T) {
	text := "--- /m/b.go (old)\n+++ /m/b.go (new)\n@@ -1,2 +1,1 @@\n package b\n--- x (old)\n" +
		"--- /m/a.go (old)\n+++ /m/a.go (new)\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n"
	diffs := splitDiffs(text)
	if len(diffs) != 2 {
		t.Fatalf("%d files, want 2: %q", len(diffs), diffs)
	}
	short := func(name string) string { return strings.TrimPrefix(name, "/m/") }
	if got, want := diffs[0].print(short), "--- a/b.go\n+++ b/b.go\n@@ -1,2 +1,1 @@\n package b\n--- x (old)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := diffs[1].print(short), "--- a/a.go\n+++ b/a.go\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
