// Package cli stands in for github.com/urfave/cli/v2.
package cli

import "context"

type Context struct {
	context.Context
}
