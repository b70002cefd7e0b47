package config

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml/ast"

	"github.com/recoverlint/recoverlint/internal/nearest"
	"github.com/recoverlint/recoverlint/internal/report"
	"github.com/recoverlint/recoverlint/internal/yamlfile"
)

// Read reads a file. The error names it, the line and what would have been right.
func Read(name string, rules []Rule) (*File, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, reason(err))
	}
	f := &File{Name: name, Flags: map[string]Setting{}, Enabled: map[string]bool{}, levels: map[string]map[string]report.Level{}}
	r := &reader{File: yamlfile.Parse(name, data), file: f, rules: rules}
	if r.Err() == nil {
		r.Each(r.Body, r.top)
	}
	return f, r.Err()
}

// reason takes the name of the file off an error.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// A reader reads the tree of a file.
type reader struct {
	*yamlfile.File
	file  *File
	rules []Rule
}

// lists are the keys at the top that stand for a flag of a rule.
var lists = map[string]string{
	"starters": "nakedgo.starters", "guards": "nakedgo.guards", "decoders": "jsonnull.decoders", "context-carriers": "ctxsibling.carriers",
}

var topKeys = []string{"level", "tests", "all", "unused-ignores", "rules", "exclude", "baseline", "starters", "guards", "decoders", "context-carriers"}

func (r *reader) top(key ast.Node, name string, value ast.Node) {
	switch name {
	case "level", "tests", "all", "unused-ignores":
		r.flag(key, name, value)
	case "exclude":
		r.file.exclude = r.patterns(value)
	case "baseline":
		if value.Type() != ast.NullType {
			r.file.Baseline = r.Text(value)
		}
	case "rules":
		r.Each(value, r.rule)
	default:
		name, ok := lists[name]
		if !ok {
			r.Fail(key, "unknown key %q %s", r.Text(key), nearest.Hint(r.Text(key), topKeys))
			return
		}
		r.flag(key, name, value)
	}
}

func (r *reader) patterns(n ast.Node) []string {
	if n.Type() == ast.NullType {
		return nil
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		r.Fail(n, "want a list of patterns: [internal/legacy, \"**/*.pb.go\"]")
		return nil
	}
	// One of another name is read only if it is named, and may lie beside the code.
	beside := filepath.Base(r.file.Name) != Name
	var all []string
	for _, item := range list.Values {
		text := r.Text(item)
		pattern := path.Clean(filepath.ToSlash(text))
		switch {
		case text == "" || !doublestar.ValidatePattern(pattern):
			r.Fail(item, "%q is no pattern; **/*.pb.go is one", text)
		case pattern == "." || strings.HasPrefix(pattern, "../") && !beside || path.IsAbs(pattern):
			r.Fail(item, "%q names no file below this one's folder: write internal/legacy, or **/*.pb.go", text)
		}
		all = append(all, pattern)
	}
	return all
}

// rule reads the settings of one rule: on or off, or keys.
func (r *reader) rule(key ast.Node, name string, value ast.Node) {
	i := slices.IndexFunc(r.rules, func(rule Rule) bool { return rule.Analyzer.Name == name })
	if i < 0 {
		r.Fail(key, "there is no rule %q %s", name, nearest.Hint(name, ruleNames(r.rules)))
		return
	}
	if on, ok := r.boolean(value); ok {
		r.file.Enabled[name] = on
		return
	}
	if _, word := value.(ast.ScalarNode); word && value.Type() != ast.NullType {
		r.Fail(value, "want on, off, or keys and values")
	}
	r.Each(value, func(key ast.Node, setting string, value ast.Node) { r.setting(r.rules[i], key, setting, value) })
}

