// Package config reads .recoverlint.yml, which holds what a team has agreed on, for all
// drivers.
package config

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/report"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

// Name is what the file is called.
const Name = ".recoverlint.yml"

// Off is the value of -config, and of Var, by which no file is read.
const Off = "off"

// Var is the environment variable that has the value of -config for programs that do
// not know the flag, or hear of it too late: go vet, go fix and golangci-lint.
const Var = "RECOVERLINT_CONFIG"

// A Rule is what a configuration has to know of a rule.
type Rule struct {
	Analyzer *analysis.Analyzer
	Levels   map[string]string // by category, where it is not that of the rule
}

// categories names the categories of the rule's findings: those of its docs.
func (r Rule) categories() []string {
	all := slices.AppendSeq(ruledoc.Categories(r.Analyzer.Doc), maps.Keys(r.Levels))
	slices.Sort(all)
	return slices.Compact(all)
}

// A File is what a .recoverlint.yml says of the packages in its folder and below, as
// far as no other file is nearer. The zero File says nothing.
type File struct {
	Name    string             // absolute
	Flags   map[string]Setting // by name: level, nakedgo.guards
	Enabled map[string]bool    // by rule, if said
	// Baseline is the file for a standalone run, as seen from the folder.
	Baseline string

	levels  map[string]map[string]report.Level // by rule and category; "" is any that is no note
	exclude []string                           // patterns of files and folders, as seen from the folder
}

// A Setting is the value of a flag, and where it was written: file:line:column: key.
type Setting struct{ Value, At string }

// WithoutFilters gives what the file says of the analysis. What it leaves out of the
// findings, and how it calls them, others see to.
func (f *File) WithoutFilters() *File {
	rest := *f
	rest.exclude, rest.levels = nil, nil
	rest.Flags = maps.Clone(f.Flags)
	delete(rest.Flags, "level")
	delete(rest.Flags, "tests")
	return &rest
}

// hash adds to w what the file says, whatever its order and comments.
func (f *File) hash(w io.Writer) {
	flags := map[string]string{}
	for name, s := range f.Flags {
		flags[name] = s.Value
	}
	for _, part := range []any{f.Name, flags, f.Enabled, f.levels, f.exclude} {
		data, err := json.Marshal(part)
		if err != nil {
			panic("internal error: " + err.Error()) // texts, booleans, lists and maps always encode
		}
		fmt.Fprintf(w, "%s\n", data)
	}
}

// HidesTests reports whether findings in test files are left out.
func (f *File) HidesTests() bool { return f.Flags["tests"].Value == "false" }

// MayShowNotes reports whether what a rule calls a note may be shown.
func (f *File) MayShowNotes() bool {
	return len(f.levels) > 0 || f.LevelOr(report.DefaultLevel) == report.Note
}

// LevelOr gives the lowest level that is reported.
func (f *File) LevelOr(other report.Level) report.Level {
	if level, err := report.ParseLevel(f.Flags["level"].Value); err == nil {
		return level
	}
	return other
}

// Level gives the level of a rule's findings of a category, which is own as far as the
// file says nothing. Notes stay notes, unless their category is named: they are what a
// rule is not sure of.
func (f *File) Level(rule, category string, own report.Level) report.Level {
	levels := f.levels[rule]
	if level, ok := levels[category]; ok && category != "" {
		return level
	}
	if level, ok := levels[""]; ok && own != report.Note {
		return level
	}
	return own
}

// Excludes reports whether findings in a file are not wanted: a pattern matches it,
// or a folder that it is in.
func (f *File) Excludes(file string) bool {
	name, err := filepath.Rel(filepath.Dir(f.Name), file)
	if err != nil || len(f.exclude) == 0 {
		return false
	}
	for at := filepath.ToSlash(name); at != "." && at != "/"; at = path.Dir(at) {
		if slices.ContainsFunc(f.exclude, func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, at) }) {
			return true
		}
	}
	return false
}
