package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A CommandRun says which context the commands of a command line get from a call.
type CommandRun uint8

const (
	NoRun         CommandRun = iota
	RunsBare                 // the background context
	RunsWithGiven            // the one that the call is given
)

// RunsCommand gives the context with which fn runs a command line.
func RunsCommand(fn *types.Func) CommandRun { return commandRuns[key(fn)] }

// The sources are the functions' documentation.
var commandRuns = map[match.Func]CommandRun{
	method("github.com/spf13/cobra", "Command", "Execute"):         RunsBare,
	method("github.com/spf13/cobra", "Command", "ExecuteC"):        RunsBare,
	method("github.com/spf13/cobra", "Command", "ExecuteContext"):  RunsWithGiven,
	method("github.com/spf13/cobra", "Command", "ExecuteContextC"): RunsWithGiven,
	method("github.com/spf13/cobra", "Command", "SetContext"):      RunsWithGiven,
	method("github.com/urfave/cli", "App", "Run"):                  RunsBare,
	method("github.com/urfave/cli", "App", "RunContext"):           RunsWithGiven,
}
