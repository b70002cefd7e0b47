// Package lib has values that are given a context once, and short forms that use it.
package lib

import (
	"context"
	"database/sql"
)

type Client struct{ db *sql.DB }

type Session struct {
	ctx context.Context
	c   *Client
}

func (c *Client) Session(ctx context.Context) *Session { return &Session{ctx, c} }

func (s *Session) Get(key string) error { return s.GetContext(s.ctx, key) }

func (s *Session) GetContext(ctx context.Context, key string) error {
	_, err := s.c.db.ExecContext(ctx, key)
	return err
}

type Batch struct {
	ctx  context.Context
	c    *Client
	keys []string
}

func (c *Client) Batch() *Batch { return &Batch{ctx: context.Background(), c: c} }

func (b *Batch) Using(ctx context.Context) *Batch { b.ctx = ctx; return b }

func (b *Batch) Add(key string) *Batch { b.keys = append(b.keys, key); return b }

func (b *Batch) Exec() error { return b.ExecContext(b.ctx) }

func (b *Batch) ExecContext(ctx context.Context) error {
	_, err := b.c.db.ExecContext(ctx, "batch")
	return err
}

// A Conn was opened with a context, and does not keep it.
type Conn struct{ db *sql.DB }

func (c *Client) Conn(ctx context.Context) (*Conn, error) { return &Conn{c.db}, c.db.PingContext(ctx) }

func (c *Conn) Send(key string) error { return c.SendContext(context.Background(), key) }

func (c *Conn) SendContext(ctx context.Context, key string) error {
	_, err := c.db.ExecContext(ctx, key)
	return err
}
