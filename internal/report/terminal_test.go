package report

import (
	"bytes"
	"strings"
	"testing"
)

func terminalRun() Run {
	text := "package a\n\nfunc f() {\n\tgo\thandle(界, x)  \n\tcall(func() {\n\t})\n}\n"
	return Run{
		Findings: []Finding{
			{Rule: "nakedgo", Level: Error, Start: at("a.go", 4, 2), End: at("a.go", 4, 11), Message: "no guard", Related: []Related{
				{Start: at("a.go", 4, 17), Message: "panics here"},
				{Start: at("b.go", 1, 1), Message: "and here"},
			}},
			{Rule: "r", Level: Note, Start: at("a.go", 5, 2), End: at("a.go", 6, 3), Message: "m"},
			{Rule: "r", Level: Warning, Start: at("gone.go", 5, 2), End: at("gone.go", 5, 3), Message: "m"},
			{Rule: "r", Level: Warning, Message: "m"},
		},
		Source: func(file string) []byte {
			return []byte(map[string]string{"a.go": text, "b.go": "\tfunc(\x1b[31m)  \r\n"}[file])
		},
	}
}

const plainTerminal = `a.go:4:2: no guard (nakedgo)
    go    handle(界, x)
    ^~~~~~~~~~~~
    a.go:4:17: panics here
        go    handle(界, x)
                         ^
    b.go:1:1: and here
        func(�[31m)
        ^~~~~~~~~~~
a.go:5:2: m (r)
    call(func() {
    ^~~~~~~~~~~~~
gone.go:5:2: m (r)
-: m (r)
`

func TestTerminal(t *testing.T) {
	if got := string(Terminal(terminalRun(), Screen{})); got != plainTerminal {
		t.Errorf("got\n%s\nwant\n%s", got, plainTerminal)
	}
}

func TestTerminalInColour(t *testing.T) {
	got := string(Terminal(terminalRun(), Screen{Color: true}))
	for _, want := range []string{
		"\x1b[1ma.go:4:2\x1b[22m: \x1b[31mno guard\x1b[0m (nakedgo)\n    go    handle(界, x)\n    \x1b[31m^~~~~~~~~~~~\x1b[0m\n",
		"    \x1b[36m^~~~~~~~~~~~~\x1b[0m\n",
		"\x1b[33mm\x1b[0m (r)\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%q", want, got)
		}
	}
	uncoloured := bytes.NewBufferString(got)
	for _, code := range []string{"\x1b[1m", "\x1b[22m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"} {
		uncoloured = bytes.NewBufferString(strings.ReplaceAll(uncoloured.String(), code, ""))
	}
	if uncoloured.String() != plainTerminal {
		t.Errorf("without its colours it is\n%s", uncoloured)
	}
}

func TestFit(t *testing.T) {
	for _, test := range []struct {
		before, meant, after string
		room                 int
		want                 string
	}{
		{"a := ", "f(x)", " + 1", 13, "a := |f(x)| + 1"},
		{"a := ", "f(x)", " + 1", 12, "a := |f(x)| +…"},
		{"a := ", "f(x)", " + 1", 9, "a := |f(x)|"},
		{"a := ", "f(x)", " + 1", 8, "…:= |f(x)|"},
		{"abcdefgh", "ijklmnop", "", 8, "…fgh|ijk…|"},
		{"界界", "界界", "界", 7, "…界|界界|"},
		{"a := ", "f(x)", "", 1, "…|…|"},
		{"", "f(x)", "", -3, "|…|"},
	} {
		before, meant, after := fit(test.before, test.meant, test.after, test.room)
		if got := before + "|" + meant + "|" + after; got != test.want {
			t.Errorf("%q in %d cells: got %q, want %q", test.before+test.meant+test.after, test.room, got, test.want)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"a\tb":             "a    b",
		"a\x1b[2Jb\x07":    "a�[2Jb�",
		"x \u202e// y":     "x �// y",
		"👩\u200d💻 e\u0301": "👩\u200d💻 e\u0301",
		"a\u00a0b\xff":     "a b�",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
