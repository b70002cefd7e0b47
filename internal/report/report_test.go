package report

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestPositions(t *testing.T) {
	for _, p := range []Position{{"a.go", 3, 14}, {`C:\a:b.go`, 1, 1}, {"dir with space/ä.go", 10, 2}} {
		if got, err := ParsePosition(p.String()); got != p || err != nil {
			t.Errorf("ParsePosition(%q) = %v, %v", p.String(), got, err)
		}
	}
	for _, bad := range []string{"", "-", "a.go", "a.go:1", "a.go:1:", "a.go:x:2", ":1:2"} {
		if got, err := ParsePosition(bad); err == nil {
			t.Errorf("ParsePosition(%q) = %v, want an error", bad, got)
		}
	}
	if got := (Position{}).String(); got != "-" {
		t.Errorf("the zero position is %q", got)
	}
}

func TestLevels(t *testing.T) {
	levels := []Level{Note, Error, Warning}
	slices.SortFunc(levels, Level.Compare)
	if !slices.Equal(levels, []Level{Error, Warning, Note}) {
		t.Errorf("got %v, want the highest first", levels)
	}
	if !Warning.AtLeast(Warning) || !Error.AtLeast(Note) || Note.AtLeast(Warning) {
		t.Error("AtLeast does not follow that order")
	}
	if level, err := ParseLevel("note"); level != Note || err != nil {
		t.Errorf("note is read as %q, %v", level, err)
	}
	for _, bad := range []string{"", "Error", "warn"} {
		if level, err := ParseLevel(bad); err == nil {
			t.Errorf("%q is read as %q", bad, level)
		}
	}
}

func TestLevelOf(t *testing.T) {
	levels := map[string]string{"sure": "error"}
	if got := LevelOf("note", levels, "sure"); got != Error {
		t.Errorf("a category with a level of its own: got %q", got)
	}
	if got := LevelOf("note", levels, ""); got != Note {
		t.Errorf("any other: got %q", got)
	}
}

func at(file string, line, column int) Position { return Position{file, line, column} }

func TestSorted(t *testing.T) {
	first := Finding{Rule: "b", Start: at("a.go", 2, 1), End: at("a.go", 2, 5), Message: "m"}
	want := []Finding{
		first,
		{Rule: "c", Start: at("a.go", 2, 1), End: at("a.go", 2, 5), Message: "m"},
		{Rule: "a", Start: at("a.go", 2, 1), End: at("a.go", 3, 1), Message: "m"},
		{Rule: "a", Start: at("a.go", 2, 10), Message: "m"},
		{Rule: "a", Start: at("a.go", 10, 1), Category: "x", Message: "m"},
		{Rule: "a", Start: at("a.go", 10, 1), Category: "y", Message: "m"},
		{Rule: "a", Start: at("b.go", 1, 1), Message: "m"},
		{Rule: "a", Start: at("b.go", 1, 1), Message: "n"},
	}
	shuffled := append(slices.Clone(want), first)
	slices.Reverse(shuffled)
	got := Sorted(shuffled)
	if len(got) != len(want) {
		t.Fatalf("%d findings, want %d: one was given twice", len(got), len(want))
	}
	if text := string(Text(got)); text != string(Text(want)) {
		t.Errorf("got\n%swant\n%s", text, Text(want))
	}
	if shuffled[len(shuffled)-1].Rule != first.Rule {
		t.Error("the argument was changed")
	}
}

var one = Finding{
	Rule: "nakedgo", Category: "late", Level: Error,
	Start: at("a.go", 3, 2), End: at("a.go", 3, 4),
	Message: "a <b> && \"c\"", URL: "https://example.com/nakedgo",
	Related: []Related{{Start: at("b.go", 1, 1), End: at("b.go", 1, 1), Message: "here"}},
	Fixes:   []Fix{{Message: "Do it", Edits: []Edit{{File: "a.go", Start: 1, End: 2, New: "x\n"}}}},
}

func TestText(t *testing.T) {
	want := "a.go:3:2: a <b> && \"c\" (nakedgo)\n\tb.go:1:1: here\n"
	if got := string(Text([]Finding{one})); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

const oneJSON = `{
	"findings": [
		{
			"rule": "nakedgo",
			"category": "late",
			"level": "error",
			"posn": "a.go:3:2",
			"end": "a.go:3:4",
			"message": "a <b> && \"c\"",
			"url": "https://example.com/nakedgo",
			"related": [
				{
					"posn": "b.go:1:1",
					"end": "b.go:1:1",
					"message": "here"
				}
			],
			"fixes": [
				{
					"message": "Do it",
					"edits": [
						{
							"file": "a.go",
							"start": 1,
							"end": 2,
							"new": "x\n"
						}
					]
				}
			]
		}
	],
	"errors": [
		"broken"
	]
}
`

func TestJSON(t *testing.T) {
	if got := string(JSON([]Finding{one}, []string{"broken"})); got != oneJSON {
		t.Errorf("got\n%s\nwant\n%s", got, oneJSON)
	}
	// Whatever is empty is there, and is a list.
	var doc map[string]any
	if err := json.Unmarshal(JSON([]Finding{{Rule: "r"}}, nil), &doc); err != nil {
		t.Fatal(err)
	}
	if _, ok := doc["errors"].([]any); !ok {
		t.Errorf("errors is %v", doc["errors"])
	}
	finding := doc["findings"].([]any)[0].(map[string]any)
	for _, key := range []string{"related", "fixes"} {
		if _, ok := finding[key].([]any); !ok {
			t.Errorf("%s is %v", key, finding[key])
		}
	}
}

func TestJSONLines(t *testing.T) {
	want := `{"rule":"nakedgo","category":"late","level":"error","posn":"a.go:3:2","end":"a.go:3:4","message":"a <b> && \"c\"","url":"https://example.com/nakedgo","related":[{"posn":"b.go:1:1","end":"b.go:1:1","message":"here"}],"fixes":[{"message":"Do it","edits":[{"file":"a.go","start":1,"end":2,"new":"x\n"}]}]}
{"rule":"r","category":"","level":"","posn":"-","end":"-","message":"","url":"","related":[],"fixes":[]}
`
	if got := string(JSONLines([]Finding{one, {Rule: "r"}})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := JSONLines(nil); len(got) != 0 {
		t.Errorf("no findings give %q", got)
	}
}

// docs/json.md shows what this file expects.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "```json\n"+oneJSON+"```\n") {
		t.Error("the example in docs/json.md is not what JSON gives")
	}
}
