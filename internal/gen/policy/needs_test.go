package policy

import (
	"slices"
	"testing"
)

func TestNeedsOf(t *testing.T) {
	for content, want := range map[string]string{
		"package p\n\n//safe:gin deadline=2s\n":                "github.com/gin-gonic/gin",
		"\t//safe:wrap hook=metrics\n":                         "github.com/prometheus/client_golang/prometheus",
		"type T struct{} //safe:wrap hook=slog,trace // why\n": "go.opentelemetry.io/otel/trace",
		"//safe:echo": "github.com/labstack/echo/v5",
		"//safe:gin colour=red\n// safe:redis\n//safe:http\n//safe:ginn": "",
	} {
		got := NeedsOf("", []byte(content))
		if want == "" && len(got) > 0 || want != "" && !slices.ContainsFunc(got, func(n Need) bool { return n.Library[0] == want }) {
			t.Errorf("%q needs %v", content, got)
		}
	}
}

func TestNamesHooks(t *testing.T) {
	for content, want := range map[string]bool{
		"//safe:wrap hook=slog":            false,
		"//safe:wrap hook=none":            false,
		"//safe:http hook=slog,metrics":    true,
		"// hook=trace is for //safe:wrap": false,
	} {
		if got := NamesHooks([]byte(content)); got != want {
			t.Errorf("%q: %v", content, got)
		}
	}
}
