// Package golangci makes the rules a module plugin of golangci-lint, which
// calls it recoverlint. docs/golangci.md says how to build a golangci-lint that
// has it.
package golangci

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
)

const name = "recoverlint"

func init() { register.Plugin(name, New) }

// New makes the plugin from what stands below linters.settings.custom.recoverlint.settings
// in .golangci.yml, and from .recoverlint.yml. A key that is not known there, or a value
// that a flag does not take, is an error.
func New(raw any) (register.LinterPlugin, error) {
	s, err := decode(raw)
	if err != nil {
		return nil, err
	}
	p, err := readPolicy(s)
	if err != nil {
		return nil, err
	}
	return plugin{p}, nil
}

type plugin struct{ policy *policy }

// BuildAnalyzers gives the one analyzer that reports for all rules, and the one whose
// name says what the files say.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	list := []*analysis.Analyzer{newLinter(p.policy, p.policy.selected())}
	if key := p.policy.key(); key != nil {
		list = append(list, key)
	}
	return list, nil
}

// GetLoadMode asks for types. golangci-lint then analyses the dependencies
// too, for the facts of the engines.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
