// Package inner has functions with siblings.
package inner

import (
	"context"
	"net/http"
	"time"
)

type Client struct{}

func (c *Client) Fetch(key string) error { return c.get(key) }

func (c *Client) FetchContext(ctx context.Context, key string) error {
	_, err := http.NewRequestWithContext(ctx, "GET", key, nil)
	return err
}

func (c *Client) get(key string) error {
	time.Sleep(time.Millisecond)
	return nil
}

func (c *Client) Load(key string) error { return c.LoadContext(context.Background(), key) }

func (c *Client) LoadContext(ctx context.Context, key string) error { return ctx.Err() }

// Sum waits for nothing, as far as anybody can see.
func (c *Client) Sum(key string) error { return nil }

func (c *Client) SumContext(ctx context.Context, key string) error { return nil }

func (c *Client) Name() string { return "" }

func (c *Client) NameContext(ctx context.Context) string { return "" }
