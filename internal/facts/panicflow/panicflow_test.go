package panicflow_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// The cases say with // want name:"..." which summaries are exported.
func TestFacts(t *testing.T) {
	analysistest.Run(t, ruletest.Cases(), panicflow.Analyzer, "./panicflow/...")
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