// setting reads one key of a rule.
func (r *reader) setting(rule Rule, key ast.Node, setting string, value ast.Node) {
	name := rule.Analyzer.Name
	switch isFlag := rule.Analyzer.Flags.Lookup(setting) != nil; {
	case setting != "enabled" && setting != reportAs && !isFlag:
		known := []string{"enabled", reportAs}
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		r.Fail(key, "%s has no setting %q %s", name, setting, nearest.Hint(setting, known))
	case value.Type() == ast.NullType: // nothing is said
	case setting == "enabled":
		on, ok := r.boolean(value)
		if !ok {
			r.Fail(value, "enabled: want true or false")
		}
		r.file.Enabled[name] = on
	case setting == reportAs:
		r.file.levels[name] = r.levels(rule, value)
	default:
		r.flag(key, name+"."+setting, value)
	}
}

// reportAs is the key for the levels of a rule's findings. (A flag of a rule may be
// called level.)
const reportAs = "report-as"

// levels reads one level for all findings of a rule, or one for each category.
func (r *reader) levels(rule Rule, n ast.Node) map[string]report.Level {
	levels := map[string]report.Level{}
	read := func(category string, value ast.Node) {
		level, err := report.ParseLevel(r.Text(value))
		if err != nil {
			r.Fail(value, "%s: %v", reportAs, err)
		}
		levels[category] = level
	}
	if _, one := n.(ast.ScalarNode); one {
		read("", n)
		return levels
	}
	r.Each(n, func(key ast.Node, category string, value ast.Node) {
		if known := rule.categories(); !slices.Contains(known, category) {
			r.Fail(key, "%s has no category %q %s", rule.Analyzer.Name, category, nearest.Hint(category, known))
		}
		read(category, value)
	})
	return levels
}

func ruleNames(rules []Rule) []string {
	var names []string
	for _, rule := range rules {
		names = append(names, rule.Analyzer.Name)
	}
	return names
}

// boolean reads true and false, and on and off.
func (r *reader) boolean(n ast.Node) (value, ok bool) {
	switch n := n.(type) {
	case *ast.BoolNode:
		return n.Value, true
	case *ast.StringNode:
		return n.Value == "on", n.Value == "on" || n.Value == "off"
	}
	return false, false
}

// flag notes the value of a flag, and where it stands.
func (r *reader) flag(key ast.Node, name string, value ast.Node) {
	if _, twice := r.file.Flags[name]; twice {
		r.Fail(key, "%s is set twice", name)
	}
	if value.Type() == ast.NullType {
		return // nothing is said
	}
	text := r.flagText(r.Text(key), name, value)
	if list, ok := value.(*ast.SequenceNode); ok && len(list.Values) == 0 {
		return
	}
	at := value.GetToken().Position
	r.file.Flags[name] = Setting{text, fmt.Sprintf("%s:%d:%d: %s", r.file.Name, at.Line, at.Column, r.Text(key))}
}

// flagText gives what the value would be on a command line.
func (r *reader) flagText(key, name string, n ast.Node) string {
	if r.isSwitch(name) {
		on, ok := r.boolean(n)
		if !ok {
			r.Fail(n, "%s: want true or false", key)
		}
		return strconv.FormatBool(on)
	}
	if name == "level" {
		level, err := report.ParseLevel(r.word(n))
		if err != nil {
			r.Fail(n, "level: %v", err)
		}
		return string(level)
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return r.Text(n)
	}
	var items []string
	for _, item := range list.Values {
		items = append(items, r.Text(item))
	}
	return strings.Join(items, ",")
}

// isSwitch reports whether a flag is on or off.
func (r *reader) isSwitch(name string) bool {
	rule, name, ok := strings.Cut(name, ".")
	if !ok {
		return rule != "level"
	}
	i := slices.IndexFunc(r.rules, func(r Rule) bool { return r.Analyzer.Name == rule })
	if i < 0 {
		return false // a list of a rule that is not in the table
	}
	f := r.rules[i].Analyzer.Flags.Lookup(name)
	return f != nil && isBool(f)
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// word gives the text of a value that has no parts, or nothing.
func (r *reader) word(n ast.Node) string {
	if _, ok := n.(ast.ScalarNode); !ok {
		return ""
	}
	return r.Text(n)
}
