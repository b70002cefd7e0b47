// Package plain runs its commands without a context, so that theirs is Background.
package plain

import (
	"os/exec"

	"github.com/spf13/cobra"
)

var root = &cobra.Command{RunE: migrate}

func migrate(cmd *cobra.Command, args []string) error {
	return exec.Command("sh", "-c", args[0]).Run() // want `^exec.Command leaves out the context: use CommandContext with cmd.Context\(\)$`
}

func Execute() error { return root.Execute() }
