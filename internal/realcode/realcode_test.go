package realcode

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"flag"
	"fmt"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/recoverlint/recoverlint/analyzers"
)

var real = flag.Bool("real", false, "take all of std, and the modules of TestModules from the proxy")

// somePackages are std packages with many goroutines, recovers, contexts,
// decoders, function values, generics or range-over-func loops.
var somePackages = []string{
	"bufio", "context", "database/sql", "encoding/gob", "encoding/json", "encoding/xml", "fmt", "go/types",
	"html/template", "iter", "log/slog", "maps", "net", "net/http", "net/http/httptest", "net/http/httputil", "net/rpc",
	"os", "os/exec", "reflect", "runtime", "slices", "sync", "testing", "text/template", "time",
}

// The engines see std as they see a user's own packages.
func TestStd(t *testing.T) {
	patterns := somePackages
	if *real {
		patterns = []string{"std"}
	}
	sameTwice(t, list(t, patterns...))
}

// The packages of x/tools, and of the modules it requires, import each other,
// so that facts travel between them.
func TestTools(t *testing.T) {
	patterns := []string{"golang.org/x/tools/go/analysis/...", "golang.org/x/tools/go/packages/...", "golang.org/x/tools/go/ssa/..."}
	if *real {
		patterns = []string{"golang.org/x/tools/..."}
	}
	sameTwice(t, list(t, patterns...))
}

// sameTwice analyzes the packages twice, from the files up, the second time
// with the files of each package in the opposite order.
func sameTwice(t *testing.T, pkgs []listed) {
	t.Helper()
	first := analyze(t, newLoader(pkgs), pkgs)
	second := newLoader(pkgs)
	second.backwards = true
	if again := analyze(t, second, pkgs); again != first {
		t.Errorf("two runs differ:\n%s", difference(first, again))
	}
}

// analyze runs all rules and lists their findings, and the facts of their
// engines, each on its line.
func analyze(t *testing.T, l *loader, pkgs []listed) string {
	t.Helper()
	var rules []*analysis.Analyzer
	for _, rule := range analyzers.Rules {
		rules = append(rules, rule.Analyzer)
	}
	loaded := l.load(t, pkgs)
	graph, err := checker.Analyze(rules, loaded, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for act := range graph.All() {
		if act.Err != nil {
			t.Errorf("%v: %v", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			lines = append(lines, finding(l.fset, act.Analyzer, d))
		}
		for _, fact := range act.AllObjectFacts() {
			if fact.Object.Pkg() == act.Package.Types {
				lines = append(lines, objectFact(t, l.fset, fact))
			}
		}
	}
	t.Logf("%d packages, %d lines of findings and facts", len(loaded), len(lines))
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func finding(fset *token.FileSet, rule *analysis.Analyzer, d analysis.Diagnostic) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s-%s %s [%s] %s", fset.Position(d.Pos), fset.Position(d.End), rule.Name, d.Category, d.Message)
	for _, related := range d.Related {
		fmt.Fprintf(&b, "; %s %s", fset.Position(related.Pos), related.Message)
	}
	for _, fix := range d.SuggestedFixes {
		fmt.Fprintf(&b, "; %s", fix.Message)
		for _, edit := range fix.TextEdits {
			fmt.Fprintf(&b, " %s-%s %q", fset.Position(edit.Pos), fset.Position(edit.End), edit.NewText)
		}
	}
	return b.String()
}

// objectFact gives a fact as go vet would write it to its cache, where one
// differing byte makes every dependent be analyzed again.
func objectFact(t *testing.T, fset *token.FileSet, fact analysis.ObjectFact) string {
	t.Helper()
	var code bytes.Buffer
	if err := gob.NewEncoder(&code).Encode(fact.Fact); err != nil {
		t.Errorf("%T: %v", fact.Fact, err)
	}
	return fmt.Sprintf("%s %s has %T %+v (%x)", fset.Position(fact.Object.Pos()), fact.Object.Name(),
		fact.Fact, reflect.ValueOf(fact.Fact).Elem(), sha256.Sum256(code.Bytes()))
}

// difference gives the first lines that only one of two runs has.
func difference(first, second string) string {
	const most = 20
	var b strings.Builder
	report := func(mark, from, other string) {
		have := map[string]bool{}
		for line := range strings.Lines(other + "\n") {
			have[line] = true
		}
		n := 0
		for line := range strings.Lines(from + "\n") {
			if !have[line] && n < most {
				b.WriteString(mark + line)
				n++
			}
		}
	}
	report("- ", first, second)
	report("+ ", second, first)
	return b.String()
}
