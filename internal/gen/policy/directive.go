package policy

import (
	"bytes"
	"fmt"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/internal/nearest"
)

// A Setting is one key of a directive.
type Setting struct {
	Key   string
	Value string         // "" for a flag
	At    token.Position // where it was written
}

// A Directive is one //safe: line, or one entry of gensafe.yaml.
type Directive struct {
	Verb     Verb
	Settings []Setting // in the order they were written, each key once
	Reason   string    // of Skip
	At       token.Position
}

// Prefix begins every directive.
const Prefix = "//safe:"

// spaced is a directive that the go command's rules make an ordinary comment.
var spaced = regexp.MustCompile(`//[ \t]+safe:(?:` + strings.Join(verbs(), "|") + `)\b`)

// Mentions reports whether a file's content may hold a directive.
func Mentions(content []byte) bool {
	return bytes.Contains(content, []byte(Prefix)) || spaced.Match(content)
}

// IsDirective reports whether a comment is meant to be a directive.
func IsDirective(comment string) bool {
	at := spaced.FindStringIndex(comment)
	return strings.HasPrefix(comment, Prefix) || at != nil && at[0] == 0
}

// Parse reads the directive that comment is; at is its place. The error names the
// place and what would have been right.
func Parse(comment string, at token.Position) (Directive, error) {
	if !strings.HasPrefix(comment, Prefix) {
		return Directive{}, fmt.Errorf("%v: a directive has no space after the slashes: %s...", at, Prefix)
	}
	text := strings.TrimPrefix(comment, Prefix)
	if i := strings.Index(text, " //"); i >= 0 { // a comment on the directive
		text = text[:i]
	}
	verb, rest, _ := strings.Cut(strings.ReplaceAll(text, "\t", " "), " ")
	d := Directive{Verb: Verb(verb), At: at}
	if _, ok := keys[d.Verb]; !ok {
		return d, fmt.Errorf("%v: unknown directive %s%s %s", at, Prefix, verb, nearest.Hint(verb, verbs()))
	}
	if d.Verb == Skip {
		if d.Reason = strings.TrimSpace(rest); d.Reason == "" {
			return d, fmt.Errorf("%v: %sskip needs a reason: %sskip called by tests only", at, Prefix, Prefix)
		}
		return d, nil
	}
	for word := range strings.FieldsSeq(rest) {
		key, value, hasValue := strings.Cut(word, "=")
		if err := d.Add(Setting{Key: key, Value: value, At: at}, hasValue); err != nil {
			return d, err
		}
	}
	return d, nil
}

// Add adds a setting; hasValue says whether it was written with one. The error
// names the place.
func (d *Directive) Add(s Setting, hasValue bool) error {
	known := keys[d.Verb]
	kind, ok := known[s.Key]
	if !ok {
		return fmt.Errorf("%v: unknown key %q of %s%s %s", s.At, s.Key, Prefix, d.Verb, nearest.Hint(s.Key, slices.Collect(maps.Keys(known))))
	}
	if _, twice := d.Get(s.Key); twice {
		return fmt.Errorf("%v: %s is set twice", s.At, s.Key)
	}
	if err := kind.check(s, hasValue); err != nil {
		return fmt.Errorf("%v: %w", s.At, err)
	}
	d.Settings = append(d.Settings, s)
	return nil
}

// Get returns the setting of key.
func (d Directive) Get(key string) (Setting, bool) {
	for _, s := range d.Settings {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// Has reports whether key is set.
func (d Directive) Has(key string) bool {
	_, ok := d.Get(key)
	return ok
}

// Duration is the value of a duration key.
func (s Setting) Duration() time.Duration {
	d, _ := parseDuration(s.Value)
	return d
}

// Range is the value of a range key.
func (s Setting) Range() (low, high time.Duration) {
	from, to, _ := strings.Cut(s.Value, "..")
	low, _ = parseDuration(from)
	high, _ = parseDuration(to)
	return low, high
}

// List is the value of a list key. "none" is the empty list.
func (s Setting) List() []string {
	if s.Value == "none" {
		return nil
	}
	return strings.Split(s.Value, ",")
}

// String is the setting as it is written.
func (s Setting) String() string {
	if s.Value == "" {
		return s.Key
	}
	return s.Key + "=" + s.Value
}

func (k kind) check(s Setting, hasValue bool) error {
	if k == flagKind {
		if hasValue {
			return fmt.Errorf("%s takes no value", s.Key)
		}
		return nil
	}
	if s.Value == "" {
		return fmt.Errorf("%s needs a value: %s", s.Key, k.example(s.Key))
	}
	if !k.accepts(s) {
		return fmt.Errorf("%s: bad value %q: want %s", s.Key, s.Value, k.example(s.Key))
	}
	return nil
}

func (k kind) accepts(s Setting) bool {
	switch k {
	case durationKind:
		d, err := parseDuration(s.Value)
		return err == nil && d >= 0
	case rangeKind:
		from, to, _ := strings.Cut(s.Value, "..")
		low, err := parseDuration(from)
		high, err2 := parseDuration(to)
		return err == nil && err2 == nil && 0 < low && low < high
	case identKind:
		return token.IsIdentifier(s.Value) && s.Value != "_" && (s.Key == "tag" || !reserved[s.Value])
	case answerKind:
		_, err := strconv.ParseFloat(s.Value, 64)
		_, errInt := strconv.ParseUint(s.Value, 0, 64) // 0b1, 0o7
		return err == nil && strings.ContainsAny(s.Value, "0123456789") || errInt == nil || s.Value == "true" || s.Value == "false"
	case onOffKind:
		return s.Value == "on" || s.Value == "off"
	case wordKind:
		known := words[s.Key]
		return known == nil || slices.Contains(known, s.Value)
	case listKind:
		return acceptsList(s)
	}
	return false
}

func acceptsList(s Setting) bool {
	known := elements[s.Key]
	seen := make(map[string]bool)
	for _, e := range s.List() {
		if e == "" || seen[e] || known != nil && !slices.Contains(known, e) {
			return false
		}
		seen[e] = true
	}
	return true
}

func (k kind) example(key string) string {
	switch k {
	case durationKind:
		return "a duration like 300ms or 2s, or 0 for none"
	case rangeKind:
		return "two durations like 50ms..2s"
	case identKind:
		return "a Go name that the output has no use for itself"
	case answerKind:
		return "a number, true or false"
	case onOffKind:
		return "on or off"
	case wordKind:
		if known := words[key]; known != nil {
			return "one of " + strings.Join(known, ", ")
		}
		return "a word"
	}
	if known := elements[key]; known != nil {
		return "some of " + strings.Join(known, ",") + ", each once, or none"
	}
	return "words with commas between them"
}

func parseDuration(s string) (time.Duration, error) {
	if s == "0" {
		return 0, nil
	}
	return time.ParseDuration(s)
}
