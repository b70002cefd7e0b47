package nakedgo_test

import (
	"maps"
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/nakedgo"
	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, nakedgo.Analyzer) }

// Each flag has a folder of cases, named like it, which lies outside the
// folder of the rule.
func TestFlags(t *testing.T) {
	const cases = "example.com/nakedgo_flags/"
	for _, flag := range []struct{ name, value, reset string }{
		{"starters", cases + "starters/queue.Enqueue," + cases + "starters/queue.Queue.Push:1," + cases + "starters/queue.Runner.Run", ""},
		{"guards", cases + "guards.report," + cases + "guards/crash.Report,(*" + cases + "guards/crash.Client).Flush", ""},
		{"level", "error", "warning"},
		{"fix", cases + "fix/safe.Recover", ""},
		{"unknown", "true", "false"},
		{"tests", "true", "false"},
	} {
		t.Run(flag.name, func(t *testing.T) {
			set(t, flag.name, flag.value, flag.reset)
			ruletest.RunDir(t, nakedgo.Analyzer, "nakedgo_flags/"+flag.name)
		})
	}
}

// set sets a flag for the time of a test.
func set(t *testing.T, name, value, reset string) {
	t.Helper()
	starters, guards := maps.Clone(panicflow.Starters), maps.Clone(panicflow.Guards)
	t.Cleanup(func() {
		panicflow.Starters, panicflow.Guards = starters, guards // the flags add to them
		if name != "starters" && name != "guards" {
			nakedgo.Analyzer.Flags.Set(name, reset)
		}
	})
	if err := nakedgo.Analyzer.Flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
}

func TestBadFlags(t *testing.T) {
	for _, flag := range []struct{ name, value, want string }{
		{"starters", "Go", `"Go" is not a function: write import/path.Func or import/path.Type.Method`},
		{"starters", "example.com/pool.Go:first", `"example.com/pool.Go:first": "first" is not the index of a parameter: write import/path.Func:0`},
		{"starters", "example.com/pool.Go:-1", `"example.com/pool.Go:-1": "-1" is not the index of a parameter: write import/path.Func:0`},
		{"guards", "Recover", `"Recover" is not a function: write import/path.Func or import/path.Type.Method`},
		{"level", "note", `"note" is no level of nakedgo: use error or warning`},
		{"fix", "Recover", `"Recover" is not a function: write import/path.Func or import/path.Type.Method`},
		{"fix", "example.com/safe.Group.Recover", `"example.com/safe.Group.Recover" is a method: the fix defers a function of a package`},
	} {
		err := nakedgo.Analyzer.Flags.Set(flag.name, flag.value)
		if err == nil || err.Error() != flag.want {
			t.Errorf("-%s=%s: got %v, want %s", flag.name, flag.value, err, flag.want)
		}
	}
}
