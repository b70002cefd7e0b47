package panicflow_test

import (
	"bytes"
	"encoding/gob"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// The cases say with // want name:"..." which summaries are exported.
func TestFacts(t *testing.T) {
	analysistest.Run(t, ruletest.Cases(), panicflow.Analyzer, "./panicflow/...")
}

// The module app is the user's own, the module dep is not: it has a version.
func TestFactsOfDependencies(t *testing.T) {
	dir, err := filepath.Abs("testdata/app")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, dir, panicflow.Analyzer, "example.org/app/...", "example.org/dep/...")
}

// What drivers write to disk must come back, and be the same each time.
func TestFactsAreEncoded(t *testing.T) {
	fact := &panicflow.Summary{
		Recovers: true, Repanics: true, Pure: true, Same: true,
		Params: []panicflow.ParamUse{{Index: 0, Does: known.Calls}, {Index: 1, Does: known.StartsGuarded}},
		Result: &panicflow.Summary{Recovers: true},
		Panics: &panicflow.Witness{What: "index out of range", Where: "a.go:1", Chain: []string{"f", "g"}, Doubt: panicflow.Weak},
	}
	var first, second bytes.Buffer
	for _, buf := range []*bytes.Buffer{&first, &second} {
		if err := gob.NewEncoder(buf).Encode(fact); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("a summary is encoded in two ways")
	}
	back := new(panicflow.Summary)
	if err := gob.NewDecoder(&first).Decode(back); err != nil || !reflect.DeepEqual(back, fact) {
		t.Errorf("it comes back as %v: %v", back, err)
	}
}

// BenchmarkEngine analyses go/ssa of x/tools, 9,000 lines, as code of the
// user's own.
func BenchmarkEngine(b *testing.B) {
	cfg := &packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: ruletest.Root()}
	pkgs, err := packages.Load(cfg, "golang.org/x/tools/go/ssa")
	if err != nil {
		b.Fatal(err)
	}
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		b.Fatalf("go/ssa did not load: %v", pkgs)
	}
	pkgs[0].Module = nil // its panics are looked for
	for b.Loop() {
		graph, err := checker.Analyze([]*analysis.Analyzer{panicflow.Analyzer}, pkgs, nil)
		if err != nil {
			b.Fatal(err)
		}
		for action := range graph.All() {
			if action.Err != nil {
				b.Fatal(action.Err)
			}
		}
	}
}
