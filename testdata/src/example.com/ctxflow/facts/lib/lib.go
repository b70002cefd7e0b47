// Package lib has functions of which facts are told.
package lib

import (
	"context"
	"database/sql"
	"net/http"
	"os/exec"
	"time"
)

type Client struct{ db *sql.DB }

func Nap() { time.Sleep(1) } // want Nap:"^blocks in time.Sleep$"

func Naps() { rest() } // want Naps:"^blocks in lib.rest → lib.Nap → time.Sleep$"

func rest() { Nap() }

func (c *Client) Load() error { return c.load() } // want Load:"^blocks in lib.Client.load → sql.DB.Exec$"

func (c *Client) load() error {
	_, err := c.db.Exec("VACUUM")
	return err
}

// It has a context, but it is the user's own, so it is told.
func (c *Client) LoadContext(ctx context.Context) error { // want LoadContext:"^blocks in sql.DB.PingContext$"
	return c.db.PingContext(ctx)
}

func Command() { defer exec.Command("true").Run() } // want Command:"^blocks in exec.Cmd.Run$"

func InLiteral() { func() { http.Get("/") }() } // want InLiteral:"^blocks in http.Get$"

func Later() func() {
	go http.Get("/")
	return func() { http.Get("/") }
}

func Deep()  { deep1() } // want Deep:"^blocks in lib.deep1 → lib.deep2 → … → time.Sleep$"
func deep1() { deep2() }
func deep2() { deep3() }
func deep3() { deep4() }
func deep4() { time.Sleep(1) }

func Ping(n int) { // want Ping:"^blocks in time.Sleep$"
	if n > 0 {
		Pong(n - 1)
	}
	time.Sleep(1)
}

func Pong(n int) { Ping(n) } // want Pong:"^blocks in lib.Ping → time.Sleep$"

func Fresh(c *Client) { // want Fresh:"^makes its own context in context.Background$" Fresh:"^blocks in "
	c.LoadContext(context.Background())
}

func Derived(c *Client) error { // want Derived:"^makes its own context in context.Background$" Derived:"^blocks in "
	ctx, cancel := context.WithTimeout(context.TODO(), time.Second)
	defer cancel()
	return c.LoadContext(ctx)
}

func Through(c *Client) { Fresh(c) } // want Through:"^makes its own context in lib.Fresh → context.Background$" Through:"^blocks in "

// It has a context: what it does besides is its own fault.
func Holds(ctx context.Context, c *Client) { use(context.Background()) }

// The context lives on.
func Keeps() *Keeper {
	ctx, cancel := context.WithCancel(context.Background())
	return &Keeper{ctx, cancel}
}

type Keeper struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// The context is for cleanup.
func (c *Keeper) Close() { use(context.Background()) }

func Cleans() { defer func() { use(context.Background()) }() }

func Spawns() { go use(context.Background()) }

func Falls(ctx2 Maybe) {
	ctx := ctx2.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	use(ctx)
}

type Maybe struct{ ctx context.Context }

func use(ctx context.Context) {}

// Old is old.
//
// Deprecated: use New.
func Old(ctx context.Context) {} // want Old:"^deprecated$"

// Older has no context to offer.
//
// Deprecated: use New.
func Older() {}

func Runs(n int, f, g func(), all ...func()) { // want Runs:"^runs parameters .1.$"
	f()
	go g()
}
