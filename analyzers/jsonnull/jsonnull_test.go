package jsonnull_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/jsonnull"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, jsonnull.Analyzer) }

func TestFlags(t *testing.T) {
	const queue = "example.com/jsonnull_flags/queue"
	for name, value := range map[string]string{
		"config":   "true",
		"decoders": queue + ".Next:0=message," + queue + ".Conn.Bind:1=request," + queue + ".Get:[1]",
	} {
		flag := jsonnull.Analyzer.Flags.Lookup(name)
		if err := flag.Value.Set(value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { flag.Value.Set(flag.DefValue) })
	}
	if err := jsonnull.Analyzer.Flags.Set("decoders", "Next"); err == nil {
		t.Error("-jsonnull.decoders=Next names no function, and nobody says so")
	}
	ruletest.RunDir(t, jsonnull.Analyzer, "jsonnull_flags")
}
