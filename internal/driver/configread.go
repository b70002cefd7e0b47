package driver

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/recoverlint/recoverlint/internal/nearest"
	"github.com/recoverlint/recoverlint/internal/report"
)

// readConfigFile reads a file. The error names it, the line and what would have
// been right.
func readConfigFile(name string, rules []Rule) (*configFile, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, reason(err))
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // editors of Windows write it
	c := &configFile{name: name, flags: map[string]setting{}, enabled: map[string]bool{}, levels: map[string]map[string]report.Level{}}
	r := &configReader{config: c, rules: rules}
	_, r.flags = newToolFlags(rules)
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.badYAML(data, err)
	}
	for i, doc := range parsed.Docs {
		switch {
		case doc.Body == nil:
		case i > 0:
			r.failAt(doc.Start, "a second document: write one")
		default:
			ast.Walk(aliasFinder{r}, doc.Body)
			r.each(doc.Body, r.top)
		}
	}
	return c, r.err
}

// An aliasFinder refuses anchors and aliases. Whoever forgets to put quotes around
// *.pb.go may have written an alias, of the name .pb.go.
type aliasFinder struct{ *configReader }

// Visit looks at one node.
func (f aliasFinder) Visit(n ast.Node) ast.Visitor {
	switch n.Type() {
	case ast.AnchorType, ast.AliasType:
		f.fail(n, "anchors and aliases are not read: "+quotes)
	}
	return f
}

// A configReader reads the tree of a file. It keeps the first error.
type configReader struct {
	config *configFile
	rules  []Rule
	flags  *flag.FlagSet // that a file may set
	err    error
}

// badYAML says where the file is no YAML, and why. (The parser takes **/*.pb.go without
// quotes for an alias, and complains of what comes next.)
func (r *configReader) badYAML(data []byte, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		return fmt.Errorf("%s: %w", r.config.name, err)
	}
	at, remedy := e.GetToken().Position, ""
	if lines := bytes.Split(data, []byte("\n")); at.Line <= len(lines) && bytes.ContainsAny(lines[at.Line-1], "*&") {
		remedy = " (" + quotes + ")"
	}
	r.failAt(e.GetToken(), "%s%s", e.GetMessage(), remedy)
	return r.err
}

const quotes = "put quotes around what begins with * or &"

func (r *configReader) fail(n ast.Node, format string, args ...any) {
	r.failAt(n.GetToken(), format, args...)
}

func (r *configReader) failAt(t *token.Token, format string, args ...any) {
	if r.err == nil {
		at := t.Position
		r.err = fmt.Errorf("%s:%d:%d: %s", r.config.name, at.Line, at.Column, fmt.Sprintf(format, args...))
	}
}

// each calls set with each key of a mapping.
func (r *configReader) each(n ast.Node, set func(key ast.Node, name string, value ast.Node)) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, e := range n.Values {
			set(e.Key, r.text(e.Key), e.Value)
		}
	case *ast.MappingValueNode:
		set(n.Key, r.text(n.Key), n.Value)
	case *ast.NullNode:
	default:
		r.fail(n, "want keys and values")
	}
}

// lists are the keys at the top that stand for a flag of a rule.
var lists = map[string]string{
	"starters": "nakedgo.starters", "guards": "nakedgo.guards", "decoders": "jsonnull.decoders", "context-carriers": "ctxsibling.carriers",
}

var topKeys = []string{"level", "tests", "all", "unused-ignores", "rules", "exclude", "baseline", "starters", "guards", "decoders", "context-carriers"}

func (r *configReader) top(key ast.Node, name string, value ast.Node) {
	switch name {
	case "level", "tests", "all", "unused-ignores":
		r.flag(key, name, value)
	case "exclude":
		r.config.exclude = r.patterns(value)
	case "baseline":
		if value.Type() != ast.NullType {
			r.config.baseline = r.text(value)
		}
	case "rules":
		r.each(value, r.rule)
	default:
		name, ok := lists[name]
		if !ok {
			r.fail(key, "unknown key %q %s", r.text(key), nearest.Hint(r.text(key), topKeys))
			return
		}
		r.flag(key, name, value)
	}
}

func (r *configReader) patterns(n ast.Node) []string {
	if n.Type() == ast.NullType {
		return nil
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		r.fail(n, "want a list of patterns: [internal/legacy, \"**/*.pb.go\"]")
		return nil
	}
	// One of another name is read only if it is named, and may lie beside the code.
	beside := filepath.Base(r.config.name) != configName
	var all []string
	for _, item := range list.Values {
		text := r.text(item)
		pattern := path.Clean(filepath.ToSlash(text))
		switch {
		case text == "" || !doublestar.ValidatePattern(pattern):
			r.fail(item, "%q is no pattern; **/*.pb.go is one", text)
		case pattern == "." || strings.HasPrefix(pattern, "../") && !beside || path.IsAbs(pattern):
			r.fail(item, "%q names no file below this one's folder: write internal/legacy, or **/*.pb.go", text)
		}
		all = append(all, pattern)
	}
	return all
}

