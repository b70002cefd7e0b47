package golangci

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// A recorder takes the place of a flag's value.
type recorder struct {
	flag.Value
	got string
}

func (r *recorder) Set(s string) error {
	r.got = s
	return nil
}

func (r *recorder) isBool() bool {
	b, ok := r.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

func (r *recorder) IsBoolFlag() bool { return r.isBool() }

// Every flag of every rule is a key.
func TestEveryFlagIsAKey(t *testing.T) {
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			if f.Name == enabledKey || f.Name != strings.ToLower(f.Name) || strings.Contains(f.Name, ".") {
				t.Errorf("-%s.%s cannot be a key of golangci-lint's", name, f.Name)
			}
			before := f.Value
			r := &recorder{Value: before}
			f.Value = r
			defer func() { f.Value = before }()
			var value any = []any{"a", "b"}
			want := "a,b"
			if r.isBool() {
				value, want = true, "true"
			}
			if _, err := decode(map[string]any{"rules": map[string]any{name: map[string]any{f.Name: value}}}); err != nil {
				t.Error(err)
			}
			if r.got != want {
				t.Errorf("-%s.%s is set to %q, want %q", name, f.Name, r.got, want)
			}
		})
	}
}

func TestSelected(t *testing.T) {
	defer func(before []analyzers.Rule) { analyzers.Rules = before }(analyzers.Rules)
	analyzers.Rules = slices.Clone(analyzers.Rules)
	analyzers.Rules[1].On = false // nakedgo
	for _, test := range []struct {
		settings map[string]any
		want     string
	}{
		{nil, "[deadrecover ctxsibling jsonnull]"},
		{map[string]any{"all": true}, "[deadrecover nakedgo ctxsibling jsonnull]"},
		{map[string]any{"all": true, "rules": map[string]any{"jsonnull": false}}, "[deadrecover nakedgo ctxsibling]"},
		{map[string]any{"rules": map[string]any{"nakedgo": true, "deadrecover": nil}}, "[deadrecover nakedgo ctxsibling jsonnull]"},
		{map[string]any{"rules": map[string]any{"nakedgo": map[string]any{"enabled": true}, "jsonnull": map[string]any{"enabled": false}}}, "[deadrecover nakedgo ctxsibling]"},
	} {
		s, err := decode(test.settings)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, rule := range (&policy{settings: s, files: new(config.Set)}).selected() {
			names = append(names, rule.Analyzer.Name)
		}
		if got := fmt.Sprint(names); got != test.want {
			t.Errorf("%v: got %s, want %s", test.settings, got, test.want)
		}
	}
}

func TestLevelSetting(t *testing.T) {
	for text, want := range map[any]report.Level{nil: report.Warning, "error": report.Error, "note": report.Note} {
		settings := map[string]any{}
		if text != nil {
			settings["level"] = text
		}
		if s, err := decode(settings); err != nil || s.level != want {
			t.Errorf("level %v: got %v, %v", text, s.level, err)
		}
	}
}

func TestBadSettings(t *testing.T) {
	rule := func(name string, value any) map[string]any {
		return map[string]any{"rules": map[string]any{name: value}}
	}
	for _, test := range []struct {
		settings any
		want     string
	}{
		{"all", "settings: want keys and values, have all"},
		{map[string]any{"levels": "error"}, "there is no key settings.levels (did you mean level?)"},
		{map[string]any{"colour": "red"}, "there is no key settings.colour (there are all, level, rules)"},
		{map[string]any{"level": "info"}, "settings.level: want error, warning or note, have info"},
		{map[string]any{"all": "yes"}, "settings.all: want true or false, have yes"},
		{map[string]any{"rules": []any{"nakedgo"}}, "settings.rules: want keys and values, have [nakedgo]"},
		{rule("nakedg", true), "there is no key settings.rules.nakedg (did you mean nakedgo?)"},
		{rule("nakedgo", "off"), "settings.rules.nakedgo: want keys and values, have off"},
		{rule("nakedgo", map[string]any{"startres": "p.F"}), "there is no key settings.rules.nakedgo.startres (did you mean starters?)"},
		{rule("deadrecover", map[string]any{"enable": true}), "there is no key settings.rules.deadrecover.enable (did you mean enabled?)"},
		{rule("deadrecover", map[string]any{"enabled": 1}), "settings.rules.deadrecover.enabled: want true or false, have 1"},
		{rule("nakedgo", map[string]any{"tests": "true"}), "settings.rules.nakedgo.tests: want true or false, have true"},
		{rule("nakedgo", map[string]any{"level": "note"}), `settings.rules.nakedgo.level: "note" is no level of nakedgo: use error or warning`},
		{rule("nakedgo", map[string]any{"level": true}), "settings.rules.nakedgo.level: want a text or a list of texts, have true"},
		{rule("nakedgo", map[string]any{"guards": []any{"example.com/p.F", 1}}), "settings.rules.nakedgo.guards: want a list of texts, have 1 in it"},
		{rule("nakedgo", map[string]any{"guards": []any{"Recover"}}), `settings.rules.nakedgo.guards: "Recover" is not a function: write import/path.Func or import/path.Type.Method`},
	} {
		if _, err := New(test.settings); err == nil || err.Error() != test.want {
			t.Errorf("%v\ngot  %v\nwant %s", test.settings, err, test.want)
		}
	}
}
