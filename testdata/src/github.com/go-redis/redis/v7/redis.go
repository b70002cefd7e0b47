// Package redis stands in for github.com/go-redis/redis/v7.
package redis

import "context"

type cmdable func()

type StringCmd struct{}

func (c cmdable) Get(key string) *StringCmd { return nil }

type Client struct {
	cmdable
}

func (c *Client) WithContext(ctx context.Context) *Client { return c }
