package driver

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A Query asks for findings on packages.
type Query struct {
	Dir      string       // where go vet runs; "" is the current directory
	Tags     string       // build tags, as go build takes them
	Overlay  string       // the go command's -overlay; "" for none
	Level    report.Level // the lowest; "" is the default, or what .recoverlint.yml says
	Patterns []string
	Stderr   io.Writer // hears of downloads and how far a long run is
}

// Findings gives what recoverlint reports on packages, the names of files as a
// standalone run prints them: from Query.Dir. The program must be one that [Main]
// serves when [IsVetTool] says so, for go vet runs it. The error says what could not
// be analysed.
func Findings(rules []Rule, q Query) ([]report.Finding, error) {
	c, err := newQuery(append(slices.Clone(rules), unusedIgnoreRule()), q)
	if err != nil {
		return nil, err
	}
	out := c.analyse(q.Patterns)
	var problems []error
	for _, p := range out.problems {
		problems = append(problems, errors.New(p.String()))
	}
	return out.findings, errors.Join(problems...)
}

// newQuery is the command line that asks for the same.
func newQuery(rules []Rule, q Query) (*command, error) {
	var args []string
	for _, flag := range [][2]string{{"C", q.Dir}, {"tags", q.Tags}, {"overlay", q.Overlay}, {"level", string(q.Level)}} {
		if flag[1] != "" {
			args = append(args, "-"+strings.Join(flag[:], "="))
		}
	}
	o, _, err := parse(rules, args)
	if err != nil {
		return nil, err
	}
	return newCommand(rules, o, q.Stderr)
}

// IsVetTool reports whether the arguments of this process are those of a tool of go
// vet, which [Main] then is.
func IsVetTool(args []string) bool { return isVetProtocol(args) }
