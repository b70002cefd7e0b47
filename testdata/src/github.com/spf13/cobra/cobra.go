// Package cobra stands in for github.com/spf13/cobra.
package cobra

import "context"

type Command struct {
	Use  string
	RunE func(cmd *Command, args []string) error
}

func (c *Command) Context() context.Context                 { return nil }
func (c *Command) Execute() error                           { return nil }
func (c *Command) ExecuteContext(ctx context.Context) error { return nil }
