package golangci

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/nearest"
	"github.com/recoverlint/recoverlint/internal/report"
)

// settings is what a user may set. In YAML, with the defaults:
//
//	level: warning
//	all: false
//	rules:
//	  nakedgo: true # or the flags of the rule:
//	  jsonnull:
//	    enabled: true
//	    decoders: [example.com/wire.Decode:1]
//
// golangci-lint gives keys in lower case and takes a dot in a key for a level
// of its own, so no key is like nakedgo.level. What a rule can be told is what
// its flags are: they are looked up, not listed here again.
type settings struct {
	level   report.Level
	all     bool
	enabled map[string]bool // by rule, if said
	said    map[string]bool // level, all, and flags as nakedgo.guards
}

// enabledKey switches a rule that has flags set on or off.
const enabledKey = "enabled"

func decode(raw any) (*settings, error) {
	s := &settings{level: report.DefaultLevel, enabled: map[string]bool{}, said: map[string]bool{}}
	return s, eachKey("settings", raw, func(path, key string, value any) (err error) {
		s.said[key] = true
		switch key {
		case "level":
			s.level, err = levelOf(path, value)
		case "all":
			s.all, err = boolOf(path, value)
		case "rules":
			err = eachKey(path, value, s.setRule)
		default:
			err = unknown(path, key, []string{"level", "all", "rules"})
		}
		return err
	})
}

// setRule reads the settings of one rule.
func (s *settings) setRule(path, name string, value any) (err error) {
	rule := find(name)
	if rule == nil {
		return unknown(path, name, ruleNames())
	}
	if on, ok := value.(bool); ok {
		s.enabled[name] = on
		return nil
	}
	return eachKey(path, value, func(path, key string, value any) (err error) {
		if key == enabledKey {
			s.enabled[name], err = boolOf(path, value)
			return err
		}
		f := rule.Analyzer.Flags.Lookup(key)
		if f == nil {
			return unknown(path, key, append(flagNames(&rule.Analyzer.Flags), enabledKey))
		}
		s.said[name+"."+key] = true
		return setFlag(path, f, value)
	})
}

// setFlag sets a flag to the value of a key.
func setFlag(path string, f *flag.Flag, value any) error {
	text, err := flagText(path, f, value)
	if err != nil {
		return err
	}
	if err := f.Value.Set(text); err != nil {
		return fmt.Errorf("%s: %v", path, err)
	}
	return nil
}

// flagText gives what the value would be on a command line. A flag that lists
// something takes a list as well.
func flagText(path string, f *flag.Flag, value any) (string, error) {
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		on, err := boolOf(path, value)
		return fmt.Sprint(on), err
	}
	return textOf(path, value)
}

// eachKey calls set with each key of a map, and its path, in their order. No
// value at all is an empty map.
func eachKey(path string, value any, set func(path, key string, value any) error) error {
	if value == nil {
		return nil
	}
	m, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: want keys and values, have %v", path, value)
	}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if err := set(path+"."+key, key, m[key]); err != nil {
			return err
		}
	}
	return nil
}

func unknown(path, key string, known []string) error {
	return fmt.Errorf("there is no key %s %s", path, nearest.Hint(key, known))
}

func levelOf(path string, value any) (report.Level, error) {
	level, err := report.ParseLevel(fmt.Sprint(value))
	if err != nil {
		return "", fmt.Errorf("%s: %v, have %v", path, err, value)
	}
	return level, nil
}

func boolOf(path string, value any) (bool, error) {
	b, ok := value.(bool)
	if !ok {
		return false, fmt.Errorf("%s: want true or false, have %v", path, value)
	}
	return b, nil
}

// textOf gives the text of a value, and the texts of a list with commas
// between them.
func textOf(path string, value any) (string, error) {
	switch value := value.(type) {
	case string:
		return value, nil
	case int:
		return fmt.Sprint(value), nil
	case []any:
		texts := make([]string, len(value))
		for i, one := range value {
			text, ok := one.(string)
			if !ok {
				return "", fmt.Errorf("%s: want a list of texts, have %v in it", path, one)
			}
			texts[i] = text
		}
		return strings.Join(texts, ","), nil
	}
	return "", fmt.Errorf("%s: want a text or a list of texts, have %v", path, value)
}

func find(name string) *analyzers.Rule {
	i := slices.IndexFunc(analyzers.Rules, func(r analyzers.Rule) bool { return r.Analyzer.Name == name })
	if i < 0 {
		return nil
	}
	return &analyzers.Rules[i]
}

func ruleNames() []string {
	var names []string
	for _, rule := range analyzers.Rules {
		names = append(names, rule.Analyzer.Name)
	}
	return names
}

func flagNames(flags *flag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}
