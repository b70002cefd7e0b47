// Package signals runs its commands with a context that an interrupt ends, unless there is
// none.
package signals

import (
	"context"
	"os/exec"

	"github.com/spf13/cobra"
)

var root = &cobra.Command{RunE: migrate}

func migrate(cmd *cobra.Command, args []string) error {
	return exec.Command("sh", "-c", args[0]).Run() // want `^exec.Command loses the context: use CommandContext with cmd.Context\(\)$`
}

func Execute(ctx context.Context) error {
	if ctx == nil {
		return root.Execute()
	}
	return root.ExecuteContext(ctx)
}
