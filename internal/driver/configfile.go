package driver

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/recoverlint/recoverlint/internal/report"
)

// configName is the file that holds what a team has agreed on.
const configName = ".recoverlint.yml"

// noConfig is the value of -config by which no file is read.
const noConfig = "off"

// A configFile is what a .recoverlint.yml says of the packages in its folder and
// below, as far as no other file is nearer.
type configFile struct {
	name    string                             // absolute; "" is the configuration that says nothing
	flags   map[string]setting                 // of flags that are not on the command line
	enabled map[string]bool                    // by rule, if said
	levels  map[string]map[string]report.Level // by rule and category; "" is any that is no note
	exclude []string                           // patterns of files and folders, as seen from the folder
	// baseline is the file for a standalone run, as seen from the folder.
	baseline string
}

// A setting is the value of a flag, and where it was written.
type setting struct{ value, at string }

// withoutFilters gives what the file says of the analysis. What it leaves out of the
// findings, and how it calls them, others see to.
func (c *configFile) withoutFilters() *configFile {
	rest := *c
	rest.exclude, rest.levels = nil, nil
	rest.flags = maps.Clone(c.flags)
	delete(rest.flags, "level")
	delete(rest.flags, "tests")
	return &rest
}

// hash adds to w what the file says, whatever its order and comments.
func (c *configFile) hash(w io.Writer) {
	flags := map[string]string{}
	for name, s := range c.flags {
		flags[name] = s.value
	}
	for _, part := range []any{c.name, flags, c.enabled, c.levels, c.exclude} {
		data, err := json.Marshal(part)
		if err != nil {
			panic("internal error: " + err.Error()) // texts, booleans, lists and maps always encode
		}
		fmt.Fprintf(w, "%s\n", data)
	}
}

// hidesTests reports whether findings in test files are left out.
func (c *configFile) hidesTests() bool { return c.flags["tests"].value == "false" }

// mayShowNotes reports whether what a rule calls a note may be shown.
func (c *configFile) mayShowNotes() bool {
	return len(c.levels) > 0 || c.levelOr(report.DefaultLevel) == report.Note
}

// levelOr gives the lowest level that is reported.
func (c *configFile) levelOr(other report.Level) report.Level {
	if level, err := report.ParseLevel(c.flags["level"].value); err == nil {
		return level
	}
	return other
}

// apply sets the flags that the command line left alone.
func (c *configFile) apply(o *options, fs *flag.FlagSet) error {
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for _, name := range slices.Sorted(maps.Keys(c.flags)) {
		if given[name] {
			continue
		}
		if err := fs.Set(name, c.flags[name].value); err != nil {
			return fmt.Errorf("%s: %w", c.flags[name].at, err)
		}
	}
	for name, on := range c.enabled {
		choice := o.enable[name]
		switch {
		case *choice != unset:
		case on:
			o.also = append(o.also, name)
		default:
			*choice = no
		}
	}
	return nil
}

// level gives the level of a rule's findings of a category. Notes stay notes, unless
// their category is named: they are what a rule is not sure of.
func (c *configFile) level(rule Rule, category string) report.Level {
	own, levels := rule.level(category), c.levels[rule.Analyzer.Name]
	if level, ok := levels[category]; ok && category != "" {
		return level
	}
	if level, ok := levels[""]; ok && own != report.Note {
		return level
	}
	return own
}

// excludes reports whether findings in a file are not wanted: a pattern matches it,
// or a folder that it is in.
func (c *configFile) excludes(file string) bool {
	name, err := filepath.Rel(filepath.Dir(c.name), file)
	if err != nil || len(c.exclude) == 0 {
		return false
	}
	for at := filepath.ToSlash(name); at != "." && at != "/"; at = path.Dir(at) {
		if slices.ContainsFunc(c.exclude, func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, at) }) {
			return true
		}
	}
	return false
}
