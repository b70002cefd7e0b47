// Package kv has calls that take their context in their options, as Consul's API has.
package kv

import (
	"context"
	"net/http"
)

type QueryOptions struct {
	WaitIndex uint64
	Ctx       context.Context
}

// Context gives the context, or Background.
func (o *QueryOptions) Context() context.Context {
	if o != nil && o.Ctx != nil {
		return o.Ctx
	}
	return context.Background()
}

// WithContext gives a copy that has the context.
func (o *QueryOptions) WithContext(ctx context.Context) *QueryOptions {
	copied := QueryOptions{Ctx: ctx}
	if o != nil {
		copied.WaitIndex = o.WaitIndex
	}
	return &copied
}

type Client struct{ base string }

func (c *Client) Get(key string, o *QueryOptions) (*http.Response, error) {
	req, err := http.NewRequestWithContext(o.Context(), http.MethodGet, c.base+key, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// Path does not wait.
func (c *Client) Path(key string, o *QueryOptions) (string, error) { return c.base + key, nil }

// An Entry is no option.
type Entry struct{ Text string }

func (e *Entry) WithContext(ctx context.Context) *Entry { return e }

func (c *Client) Put(e *Entry) (*http.Response, error) {
	return c.Get(e.Text, nil)
}

// ReadOptions take no context.
type ReadOptions struct{ Stale bool }

func (c *Client) Read(key string, o *ReadOptions) (*http.Response, error) { return c.Get(key, nil) }
