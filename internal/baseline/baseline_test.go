package baseline

import (
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/report"
)

func finding(file string, line int, message string) report.Finding {
	return report.Finding{Rule: "nakedgo", Category: "unguarded", Message: message, Start: report.Position{File: file, Line: line, Column: 2}}
}

const before = `package p

func a() {
	go work(1)
}

func b() {
	go work(1)
}
`

// What moves and is renamed stays known; what is new is not, though it reads alike.
func TestFilter(t *testing.T) {
	old := []report.Finding{finding("p/x.go", 4, "panics at x.go:20"), finding("p/x.go", 8, "panics at x.go:20")}
	b := New(old, func(string) []byte { return []byte(before) })
	if len(b.Entries) != 2 || b.Entries[0].In != "a" || b.Entries[1].In != "b" {
		t.Fatalf("%+v", b.Entries)
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if b, err = Decode(data); err != nil {
		t.Fatal(err)
	}
	after := "// a comment\n\n" + strings.Replace(before, "func b", "func c", 1) + "\nfunc d() {\n\tif true {\n\t\tgo  work(1)\n\t}\n}\n"
	now := []report.Finding{
		finding("q/y.go", 6, "panics at y.go:22"),  // a moved, and its file was renamed
		finding("q/y.go", 10, "panics at y.go:22"), // in another function: new
		finding("q/y.go", 15, "panics at y.go:22"), // new
		finding("q/y.go", 6, "panics at y.go:22"),  // a second one
	}
	fresh, stale := b.Filter(now, func(string) []byte { return []byte(after) }, func(Entry) bool { return true })
	if len(fresh) != 3 || fresh[0].Start.Line != 10 || fresh[1].Start.Line != 15 || fresh[2].Start.Line != 6 {
		t.Errorf("new: %+v", fresh)
	}
	if len(stale) != 1 || stale[0].In != "b" || stale[0].Count != 1 {
		t.Errorf("stale: %+v", stale)
	}
}

// Two files may have functions that read alike. An entry is for its own file as long
// as it can be, so the other's finding is the new one.
func TestFilterTellsFilesApart(t *testing.T) {
	source := func(string) []byte { return []byte(before) }
	a, z := finding("a/x.go", 4, "panics"), finding("z/x.go", 4, "panics")
	stays, leaves := func(Entry) bool { return false }, func(Entry) bool { return true }
	for _, test := range []struct {
		known, now   []report.Finding
		left         func(Entry) bool
		fresh, stale string // their file
	}{
		{[]report.Finding{z}, []report.Finding{a, z}, leaves, "a/x.go", ""},
		{[]report.Finding{a, z}, []report.Finding{a}, leaves, "", "z/x.go"},
		{[]report.Finding{z}, []report.Finding{a}, leaves, "", ""},
		{[]report.Finding{z}, []report.Finding{a}, stays, "a/x.go", "z/x.go"}, // z is not part of the run
	} {
		fresh, stale := New(test.known, source).Filter(test.now, source, test.left)
		if (len(fresh) > 0) != (test.fresh != "") || len(fresh) > 0 && fresh[0].Start.File != test.fresh {
			t.Errorf("%+v: new %+v, want one in %q", test.now, fresh, test.fresh)
		}
		if (len(stale) > 0) != (test.stale != "") || len(stale) > 0 && stale[0].File != test.stale {
			t.Errorf("%+v: stale %+v, want one in %q", test.now, stale, test.stale)
		}
	}
}

func TestDecodeNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\"version\": 1, \"findings\": [\n{\"rule\": 1}]}":    "line 2: ",
		"{\"version\": 1, \"findings\": [\n{\"rul\": \"x\"}]}": `unknown field "rul"`,
		"{\"version\": 2}": "version 2, want 1",
		"{\n\n":            "line 3: ",
	} {
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "recoverlint baseline") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
