// Package bound calls short forms of values that were given the context before: they were
// taken to lose it.
package bound

import (
	"context"

	"example.com/ctxsibling/bound/lib"
)

func session(ctx context.Context, c *lib.Client) error {
	s := c.Session(ctx)
	return s.Get("a")
}

func batch(ctx context.Context, c *lib.Client) error {
	if err := c.Batch().Using(ctx).Add("a").Add("b").Exec(); err != nil {
		return err
	}
	b := c.Batch().Add("a")
	b.Using(ctx)
	return b.Exec()
}

func unbound(ctx context.Context, c *lib.Client) error {
	if err := c.Batch().Add("a").Exec(); err != nil { // want `Exec loses the context: use ExecContext with ctx`
		return err
	}
	b := c.Batch()
	b.Add("a")
	if err := b.ExecContext(ctx); err != nil {
		return err
	}
	return b.Exec() // want `b.Exec loses the context: use ExecContext with ctx`
}

// Nobody sees here whether they were given one, and which.
func handed(ctx context.Context, s *lib.Session) error {
	return s.Get("a") // want `s.Get leaves out the context: use GetContext with ctx`
}

func without(s *lib.Session) error { return s.Get("a") }

// A connection is not its context's.
func conn(ctx context.Context, c *lib.Client) error {
	conn, err := c.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.Send("a") // want `conn.Send loses the context: use SendContext with ctx`
}
