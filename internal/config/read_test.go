package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/go/analysis"
)

func testRules() []Rule {
	return []Rule{{Analyzer: &analysis.Analyzer{Name: "one", Doc: "one: d"}}, {Analyzer: &analysis.Analyzer{Name: "two", Doc: "two: d"}}}
}

// flaggedRules are testRules; the first has flags.
func flaggedRules() []Rule {
	rules := testRules()
	rules[0].Analyzer.Flags.Bool("logs", true, "report log calls too")
	rules[0].Analyzer.Flags.String("fix", "", "function that the fix calls")
	return rules
}

// The reader and the published schema agree on what a file may say.
func TestReaderAndSchemaAgree(t *testing.T) {
	schema := compileSchema(t, Schema(flaggedRules()))
	for _, test := range []struct{ text, err string }{
		{"", ""},
		{"# nothing yet\n", ""},
		{"\ufefflevel: note\n", ""}, // as an editor of Windows writes it
		{"level: note\r\nrules:\r\n  one: off\r\n", ""},
		{"tests: off\nall: true\n", ""},
		{"rules: {one: {logs: false, fix: a.B}}", ""},
		{"rules: {one: {fix: [a.B, c.D]}}", ""},
		{"level: [error]", "1:8: level: want error, warning or note"},
		{"level: info", "1:8: level: want error, warning or note"},
		{"tests: 1", "1:8: tests: want true or false"},
		{"tests: []", "1:8: tests: want true or false"},
		{"level: []", "1:8: level: want error, warning or note"},
		{"rules: {one: {fix: []}}", ""},
		{"tests: maybe", "1:8: tests: want true or false"},
		{"tests: [true]", "1:8: tests: want true or false"},
		{"rules: {one: {logs: 0}}", "1:21: logs: want true or false"},
		{"rules: {one: {logs: yes}}", "1:21: logs: want true or false"},
		{"rules: {one: {enabled: 1}}", "1:24: enabled: want true or false"},
		{"rules: {one: {fix: {a: b}}}", "1:20: want a word, not mapping"},
		{"rules: [one]", "1:8: want keys and values"},
		{"rules: {one: 3}", "1:14: want on, off, or keys and values"},
		{"- level", "1:1: want keys and values"},
		{"exclude: old", `1:10: want a list of patterns: [internal/legacy, "**/*.pb.go"]`},
		{"levels: note", "1:1: unknown key \"levels\" (did you mean level?)"},
	} {
		err := readError(t, test.text)
		if err != test.err {
			t.Errorf("%q\ngot  %s\nwant %s", test.text, err, test.err)
		}
		var value any
		if err := yaml.Unmarshal(bytes.TrimPrefix([]byte(test.text), []byte("\ufeff")), &value); err != nil {
			t.Fatalf("%q: %v", test.text, err)
		}
		if value == nil {
			continue // an empty file is no object for a schema
		}
		if err := schema.Validate(value); (err != nil) != (test.err != "") {
			t.Errorf("%q: the schema says %v", test.text, err)
		}
	}
}

// What YAML has and a configuration does not need is refused, where it would be
// taken for something else. A schema never sees it.
func TestOtherYAML(t *testing.T) {
	for text, want := range map[string]string{
		"level: note\n---\nlevel: error\n": "2:1: a second document: write one",
		"guards: &g [a.B]\n":               "1:9: anchors and aliases are not read: put quotes around what begins with * or &",
		"starters: [a.B:0]\nguards: *g\n":  "2:9: anchors and aliases are not read: put quotes around what begins with * or &",
		"rules:\n  one: &r {logs: true}\n": "2:8: anchors and aliases are not read: put quotes around what begins with * or &",
		"rules: {one: *r}\n":               "1:14: anchors and aliases are not read: put quotes around what begins with * or &",
		"exclude:\n  - **/*.pb.go\n":       "2:6: unexpected scalar value type (put quotes around what begins with * or &)",
		"exclude: [*x]\n":                  "1:11: anchors and aliases are not read: put quotes around what begins with * or &",
		"level: note\nlevel: note\n":       `2:1: mapping key "level" already defined at [1:1]`,
		"rules:\n\tone: off\n":             "2:1: found character '\t' that cannot start any token",
	} {
		if got := readError(t, text); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// readError gives what is wrong with a file of this text, without its name.
func readError(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(name, flaggedRules()); err != nil {
		return strings.TrimPrefix(err.Error(), name+":")
	}
	return ""
}

func compileSchema(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
