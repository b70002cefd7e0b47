package decodeflow_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// The module app is the user's own, the module dep is not.
func TestFacts(t *testing.T) {
	dir, err := filepath.Abs("testdata/app")
	if err != nil {
		t.Fatal(err)
	}
	results := analysistest.Run(t, dir, decodeflow.Analyzer, "example.org/app/...", "example.org/dep/...")
	got := map[string]string{}
	for _, r := range results {
		structs := r.Result.(*decodeflow.Result).Structs()
		if r.Pass.Module.Version != "" && len(structs) > 0 {
			t.Errorf("the dependency %s tells of its structs", r.Pass.Pkg.Path())
		}
		for _, s := range structs {
			got[fmt.Sprint(s.Type)] = fmt.Sprint(s.Boundary(), " ", s.Sites[0].Decoder)
		}
	}
	want := map[string]string{
		"example.org/app.Order":                           fmt.Sprint(known.Request, " conn.Handle"),
		"example.org/app.Line":                            fmt.Sprint(known.Request, " bind.Read"),
		"example.org/app.File":                            fmt.Sprint(known.File, " wrap.Load"),
		"example.org/app.Sent":                            fmt.Sprint(known.Elsewhere, " conn.Send"),
		"example.org/app.Served":                          fmt.Sprint(known.Request, " conn.Serve"),
		"example.org/app.Held":                            fmt.Sprint(known.Request, " bind.JSON"),
		"example.org/dep/bind.Page[example.org/app.Held]": fmt.Sprint(known.Request, " bind.JSON"),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What drivers write to disk must come back, and be the same each time.
func TestFactsAreEncoded(t *testing.T) {
	for _, fact := range decodeflow.Analyzer.FactTypes {
		var first, second bytes.Buffer
		for _, buf := range []*bytes.Buffer{&first, &second} {
			if err := gob.NewEncoder(buf).Encode(fact); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%T is encoded in two ways", fact)
		}
		back := reflect.New(reflect.TypeOf(fact).Elem())
		if err := gob.NewDecoder(&first).DecodeValue(back); err != nil || !reflect.DeepEqual(back.Interface(), fact) {
			t.Errorf("%T comes back as %v: %v", fact, back, err)
		}
	}
}

func TestExtra(t *testing.T) {
	var d decodeflow.Decoders
	if err := d.Set("example.com/q.Conn.Next:0=message, example.com/httpx.Decode:[0]"); err != nil {
		t.Fatal(err)
	}
	if got, want := d.String(), "example.com/httpx.Decode,example.com/q.Conn.Next"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := d.Set("example.com/q.Next"); err == nil {
		t.Error("a decoder without an argument is taken")
	}
	if err := d.Set(""); err != nil || d.String() != "" {
		t.Errorf("the empty list gives %q, %v", d.String(), err)
	}
}

// BenchmarkEngine measures the engine over the cases of its rule and their
// dependencies, of which it leaves out std.
func BenchmarkEngine(b *testing.B) {
	cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: ruletest.Cases()}
	pkgs, err := packages.Load(cfg, "./jsonnull/...")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := checker.Analyze([]*analysis.Analyzer{decodeflow.Analyzer}, pkgs, nil); err != nil {
			b.Fatal(err)
		}
	}
}
