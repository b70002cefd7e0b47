package report

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/fatih/color"
	"github.com/mattn/go-runewidth"
)

// A Screen is what a terminal can show.
type Screen struct {
	Color bool
	Width int // of a line, in cells; 0 if it is not known
}

// Terminal gives the lines of Text, each with the source that is meant below
// it:
//
//	a.go:40:2: goroutine has no panic guard (index out of range at a.go:48) (nakedgo)
//	    go confirm(o)
//	    ^~~~~~~~~~
//	    a.go:48:34: panics here: index out of range
//	        return strings.Split(email, "@")[1]
//	                                        ^
func Terminal(run Run, screen Screen) []byte {
	t := terminal{screen: screen, sources: newSources(run.Source)}
	for _, f := range run.Findings {
		mark := marks[f.Level]
		t.paint(clean(f.Start.String()), color.Bold)
		t.WriteString(": ")
		t.paint(clean(f.Message), mark)
		t.WriteString(" (" + f.Rule + ")\n")
		t.excerpt(f.Start, f.End, indent, mark)
		for _, r := range f.Related {
			t.WriteString(indent + clean(r.Start.String()+": "+r.Message) + "\n")
			t.excerpt(r.Start, r.End, indent+indent, mark)
		}
	}
	return t.Bytes()
}

const indent = "    "

// marks gives the colour of a level.
var marks = map[Level]color.Attribute{Error: color.FgRed, Warning: color.FgYellow, Note: color.FgCyan}

type terminal struct {
	bytes.Buffer
	screen  Screen
	sources *sources
}

func (t *terminal) paint(text string, attribute color.Attribute) {
	if !t.screen.Color {
		t.WriteString(text)
		return
	}
	c := color.New(attribute)
	c.EnableColor() // whatever the package thinks of stdout
	t.WriteString(c.Sprint(text))
}

// excerpt shows the line of a place, and marks what is meant, up to the end of
// the line.
func (t *terminal) excerpt(start, end Position, indent string, mark color.Attribute) {
	src := t.sources.file(start.File)
	line := src.line(start.Line)
	if strings.TrimSpace(line) == "" {
		return
	}
	start, end = src.extent(start, end)
	to := len(line)
	if end.Line == start.Line {
		to = min(end.Column-1, to)
	}
	from := min(start.Column-1, to)
	before := strings.TrimLeft(clean(line[:from]), " ")
	meant, after := clean(line[from:to]), strings.TrimRight(clean(line[to:]), " ")
	if room := t.screen.Width - len(indent); t.screen.Width > 0 {
		before, meant, after = fit(before, meant, after, room)
	}
	t.WriteString(indent + before + meant + after + "\n")
	t.WriteString(indent + strings.Repeat(" ", cells.StringWidth(before)))
	t.paint("^"+strings.Repeat("~", max(cells.StringWidth(meant)-1, 0)), mark)
	t.WriteString("\n")
}

// fit cuts a line so that it needs no more than room cells, and the start of
// what is meant can be seen.
func fit(before, meant, after string, room int) (string, string, string) {
	const cut = "…"
	if before != "" && cells.StringWidth(before+meant) > room {
		before = cells.TruncatePrefix(before, max(room/2, room-cells.StringWidth(meant)), cut)
	}
	room -= cells.StringWidth(before)
	meant = cells.Truncate(meant, max(room, 1), cut)
	if room -= cells.StringWidth(meant); room <= 0 {
		return before, meant, ""
	}
	return before, meant, cells.Truncate(after, room, cut)
}

// cells counts as terminals do by default, whatever the language of the user.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

// clean gives text without what would move the cursor, or turn the direction
// of what follows: a source file may have that to deceive its readers. Tabs
// become spaces.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		const joiner = '\u200d' // between the parts of an emoji
		switch {
		case unicode.IsPrint(r) || r == joiner:
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, strings.ReplaceAll(text, "\t", indent))
}
