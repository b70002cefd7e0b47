// Package ruletest is the one test entry for rules. A rule's cases are the
// packages testdata/src/example.com/<rule>/<what-happens>/.
//
// Lines and wording stand beside the code, as the // want comments of
// analysistest. What a comment cannot say (column, end, category, related
// places, fixes) stands in findings.golden beside the cases, and the code as
// the first fix of every finding leaves it in <file>.go.fixed. Both are
// rewritten by go test -update; read the difference before committing it.
package ruletest

import (
	"flag"
	"fmt"
	"go/format"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/packages"
)

var update = flag.Bool("update", false, "rewrite findings.golden and *.go.fixed")

// Updating reports whether the test is to rewrite what it compares with.
func Updating() bool { return *update }

// Root gives the folder of the repository.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.Dir(filepath.Dir(file)))
}

// Cases gives the folder of the module example.com that holds all cases.
func Cases() string { return filepath.Join(Root(), "testdata", "src", "example.com") }

// Run checks rule against the cases of its folder.
func Run(t *testing.T, rule *analysis.Analyzer) {
	t.Helper()
	RunDir(t, rule, rule.Name)
}

// RunDir checks rule against the cases below dir, for cases that need flags
// of their own: the caller sets them before and restores them after.
func RunDir(t *testing.T, rule *analysis.Analyzer, dir string) {
	t.Helper()
	noticeChanges(t, filepath.Join(Cases(), dir))
	results := analysistest.Run(t, Cases(), rule, "./"+dir+"/...")
	if len(results) == 0 {
		t.Fatalf("no cases in %s/%s", Cases(), dir)
	}
	if slices.ContainsFunc(results, func(r *analysistest.Result) bool { return r.Err != nil }) {
		t.FailNow() // a case does not compile, as was said
	}
	compare(t, filepath.Join(Cases(), dir, "findings.golden"), render(results))
	checkFixes(t, results)
}

// noticeChanges reads the folders below dir in this process. The go command,
// which loads the cases in another, would take the result of an earlier run
// from its cache though cases were added.
func noticeChanges(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error { return err })
	if err != nil {
		t.Fatal(err)
	}
}

// render lists the findings in source order, one paragraph each.
func render(results []*analysistest.Result) string {
	var all []string
	for _, r := range results {
		fset := r.Pass.Fset
		place := func(pos, stop token.Pos) string {
			start, end := fset.Position(pos), fset.Position(stop)
			name, _ := filepath.Rel(Cases(), start.Filename)
			text := fmt.Sprintf("%s:%04d:%02d", filepath.ToSlash(name), start.Line, start.Column)
			if stop.IsValid() && stop != pos {
				text += fmt.Sprintf("-%d:%d", end.Line, end.Column)
			}
			return text
		}
		for _, d := range r.Diagnostics {
			var b strings.Builder
			fmt.Fprintf(&b, "%s [%s] %s\n", place(d.Pos, d.End), d.Category, d.Message)
			for _, rel := range d.Related {
				fmt.Fprintf(&b, "\t%s %s\n", place(rel.Pos, rel.End), rel.Message)
			}
			for _, fix := range d.SuggestedFixes {
				fmt.Fprintf(&b, "\tfix: %s\n", fix.Message)
			}
			all = append(all, b.String())
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "")
}

// checkFixes applies the first fix of every finding and compares each file
// that changes with its .fixed neighbour. What comes out must type-check.
func checkFixes(t *testing.T, results []*analysistest.Result) {
	t.Helper()
	overlay := map[string][]byte{}
	for _, r := range results {
		edits := map[string][]edit{}
		for _, d := range r.Diagnostics {
			if len(d.SuggestedFixes) > 0 {
				collect(r.Pass, d.SuggestedFixes[0], edits)
			}
		}
		for name, list := range edits {
			fixed, err := apply(name, list)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			overlay[name] = fixed
			compare(t, name+".fixed", string(fixed))
		}
	}
	if len(overlay) > 0 {
		typecheck(t, overlay)
	}
}

type edit struct {
	start, end int
	text       string
}

func collect(pass *analysis.Pass, fix analysis.SuggestedFix, edits map[string][]edit) {
	for _, e := range fix.TextEdits {
		file := pass.Fset.File(e.Pos)
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		one := edit{file.Offset(e.Pos), file.Offset(end), string(e.NewText)}
		if !slices.Contains(edits[file.Name()], one) { // two findings may add one import
			edits[file.Name()] = append(edits[file.Name()], one)
		}
	}
}

func apply(name string, edits []edit) ([]byte, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out strings.Builder
	at := 0
	for _, e := range edits {
		if e.start < at {
			continue // overlaps an earlier fix; the driver leaves it for the next run
		}
		out.Write(src[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(src[at:])
	return format.Source([]byte(out.String()))
}

// typecheck loads the packages of the overlaid files and demands that they
// have no error.
func typecheck(t *testing.T, overlay map[string][]byte) {
	t.Helper()
	var dirs []string
	for name := range overlay {
		dirs = append(dirs, filepath.Dir(name))
	}
	slices.Sort(dirs)
	cfg := &packages.Config{
		Mode:    packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps,
		Dir:     Cases(),
		Overlay: overlay,
		Env:     append(os.Environ(), "GOFLAGS=", "GOPROXY=off"),
	}
	pkgs, err := packages.Load(cfg, slices.Compact(dirs)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, e := range pkg.Errors {
			t.Errorf("a fix does not compile: %v", e)
		}
	}
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if got == "" {
			os.Remove(golden)
			return
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil && !(os.IsNotExist(err) && got == "") {
		t.Fatalf("%v (run go test with -update, and read what it writes)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs\n--- want\n%s--- got\n%s", golden, want, got)
	}
}
