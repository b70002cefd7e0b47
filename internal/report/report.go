// Package report turns findings into what a reader or a program reads: text,
// JSON, SARIF and more. Its functions are pure; equal findings in equal files
// give equal bytes.
package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Finding is what one rule says of one place.
type Finding struct {
	Rule     string
	Category string // "" for a rule that has one kind of finding
	Level    Level
	Start    Position
	End      Position // Start, where a rule gives no end
	Message  string
	URL      string // the rule's docs page
	Related  []Related
	Fixes    []Fix // alternatives; -fix applies the first
}

// A Position is a place in a file. The zero Position is no place.
type Position struct {
	File   string
	Line   int // from 1
	Column int // from 1, in bytes
}

// A Related is the other half of a finding's story.
type Related struct {
	Start, End Position
	Message    string
}

// A Fix is a change that resolves a finding. It is applied as a whole.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes of File from Start to before End, which count
// from 0, by New.
type Edit struct {
	File       string
	Start, End int
	New        string
}

// A Level says how sure the harm is.
type Level string

// The levels, the highest first.
const (
	Error   Level = "error"   // a concrete instruction, value or path shows the harm
	Warning Level = "warning" // the harm depends on code that was not seen
	Note    Level = "note"
)

// DefaultLevel is the lowest that is shown unless a user asks for another.
const DefaultLevel = Warning

var rank = map[Level]int{Note: 1, Warning: 2, Error: 3}

// ParseLevel gives the level that is called s.
func ParseLevel(s string) (Level, error) {
	if rank[Level(s)] == 0 {
		return "", fmt.Errorf("want error, warning or note")
	}
	return Level(s), nil
}

// LevelOf gives the level of a rule's findings of a category: the one that
// levels has for it, or else the rule's.
func LevelOf(rule string, levels map[string]string, category string) Level {
	if level, ok := levels[category]; ok {
		return Level(level)
	}
	return Level(rule)
}

// Compare orders levels, the highest first.
func (l Level) Compare(other Level) int { return rank[other] - rank[l] }

// AtLeast reports whether l is as high as low, or higher.
func (l Level) AtLeast(low Level) bool { return rank[l] >= rank[low] }

// String gives file:line:column, as compilers and editors write it.
func (p Position) String() string {
	if p.File == "" {
		return "-"
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}

// ParsePosition reads what String gives. The file may itself contain colons
// (C:\a.go), so the numbers are taken from the right.
func ParsePosition(s string) (Position, error) {
	rest, column, ok := cutLast(s)
	file, line, ok2 := cutLast(rest)
	if !ok || !ok2 || file == "" {
		return Position{}, fmt.Errorf("%q is not file:line:column", s)
	}
	return Position{file, line, column}, nil
}

func cutLast(s string) (before string, number int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", 0, false
	}
	number, err := strconv.Atoi(s[i+1:])
	return s[:i], number, err == nil
}

// Sorted gives the findings in the order of their places, each once: a file
// may belong to a package and to its test variant.
func Sorted(findings []Finding) []Finding {
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b Finding) int {
		return cmp.Or(
			comparePositions(a.Start, b.Start),
			comparePositions(a.End, b.End),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(sorted, func(a, b Finding) bool {
		return a.Start == b.Start && a.End == b.End && a.Rule == b.Rule && a.Category == b.Category && a.Message == b.Message
	})
}

func comparePositions(a, b Position) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
