// Package options leaves out the options that would carry a context.
package options

import (
	"context"

	"example.com/ctxsibling/options/kv"
)

func Value(ctx context.Context, c *kv.Client) {
	c.Get("key", nil)                            // want `^c.Get loses the context: use QueryOptions.WithContext with ctx$`
	c.Get("key", &kv.QueryOptions{WaitIndex: 1}) // want `^c.Get loses the context: use QueryOptions.WithContext with ctx$`
	opts := &kv.QueryOptions{WaitIndex: 2}
	c.Get("key", opts) // want `^c.Get loses the context: use QueryOptions.WithContext with ctx$`
}

// They carry one.
func Given(ctx context.Context, c *kv.Client, lent *kv.QueryOptions, stale bool) {
	c.Get("key", (&kv.QueryOptions{}).WithContext(ctx))
	c.Get("key", &kv.QueryOptions{Ctx: ctx})
	c.Get("key", lent)
	opts := &kv.QueryOptions{}
	c.Get("key", opts.WithContext(ctx))
	c.Get("key", opts)
	again := &kv.QueryOptions{}
	if stale {
		again = again.WithContext(ctx)
	}
	c.Get("key", again)
	var set kv.QueryOptions
	set.Ctx = ctx
	c.Get("key", &set)
	filled := &kv.QueryOptions{}
	filled.Ctx = ctx
	c.Get("key", filled)
}

// No context is at hand, or none that ends.
func None(c *kv.Client) {
	c.Get("key", nil)
	ctx := context.Background()
	c.Get("key", nil)
	_ = ctx
}

// They do not wait, or have no options that carry one.
func Other(ctx context.Context, c *kv.Client) {
	c.Path("key", nil)
	c.Put(&kv.Entry{Text: "a"})
	c.Put(nil)
	c.Read("key", nil)
}

// Whoever runs the literal may have no context.
func Later(ctx context.Context, c *kv.Client, register func(func())) {
	register(func() { c.Get("key", nil) })
}
