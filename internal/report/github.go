package report

import (
	"bytes"
	"strconv"
	"strings"
)

// GitHub gives a workflow command of GitHub Actions for each finding, which
// becomes an annotation of the line:
//
//	::error file=a.go,line=3,endLine=3,col=2,endColumn=4,title=recoverlint nakedgo::message
//
// Names of files are those from the root of the repository, columns count in
// UTF-16 code units.
func GitHub(run Run) []byte {
	files := newSources(run.Source)
	var b bytes.Buffer
	for _, f := range run.Findings {
		var properties []string
		if f.Start.File != "" {
			properties = place(files.file(f.Start.File), run.inRepo(f.Start.File), f.Start, f.End)
		}
		message := f.Message
		for _, r := range f.Related {
			at := r.Start
			at.File = run.inRepo(at.File)
			message += "\n" + at.String() + ": " + r.Message
		}
		command(&b, commands[f.Level], append(properties, "title=recoverlint "+f.Rule), message)
	}
	for _, text := range run.Errors {
		command(&b, "error", []string{"title=recoverlint"}, text)
	}
	return b.Bytes()
}

// commands gives the command for a level.
var commands = map[Level]string{Error: "error", Warning: "warning", Note: "notice"}

// place gives the properties that say where. GitHub takes no columns for more
// than one line.
func place(src *source, file string, start, end Position) []string {
	start, end = src.extent(start, end)
	properties := []string{
		"file=" + escapeProperty.Replace(file),
		"line=" + strconv.Itoa(start.Line),
		"endLine=" + strconv.Itoa(end.Line),
	}
	if start.Line == end.Line {
		properties = append(properties,
			"col="+strconv.Itoa(src.utf16Column(start.Line, start.Column)),
			"endColumn="+strconv.Itoa(src.utf16Column(end.Line, end.Column)))
	}
	return properties
}

func command(b *bytes.Buffer, name string, properties []string, message string) {
	b.WriteString("::" + name + " " + strings.Join(properties, ",") + "::" + escapeData.Replace(message) + "\n")
}

// What has a meaning in a command is written as its code: in the message, and
// in the value of a property.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// inRepo is InRepo for readers who are told no difference.
func (run Run) inRepo(file string) string {
	if file == "" {
		return ""
	}
	name, _ := run.InRepo(file)
	return name
}
