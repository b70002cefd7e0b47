package lib

import (
	"context"
	"sync"
)

// A Cache is filled by a function.
type Cache[T any] struct {
	mu     sync.Mutex
	update func(ctx context.Context) (T, error)
	value  T
}

// NewCache makes one.
func NewCache[T any](update func(ctx context.Context) (T, error)) *Cache[T] {
	return &Cache[T]{update: update}
}

// Get gives the value.
func (c *Cache[T]) Get() (T, error) { return c.GetWithCtx(context.Background()) }

// GetWithCtx gives the value, and gives ctx to the function that fills the cache.
func (c *Cache[T]) GetWithCtx(ctx context.Context) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go c.fill(context.Background())
	err := c.fill(ctx)
	return c.value, err
}

func (c *Cache[T]) fill(ctx context.Context) (err error) {
	c.value, err = c.update(ctx)
	return err
}
