package report

import (
	"bytes"
	"encoding/json"
)

// JSON gives the object that docs/json.md describes. Later versions may add
// keys; they do not change the meaning of those there are.
func JSON(findings []Finding, errors []string) []byte {
	doc := jsonDoc{Findings: []jsonFinding{}, Errors: append([]string{}, errors...)}
	for _, f := range findings {
		doc.Findings = append(doc.Findings, toJSON(f))
	}
	return encode(doc, "\t")
}

// JSONLines gives an object of JSON for each finding, on a line of its own: the
// same as in the list of JSON.
func JSONLines(findings []Finding) []byte {
	var b bytes.Buffer
	for _, f := range findings {
		b.Write(encode(toJSON(f), ""))
	}
	return b.Bytes()
}

// encode gives the JSON of v, on one line if indent is empty.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		panic("internal error: " + err.Error()) // strings and numbers always encode
	}
	return b.Bytes()
}

type jsonDoc struct {
	Findings []jsonFinding `json:"findings"`
	Errors   []string      `json:"errors"`
}

type jsonFinding struct {
	Rule     string        `json:"rule"`
	Category string        `json:"category"`
	Level    Level         `json:"level"`
	Posn     string        `json:"posn"`
	End      string        `json:"end"`
	Message  string        `json:"message"`
	URL      string        `json:"url"`
	Related  []jsonRelated `json:"related"`
	Fixes    []jsonFix     `json:"fixes"`
}

type jsonRelated struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

func toJSON(f Finding) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, Category: f.Category, Level: f.Level,
		Posn: f.Start.String(), End: f.End.String(), Message: f.Message, URL: f.URL,
		Related: []jsonRelated{}, Fixes: []jsonFix{},
	}
	for _, r := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.Start.String(), r.End.String(), r.Message})
	}
	for _, fix := range f.Fixes {
		edits := []jsonEdit{}
		for _, e := range fix.Edits {
			edits = append(edits, jsonEdit(e))
		}
		j.Fixes = append(j.Fixes, jsonFix{fix.Message, edits})
	}
	return j
}
