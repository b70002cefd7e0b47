package report

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const goFile = "package a\n\nfunc f() {\n\t/* ä😀 */ go handle(x)\n}\n"

// fullRun is a run with one of everything.
func fullRun() Run {
	steps := Finding{
		Rule: "nakedgo", Category: "late", Level: Error,
		Start: at("a.go", 4, 15), End: at("a.go", 4, 24), Message: "no guard for T{0}.f",
		Related: []Related{
			{Start: at("b dir/b.go", 3, 1), End: at("b dir/b.go", 3, 1), Message: "calls [2]T"},
			{Start: at("/else/where.go", 7, 3), End: at("/else/where.go", 7, 3), Message: "panics here"},
			{Message: "nowhere"},
		},
		Fixes: []Fix{{Message: "Guard it", Edits: []Edit{
			{File: "a.go", Start: 36, End: 38, New: "safe.Go"},
			{File: "a.go", Start: 46, End: 47},
			{File: "b dir/b.go", Start: 0, End: 0, New: "// b\n"},
		}}, {Message: "Stale", Edits: []Edit{{File: "a.go", Start: 5, End: 500}}}},
	}
	return Run{
		Findings: []Finding{steps, {Rule: "other", Level: Note, Message: "about no place"}},
		Errors:   []string{"cannot analyse p\n\tb.go:1:1: broken"},
		Rules: []Rule{
			{ID: "other", Level: Note, Summary: "Others.", Intro: "Of others.", Text: "All."},
			{ID: "nakedgo", Group: "panic", Level: Error, On: true, Summary: "Naked.", Intro: "Go.", Text: "Text.", Markdown: "# Text", URL: "https://example.com/nakedgo", Steps: true},
		},
		Version: "v1.2.3-rc.1", Root: "/src/my repo", Folder: "services/api",
		Source: func(file string) []byte {
			return []byte(map[string]string{"a.go": goFile, "b dir/b.go": "package b\n\n\treturn x[i] \n"}[file])
		},
		InRepo: func(file string) (string, bool) {
			if path.IsAbs(file) {
				return file, false
			}
			return "services/api/" + file, true
		},
	}
}

func decodeSARIF(t *testing.T, log []byte) sarifRun {
	t.Helper()
	var doc sarifLog
	dec := json.NewDecoder(bytes.NewReader(log))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil || len(doc.Runs) != 1 {
		t.Fatalf("%v: %s", err, log)
	}
	return doc.Runs[0]
}

// The schema is that of OASIS, see testdata/README.md.
func TestSARIFIsValid(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat() // uri, uri-reference
	schema, err := c.Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(log []byte) error {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(doc)
	}
	empty := fullRun()
	empty.Findings, empty.Errors, empty.Rules = nil, nil, nil
	for _, run := range []Run{fullRun(), empty} {
		if err := validate(SARIF(run)); err != nil {
			t.Errorf("%v\n%s", err, SARIF(run))
		}
	}
	// A schema that takes everything would prove nothing.
	for _, broken := range [][2]string{
		{`"startLine": 4`, `"startLine": 0`},
		{`"level": "note"`, `"level": "hint"`},
		{`"uri": "services/`, `"uri": "%zz`},
		{`"executionSuccessful"`, `"successful"`},
	} {
		log := strings.Replace(string(SARIF(fullRun())), broken[0], broken[1], 1)
		if validate([]byte(log)) == nil {
			t.Errorf("with %s the log is valid", broken[1])
		}
	}
}

