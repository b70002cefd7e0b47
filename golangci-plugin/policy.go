package golangci

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// A policy is what is reported: what .golangci.yml says, and as far as it says nothing,
// what the .recoverlint.yml of a package says.
type policy struct {
	settings *settings
	files    *config.Set
	folders  []string // of the modules that are worked on
}

// readPolicy reads the files for a run in this folder, and sets the flags that the
// settings left alone.
func readPolicy(s *settings) (*policy, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	var rules []config.Rule
	for _, rule := range analyzers.Rules {
		rules = append(rules, config.Rule{Analyzer: rule.Analyzer, Levels: rule.Levels})
	}
	p := &policy{settings: s, folders: config.Roots(dir)}
	if p.files, err = config.Load(dir, os.Getenv(config.Var), rules); err != nil {
		return nil, err
	}
	return p, p.setFlags()
}

// setFlags sets the flags of rules to what the files say. The analyzers of all packages
// run at the same time and share them, so the files have to agree. (Unlike in the other
// modes they hold for packages without a file too, and in the modules of others. A value
// in place of which the settings have another is not tried: there is no way back.)
func (p *policy) setFlags() error {
	flags, err := p.flags()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		rule, key, _ := strings.Cut(name, ".")
		if err := find(rule).Analyzer.Flags.Lookup(key).Value.Set(flags[name].Value); err != nil {
			return fmt.Errorf("%s: %w", flags[name].At, err)
		}
	}
	nameFacts(flags)
	return nil
}

// flags gives the flags of rules that the files set.
func (p *policy) flags() (map[string]config.Setting, error) {
	flags := map[string]config.Setting{}
	for _, file := range p.files.Files() {
		for name, setting := range file.Flags {
			if _, known := flags[name]; known || p.settings.said[name] || !strings.Contains(name, ".") {
				continue // not the first, not the last word, or no flag of a rule
			}
			flags[name] = setting
		}
	}
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		for _, file := range p.files.Files() {
			if file.Flags[name].Value != flags[name].Value {
				return nil, differ(name, flags[name], file)
			}
		}
	}
	return flags, nil
}

// differ is the error that a file does not agree with what another says of a flag.
func differ(name string, setting config.Setting, file *config.File) error {
	says := "does not say it"
	if file.Flags[name].Value != "" {
		says = "says otherwise"
	}
	return fmt.Errorf("%s: golangci-lint has one value for all packages, and %s %s: write settings.rules.%s in .golangci.yml", setting.At, file.Name, says, name)
}

// selected gives the rules that run on some of the packages.
func (p *policy) selected() []analyzers.Rule {
	return slices.DeleteFunc(slices.Clone(analyzers.Rules), func(rule analyzers.Rule) bool {
		return !slices.ContainsFunc(p.files.All(), func(file *config.File) bool { return p.runs(rule, file) })
	})
}

// runs reports whether a rule runs where the file holds.
func (p *policy) runs(rule analyzers.Rule, file *config.File) bool {
	name := rule.Analyzer.Name
	if on, said := p.settings.enabled[name]; said {
		return on
	}
	if on, said := file.Enabled[name]; said {
		return on
	}
	all := file.Flags["all"].Value == "true"
	if p.settings.said["all"] {
		all = p.settings.all
	}
	return rule.On || all
}

// shows reports whether a finding of a rule in a Go file is reported.
func (p *policy) shows(rule analyzers.Rule, category, name string) bool {
	file := p.files.Of(filepath.Dir(name))
	lowest := p.settings.level
	if !p.settings.said["level"] {
		lowest = file.LevelOr(lowest)
	}
	level := file.Level(rule.Analyzer.Name, category, report.LevelOf(rule.Level, rule.Levels, category))
	return p.runs(rule, file) && level.AtLeast(lowest) && !file.Excludes(name) &&
		!(file.HidesTests() && strings.HasSuffix(name, "_test.go"))
}