// rule reads the settings of one rule: on or off, or keys.
func (r *configReader) rule(key ast.Node, name string, value ast.Node) {
	i := slices.IndexFunc(r.rules, func(rule Rule) bool { return rule.Analyzer.Name == name && rule.Analyzer != unusedIgnore })
	if i < 0 {
		r.fail(key, "there is no rule %q %s", name, nearest.Hint(name, ruleNames(r.rules)))
		return
	}
	if on, ok := r.boolean(value); ok {
		r.config.enabled[name] = on
		return
	}
	if _, word := value.(ast.ScalarNode); word && value.Type() != ast.NullType {
		r.fail(value, "want on, off, or keys and values")
	}
	r.each(value, func(key ast.Node, setting string, value ast.Node) { r.setting(r.rules[i], key, setting, value) })
}

// setting reads one key of a rule.
func (r *configReader) setting(rule Rule, key ast.Node, setting string, value ast.Node) {
	name := rule.Analyzer.Name
	switch isFlag := rule.Analyzer.Flags.Lookup(setting) != nil; {
	case setting != "enabled" && setting != reportAs && !isFlag:
		known := []string{"enabled", reportAs}
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		r.fail(key, "%s has no setting %q %s", name, setting, nearest.Hint(setting, known))
	case value.Type() == ast.NullType: // nothing is said
	case setting == "enabled":
		on, ok := r.boolean(value)
		if !ok {
			r.fail(value, "enabled: want true or false")
		}
		r.config.enabled[name] = on
	case setting == reportAs:
		r.config.levels[name] = r.levels(rule, value)
	default:
		r.flag(key, name+"."+setting, value)
	}
}

// reportAs is the key for the levels of a rule's findings. (A flag of a rule may be
// called level.)
const reportAs = "report-as"

// levels reads one level for all findings of a rule, or one for each category.
func (r *configReader) levels(rule Rule, n ast.Node) map[string]report.Level {
	levels := map[string]report.Level{}
	read := func(category string, value ast.Node) {
		level, err := report.ParseLevel(r.text(value))
		if err != nil {
			r.fail(value, "%s: %v", reportAs, err)
		}
		levels[category] = level
	}
	if _, one := n.(ast.ScalarNode); one {
		read("", n)
		return levels
	}
	r.each(n, func(key ast.Node, category string, value ast.Node) {
		if known := rule.categories(); !slices.Contains(known, category) {
			r.fail(key, "%s has no category %q %s", rule.Analyzer.Name, category, nearest.Hint(category, known))
		}
		read(category, value)
	})
	return levels
}

func ruleNames(rules []Rule) []string {
	var names []string
	for _, rule := range rules {
		if rule.Analyzer != unusedIgnore {
			names = append(names, rule.Analyzer.Name)
		}
	}
	return names
}

// boolean reads true and false, and on and off.
func (r *configReader) boolean(n ast.Node) (value, ok bool) {
	switch n := n.(type) {
	case *ast.BoolNode:
		return n.Value, true
	case *ast.StringNode:
		return n.Value == "on", n.Value == "on" || n.Value == "off"
	}
	return false, false
}

// flag notes the value of a flag, and where it stands.
func (r *configReader) flag(key ast.Node, name string, value ast.Node) {
	if _, twice := r.config.flags[name]; twice {
		r.fail(key, "%s is set twice", name)
	}
	if value.Type() == ast.NullType {
		return // nothing is said
	}
	text := r.flagText(r.text(key), name, value)
	if list, ok := value.(*ast.SequenceNode); ok && len(list.Values) == 0 {
		return
	}
	at := value.GetToken().Position
	r.config.flags[name] = setting{text, fmt.Sprintf("%s:%d:%d: %s", r.config.name, at.Line, at.Column, r.text(key))}
}

// flagText gives what the value would be on a command line.
func (r *configReader) flagText(key, name string, n ast.Node) string {
	if f := r.flags.Lookup(name); f != nil && isBool(f) {
		on, ok := r.boolean(n)
		if !ok {
			r.fail(n, "%s: want true or false", key)
		}
		return strconv.FormatBool(on)
	}
	if name == "level" {
		level, err := report.ParseLevel(r.word(n))
		if err != nil {
			r.fail(n, "level: %v", err)
		}
		return string(level)
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return r.text(n)
	}
	var items []string
	for _, item := range list.Values {
		items = append(items, r.text(item))
	}
	return strings.Join(items, ",")
}

// word gives the text of a value that has no parts, or nothing.
func (r *configReader) word(n ast.Node) string {
	if _, ok := n.(ast.ScalarNode); !ok {
		return ""
	}
	return r.text(n)
}

func (r *configReader) text(n ast.Node) string {
	if s, ok := n.(ast.ScalarNode); ok {
		return fmt.Sprint(s.GetValue())
	}
	r.fail(n, "want a word, not %s", strings.ToLower(n.Type().String()))
	return ""
}
