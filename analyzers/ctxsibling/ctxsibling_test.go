package ctxsibling_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/ctxsibling"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, ctxsibling.Analyzer) }

func TestFlags(t *testing.T) {
	for name, value := range map[string]string{"tests": "true", "logs": "false", "except": "net/http.Get,database/sql.DB.Exec"} {
		flag := ctxsibling.Analyzer.Flags.Lookup(name)
		before := flag.Value.String()
		if err := flag.Value.Set(value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { flag.Value.Set(before) })
	}
	if got := ctxsibling.Analyzer.Flags.Lookup("except").Value.String(); got != "net/http.Get,database/sql.DB.Exec" {
		t.Errorf("except = %q", got)
	}
	if err := ctxsibling.Analyzer.Flags.Set("except", "Get"); err == nil {
		t.Error("except=Get names no function, and nobody says so")
	}
	ctxsibling.Analyzer.Flags.Set("except", "net/http.Get")
	ruletest.RunDir(t, ctxsibling.Analyzer, "ctxsibling_tests")
}
