package report

import (
	"bytes"
	"encoding/xml"
)

// Checkstyle gives the XML of Checkstyle's reports, which many CI servers and
// editors read. Columns count in UTF-16 code units, as in Java.
func Checkstyle(run Run) []byte {
	files := newSources(run.Source)
	doc := checkstyle{Version: "5.0"}
	for _, f := range run.Findings {
		last := len(doc.Files) - 1
		if last < 0 || doc.Files[last].Name != f.Start.File {
			doc.Files = append(doc.Files, checkstyleFile{Name: f.Start.File})
			last++
		}
		doc.Files[last].Errors = append(doc.Files[last].Errors, checkstyleError{
			Line:   max(f.Start.Line, 1),
			Column: files.file(f.Start.File).utf16Column(f.Start.Line, f.Start.Column),

			Severity: severities[f.Level],
			Message:  f.Message,
			Source:   "recoverlint." + f.Rule,
		})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "\t")
	if err := enc.Encode(doc); err != nil {
		panic("internal error: " + err.Error()) // strings and numbers always encode
	}
	b.WriteString("\n")
	return b.Bytes()
}

// severities gives the word of Checkstyle for a level.
var severities = map[Level]string{Error: "error", Warning: "warning", Note: "info"}

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}
