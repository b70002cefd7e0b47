// Package client is asked by other packages.
package client

import "context"

type Client struct{ cache map[string]*Item }

type Item struct{ Name string }

func (c *Client) Get(ctx context.Context) (*Item, error) {
	return c.cache["first"], ctx.Err()
}
