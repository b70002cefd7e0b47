// Package upstream has callers that could hand on a context, and none.
package upstream

import (
	"context"
	"time"

	"example.com/ctxsibling/none/inner"
)

func Refresh(ctx context.Context, c *inner.Client) { refresh(c) }

func refresh(c *inner.Client) { again(c) }

func again(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and take a context`
}

// Everybody may call it, but nobody here does who has one: a note.
func Reload(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and add ReloadWithContext`
}

// Nobody has one: a note. The rule advised to take what nobody can give.
func boot(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and take a context`
}

// A short form of another method has no more to say than that has: a note.
type api struct{}

func (a *api) Get(key string) error { return a.GetAll(key, "") } // want `a.GetAll cannot be cancelled: use GetAllWithContext, and add GetWithContext`

func (a *api) GetAll(key, from string) error {
	time.Sleep(time.Second)
	return nil
}

func (a *api) GetAllWithContext(ctx context.Context, key, from string) error {
	<-ctx.Done()
	return nil
}