func TestSARIFRun(t *testing.T) {
	run := decodeSARIF(t, SARIF(fullRun()))
	if d := run.Tool.Driver; d.SemanticVersion != "1.2.3-rc.1" || d.Name != "recoverlint" || len(d.Rules) != 2 {
		t.Errorf("driver is %+v", d)
	}
	rule := run.Tool.Driver.Rules[1]
	if rule.Properties.Precision != "high" || rule.Properties.ProblemSeverity != "error" || rule.Help.Markdown != "# Text" || rule.Name == rule.ID {
		t.Errorf("rule is %+v", rule)
	}
	if id := run.AutomationDetails.ID; id != "recoverlint/services/api/" {
		t.Errorf("category is %q", id)
	}
	if uri := run.BaseIDs["%SRCROOT%"].URI; uri != "file:///src/my%20repo/" {
		t.Errorf("root is %q", uri)
	}
	in := run.Invocations[0]
	if in.ExecutionSuccessful || len(in.Notifications) != 1 || in.Notifications[0].Message.Text != "cannot analyse p\nb.go:1:1: broken" {
		t.Errorf("invocation is %+v", in)
	}
	for version, want := range map[string]string{"(devel)": "", "v0.1.0": "0.1.0", "v0.0.0-2026+dirty": "0.0.0-2026+dirty"} {
		if got := (sarifWriter{run: Run{Version: version}}).driver().SemanticVersion; got != want {
			t.Errorf("version %s is %q, want %q", version, got, want)
		}
	}
}

func TestSARIFResult(t *testing.T) {
	results := decodeSARIF(t, SARIF(fullRun())).Results
	if other := results[1]; other.RuleIndex != 0 || other.Locations != nil || other.PartialFingerprints != nil || other.CodeFlows != nil {
		t.Errorf("the finding about no place is %+v", other)
	}
	r := results[0]
	if want := "no guard for T{{0}}.f\n[calls \\[2\\]T](1)\n[panics here](2)"; r.Message.Text != want {
		t.Errorf("message is %q, want %q", r.Message.Text, want)
	}
	if r.RuleIndex != 1 || r.Level != Error || r.Properties.Category != "late" {
		t.Errorf("result is %+v", r)
	}
	// ä is 2 bytes and 1 unit, 😀 is 4 bytes and 2 units.
	if got, want := r.Locations[0].PhysicalLocation.Region, (sarifRegion{4, 12, 4, 21}); got != want {
		t.Errorf("region is %v, want %v", got, want)
	}
	if got, want := r.PartialFingerprints["primaryLocationLineHash"], lineHashes(goFile)[3]; got != want {
		t.Errorf("hash is %q, want %q", got, want)
	}
	// Only the line is known: it is the text of the line.
	related := r.RelatedLocations[0].PhysicalLocation
	if want := (sarifRegion{3, 2, 3, 13}); related.Region != want || related.ArtifactLocation.URI != "services/api/b%20dir/b.go" {
		t.Errorf("related is %+v, want %v", related, want)
	}
	if outside := r.RelatedLocations[1].PhysicalLocation.ArtifactLocation; outside != (sarifArtifactLocation{URI: "file:///else/where.go"}) {
		t.Errorf("a file outside is %+v", outside)
	}
}

func TestSARIFCodeFlow(t *testing.T) {
	var got []string
	for i, step := range decodeSARIF(t, SARIF(fullRun())).Results[0].CodeFlows[0].ThreadFlows[0].Locations {
		if step.NestingLevel != i {
			t.Errorf("step %d has level %d", i, step.NestingLevel)
		}
		got = append(got, step.Location.Message.Text)
	}
	if want := "no guard for T{{0}}.f → calls [2]T → panics here"; strings.Join(got, " → ") != want {
		t.Errorf("steps are %q", got)
	}
}

func TestSARIFFix(t *testing.T) {
	fixes := decodeSARIF(t, SARIF(fullRun())).Results[0].Fixes
	if len(fixes) != 1 || len(fixes[0].ArtifactChanges) != 2 {
		t.Fatalf("fixes are %+v, want one of two files: the other is not in the file", fixes)
	}
	edits := fixes[0].ArtifactChanges[0].Replacements
	if want := (sarifRegion{4, 12, 4, 14}); edits[0].DeletedRegion != want || edits[0].InsertedContent.Text != "safe.Go" {
		t.Errorf("first edit is %+v, want %v", edits[0], want)
	}
	if edits[1].InsertedContent != nil {
		t.Errorf("an edit that removes inserts %+v", edits[1].InsertedContent)
	}
	if insert := fixes[0].ArtifactChanges[1].Replacements[0].DeletedRegion; insert != (sarifRegion{1, 1, 1, 1}) {
		t.Errorf("an insertion removes %v", insert)
	}
}
