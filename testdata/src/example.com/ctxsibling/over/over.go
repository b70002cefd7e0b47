// Package over works when its context is over.
package over

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"
)

var db *sql.DB

func afterDone(ctx context.Context) {
	<-ctx.Done()
	db.Exec("DELETE FROM locks")
}

func inCase(ctx context.Context, tick <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			db.Exec("DELETE FROM locks")
			return
		case <-tick:
			db.Exec("UPDATE locks") // want `use ExecContext with ctx`
		}
	}
}

func afterLoop(ctx context.Context, tick <-chan time.Time) {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case <-tick:
		}
	}
	db.Exec("DELETE FROM locks")
}

func whenDone(ctx context.Context, err error) {
	if ctx.Err() != nil {
		db.Exec("DELETE FROM locks")
	}
	if errors.Is(err, context.Canceled) || err == context.DeadlineExceeded {
		db.Exec("DELETE FROM locks")
	} else {
		db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	}
	switch {
	case errors.Is(err, context.Canceled):
		db.Exec("DELETE FROM locks")
	}
}

func whenAlive(ctx context.Context) {
	if ctx.Err() == nil {
		db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	}
	if err := ctx.Err(); err != nil {
		return
	}
	db.Exec("UPDATE locks") // want `use ExecContext with ctx`
}

// The derived context is over, the one that it was made of is not.
func cancelled(ctx context.Context) {
	short, cancel := context.WithTimeout(ctx, time.Second)
	db.ExecContext(short, "UPDATE locks")
	cancel()
	db.Exec("UPDATE locks") // want `use ExecContext with ctx`
}

func onlyCancelled() {
	short, cancel := context.WithTimeout(context.Background(), time.Second)
	db.ExecContext(short, "UPDATE locks")
	cancel()
	db.Exec("UPDATE locks")
}

func grouped() error {
	group, ctx := errgroup.WithContext(context.Background())
	group.Go(func() error { return db.Ping() }) // want `use PingContext with ctx`
	if err := group.Wait(); err != nil {
		return err
	}
	_ = ctx
	return db.Ping()
}

func goroutine(ctx context.Context) {
	go func() {
		<-ctx.Done()
		db.Exec("DELETE FROM locks")
	}()
}

// There may be none.
func maybe(ctx context.Context) {
	if ctx == nil {
		db.Exec("UPDATE locks")
	} else {
		db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	}
	if ctx != nil {
		db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	} else {
		db.Exec("UPDATE locks")
	}
}

// The loop ends otherwise than by Done.
func afterResult(ctx context.Context, results <-chan int) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-results:
		}
		if _, ok := <-results; !ok {
			break
		}
	}
	_, err := db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	return err
}

type call struct{ ctx context.Context }

// There is no context where one could have been given.
func optional(c *call) {
	usesCtx, ctx := c.ctx != nil, c.ctx
	if usesCtx {
		db.ExecContext(ctx, "UPDATE locks")
	} else {
		db.Exec("UPDATE locks")
	}
	if usesCtx && ctx.Err() == nil {
		db.ExecContext(ctx, "UPDATE locks")
	} else {
		db.Exec("UPDATE locks") // want `use ExecContext with ctx`
	}
	if !usesCtx {
		db.Exec("UPDATE locks")
	}
}

func leaves(ctx context.Context) {
	if ctx != nil {
		db.ExecContext(ctx, "UPDATE locks")
		return
	}
	db.Exec("UPDATE locks")
}

func stays(ctx context.Context) {
	if ctx != nil {
		db.ExecContext(ctx, "UPDATE locks")
	}
	db.Exec("UPDATE locks") // want `use ExecContext with ctx`
}

func asked(ctx context.Context) {
	if err := ctx.Err(); err != nil {
		db.Exec("DELETE FROM locks")
	}
	err := ctx.Err()
	db.ExecContext(ctx, "UPDATE locks")
	if err != nil {
		db.Exec("DELETE FROM locks")
	}
}
