// Package upstream has callers that could hand on a context, and none.
package upstream

import (
	"context"

	"example.com/ctxsibling/none/inner"
)

func Refresh(ctx context.Context, c *inner.Client) { refresh(c) }

func refresh(c *inner.Client) { again(c) }

func again(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and take a context`
}

// Everybody may call it, from where there is one.
func Reload(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and add ReloadWithContext`
}

// Nobody has one: a note. The rule advised to take what nobody can give.
func boot(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and take a context`
}
