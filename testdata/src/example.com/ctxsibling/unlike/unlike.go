// Package unlike has functions that look like siblings and are none.
package unlike

import (
	"context"
	"database/sql"
	"os"
	"os/signal"

	"google.golang.org/grpc"
)

type client struct{}

// Other parameters.
func (c *client) Get(key string) error                        { return nil }
func (c *client) GetContext(ctx context.Context, n int) error { return nil }

// Other results.
func (c *client) Put(key string) error                              { return nil }
func (c *client) PutContext(ctx context.Context, key string) string { return "" }

// It takes a context already.
func (c *client) Do(ctx context.Context) error                               { return nil }
func (c *client) DoContext(ctx context.Context, other context.Context) error { return nil }

// The sibling is deprecated.
func (c *client) Poll(key string) error { return nil }

// PollContext polls.
//
// Deprecated: use PollUntil.
func (c *client) PollContext(ctx context.Context, key string) error { return nil }

// It gives something that lives on, and does nothing yet.
func (c *client) Verifier(name string) *client                             { return c }
func (c *client) VerifierContext(ctx context.Context, name string) *client { return c }

// It just gives something.
func (c *client) Name() string                           { return "" }
func (c *client) NameContext(ctx context.Context) string { return "" }

// The sibling is no function.
func (c *client) Run() error { return nil }

const RunContext = 1

// logged hides Query, and does more than the sibling that it inherits.
type logged struct{ *sql.DB }

func (l *logged) Query(query string, args ...any) (*sql.Rows, error) {
	return l.DB.QueryContext(context.TODO(), query, args...)
}

func calls(ctx context.Context, c *client, l *logged, ch chan os.Signal) {
	c.Get("a")
	c.Put("a")
	c.Do(ctx)
	c.Poll("a")
	c.Verifier("a")
	c.Name()
	c.Run()
	l.Query("SELECT 1")
	signal.Notify(ch)
	grpc.Dial("a")
}
