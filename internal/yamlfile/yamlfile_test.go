package yamlfile

import (
	"testing"

	"github.com/goccy/go-yaml/ast"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\n":            "",
		"\ufeffa: 1\n":      "",
		"":                  "",
		"# nothing\n":       "",
		"a: [1\n":           "x.yml:1:4: sequence end token ']' not found",
		"a: 1\n---\nb: 2\n": "x.yml:2:1: a second document: write one",
		"a: &n 1\nb: *n\n":  "x.yml:1:4: anchors and aliases are not read: put quotes around what begins with * or &",
		"[1]\n":             "x.yml:1:1: want keys and values",
		"a: {b: 1}\n":       "x.yml:1:4: want a word, not mapping",
	} {
		f := Parse("x.yml", []byte(text))
		if f.Err() == nil {
			f.Each(f.Body, func(_ ast.Node, _ string, value ast.Node) { f.Text(value) })
		}
		got := ""
		if err := f.Err(); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
