// Package driver is recoverlint without its main: one program that go vet and
// go fix can run as their tool, and that runs go vet itself when a user runs
// it.
//
//	go vet -vettool=recoverlint ./...   vettool.go: the protocol of go vet
//	go fix -fixtool=recoverlint ./...   the same
//	recoverlint ./...                   standalone.go: runs go vet, reads its JSON
//
// So all three share the analysis (suite.go), the way a finding is silenced
// (ignore.go) and the cache of the go command.
package driver

import (
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A Rule is one row of the table of rules. It has the fields of
// analyzers.Rule, which a main converts.
type Rule struct {
	Analyzer *analysis.Analyzer
	Group    string // panic, context, data or edges
	Level    string // error, warning or note: the level of its findings
	// Levels gives the level of the findings of a category where it is not
	// Level.
	Levels map[string]string
	On     bool   // runs by default
	Since  string // the first version that has it
	Steps  bool   // the related places of a finding are steps that lead to the panic
}

func (r Rule) level(category string) report.Level {
	return report.LevelOf(r.Level, r.Levels, category)
}

// The exit codes of a standalone run, and of -V=full and -flags.
const (
	clean    = 0
	findings = 1
	failed   = 2 // something could not be analysed
)

const progname = "recoverlint"

// Main runs recoverlint with the arguments that follow the program's name and
// gives its exit code. As a tool of go vet it does not return: x/tools'
// unitchecker ends the process.
func Main(rules []Rule, args []string) int {
	return run(rules, args, os.Stdout, os.Stderr)
}

func run(rules []Rule, args []string, stdout, stderr io.Writer) int {
	rules = append(slices.Clone(rules), unusedIgnoreRule())
	if isVetProtocol(args) {
		return vetTool(rules, args, stdout, stderr)
	}
	return standalone(rules, args, stdout, stderr)
}

// isVetProtocol reports whether the go command is calling, not a user.
func isVetProtocol(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return slices.Contains(args, "-V=full") || slices.Contains(args, "-flags") ||
		strings.HasSuffix(args[len(args)-1], ".cfg")
}
