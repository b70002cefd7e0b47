// Package analyzers is the table of all rules: the map of the project.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/analyzers/ctxsibling"
	"github.com/recoverlint/recoverlint/analyzers/deadrecover"
	"github.com/recoverlint/recoverlint/analyzers/jsonnull"
	"github.com/recoverlint/recoverlint/analyzers/nakedgo"
)

// A Rule is one row of the table.
type Rule struct {
	Analyzer *analysis.Analyzer
	Group    string // panic, context, data or edges
	Level    string // error, warning or note: the level of its findings
	// Levels gives the level of the findings of a category where it is not
	// Level. A category has one level, so a driver that is told the category
	// knows the level.
	Levels map[string]string
	On     bool   // runs by default
	Since  string // the first version that has it
	Steps  bool   // the related places of a finding are steps that lead to the panic
}

// Rules lists every rule, in the order in which drivers name them.
var Rules = []Rule{
	{Analyzer: deadrecover.Analyzer, Group: "panic", Level: "error", On: true, Since: "v0.1.0"},
	{Analyzer: nakedgo.Analyzer, Group: "panic", Level: "error", On: true, Since: "v0.1.0", Steps: true,
		Levels: map[string]string{"opaque": "warning", "assumed": "note", "foreign": "note", "misuse": "warning", "inner": "warning", "argument": "warning"}},
	{Analyzer: ctxsibling.Analyzer, Group: "context", Level: "error", On: true, Since: "v0.1.0",
		Levels: map[string]string{"later": "warning", "slight": "note", "log": "warning", "values": "note", "option": "warning", "resolve": "warning", "none": "warning", "hint": "note"}},
	{Analyzer: jsonnull.Analyzer, Group: "data", Level: "warning", On: true, Since: "v0.1.0",
		Levels: map[string]string{jsonnull.Request: "error", jsonnull.Message: "error", jsonnull.Mirror: "note"}},
}
