package ctxflow_test

import (
	"fmt"
	"go/ast"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func TestFacts(t *testing.T) {
	analysistest.Run(t, ruletest.Cases(), ctxflow.Analyzer, "./ctxflow/facts/...")
}

func TestQueries(t *testing.T) {
	analysistest.Run(t, ruletest.Cases(), probe, "./ctxflow/probe")
}

// probe reports what the engine answers at calls of hand and timeout.
var probe = &analysis.Analyzer{
	Name:     "probe",
	Doc:      "ask the engine",
	Requires: []*analysis.Analyzer{inspect.Analyzer, ctxflow.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		flow := pass.ResultOf[ctxflow.Analyzer].(*ctxflow.Result)
		root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
		for cur := range root.Preorder((*ast.CallExpr)(nil)) {
			call := cur.Node().(*ast.CallExpr)
			switch id, _ := call.Fun.(*ast.Ident); {
			case id == nil:
			case id.Name == "hand":
				pass.Reportf(call.Pos(), "%s", describe(flow.AtHand(cur)))
			case id.Name == "timeout":
				text := "none"
				if limit, ok := flow.TimeoutOf(call.Args[0]); ok {
					text = limit.After.String()
				}
				pass.Reportf(call.Pos(), "%s", text)
			}
		}
		return nil, nil
	},
}

func describe(h ctxflow.Hand) string {
	way := [...]string{"nowhere", "straight", "deferred", "spawned", "over", "foreign"}[h.Way]
	if h.Var == nil {
		return way
	}
	kind := [...]string{"plain", "request", "carrier", "field"}[h.Kind]
	text := fmt.Sprintf("%s %s %s", way, h.Expr, kind)
	if h.Empty {
		text += " empty"
	}
	if h.Callback {
		text += " in a callback"
	}
	return text
}

// BenchmarkEngine measures facts and queries over the cases, whose packages
// are small, and over net/http's dependencies, of which the engine leaves out
// std.
func BenchmarkEngine(b *testing.B) {
	cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: ruletest.Cases()}
	pkgs, err := packages.Load(cfg, "./ctxflow/...", "./ctxsibling/...")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := checker.Analyze([]*analysis.Analyzer{probe}, pkgs, nil); err != nil {
			b.Fatal(err)
		}
	}
}
