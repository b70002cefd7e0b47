// Package later runs its calls when the context may be over.
package later

import (
	"context"
	"database/sql"
	"log/slog"
	"net"
	"sync"

	"golang.org/x/sync/errgroup"
)

var db *sql.DB

func deferred(ctx context.Context) {
	defer func() {
		db.Exec("UPDATE jobs") // want `deferred db.Exec has no context: use ExecContext with context.WithoutCancel of ctx`
	}()
	defer db.Exec("UPDATE jobs") // want `deferred db.Exec has no context`
}

// Ends what was begun, whatever happened to the context.
func cleansUp(ctx context.Context, tx *sql.Tx, c closer) {
	defer tx.Rollback()
	defer c.Close()
	defer func() {
		c.Close()
	}()
}

type closer struct{}

func (closer) Close() error                           { return nil }
func (closer) CloseContext(ctx context.Context) error { return nil }

func spawned(ctx context.Context) {
	go func() {
		db.Exec("UPDATE jobs") // want `db.Exec on a goroutine loses the context: use ExecContext with ctx, or WithoutCancel of it`
	}()
	go db.Exec("UPDATE jobs") // want `db.Exec on a goroutine loses the context`
	go func() {
		net.Listen("tcp", ":0")
	}()
}

// The goroutine gets a context of its own.
func given(ctx context.Context) {
	go func(ctx context.Context) {
		db.Exec("UPDATE jobs") // want `db.Exec loses the context: use ExecContext with ctx`
	}(context.WithoutCancel(ctx))
}

// The function ends after its goroutines.
func awaited(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		db.Exec("UPDATE jobs") // want `db.Exec loses the context: use ExecContext with ctx`
	}()
	wg.Go(func() {
		db.Exec("UPDATE jobs") // want `db.Exec loses the context: use ExecContext with ctx`
	})
	wg.Wait()
	done := make(chan error)
	go func() { done <- db.Ping() }() // want `db.Ping loses the context: use PingContext with ctx`
	return <-done
}

func grouped(ctx context.Context, ids []int) error {
	group, ctx := errgroup.WithContext(ctx)
	for range ids {
		group.Go(func() error {
			return db.Ping() // want `db.Ping loses the context: use PingContext with ctx`
		})
	}
	return group.Wait()
}

// The values of a context outlive it.
func logs(ctx context.Context) {
	defer slog.Info("done") // want `slog.Info drops the values of the context: use InfoContext with ctx`
	go func() {
		slog.Info("go") // want `slog.Info drops the values of the context: use InfoContext with ctx`
	}()
}
