// Package lib stands for any library.
package lib

import (
	"context"
	"time"
)

type Option func()

type Client struct{}

func Open(name string) error                             { return nil }
func OpenContext(ctx context.Context, name string) error { return nil }

func (c *Client) Get(key string) (string, error)                                 { return "", nil }
func (c *Client) GetWithContext(ctx context.Context, key string) (string, error) { return "", nil }

func (c *Client) Put(key string, n int) error                         { return nil }
func (c *Client) PutCtx(ctx context.Context, key string, n int) error { return nil }

func (c *Client) Delete(key string, opts ...Option) error                             { return nil }
func (c *Client) DeleteContext(ctx context.Context, key string, opts ...Option) error { return nil }

func (c *Client) Flush() error                           { return nil }
func (c *Client) FlushContext(ctx context.Context) error { return nil }

// The context stands last.
func (c *Client) Last(key string) error                             { return nil }
func (c *Client) LastContext(key string, ctx context.Context) error { return nil }

// The sibling has options.
func (c *Client) Upload(key string) error                                             { return nil }
func (c *Client) UploadContext(ctx context.Context, key string, opts ...Option) error { return nil }

// The sibling has its timeout in the context.
func (c *Client) Wait(key string, timeout time.Duration) error      { return nil }
func (c *Client) WaitContext(ctx context.Context, key string) error { return nil }

// The sibling can fail.
func (c *Client) Conn() int                                    { return 0 }
func (c *Client) ConnContext(ctx context.Context) (int, error) { return 0, nil }

// The sibling hands its context on.
func (c *Client) Each(f func(string) error) error { return nil }
func (c *Client) EachContext(ctx context.Context, f func(context.Context, string) error) error {
	return nil
}

func (c *Client) Printf(format string, args ...any)                             {}
func (c *Client) PrintContextf(ctx context.Context, format string, args ...any) {}

type Getter interface {
	Get(key string) error
	GetContext(ctx context.Context, key string) error
}

type Cache[K comparable, V any] struct{}

func (c *Cache[K, V]) Load(key K) (V, error) { var v V; return v, nil }
func (c *Cache[K, V]) LoadContext(ctx context.Context, key K) (V, error) {
	var v V
	return v, nil
}

func Map[T any](all []T) error                             { return nil }
func MapContext[T any](ctx context.Context, all []T) error { return nil }

func Convert[From, To any](from From) (To, error) { var to To; return to, nil }
func ConvertContext[From, To any](ctx context.Context, from From) (To, error) {
	var to To
	return to, nil
}
