// Package neverends has contexts with values that nothing ends: they were taken for those of
// requests.
package neverends

import (
	"context"
	"database/sql"
	"os"
	"os/signal"
	"time"
)

type key struct{}

func withSettings(parent context.Context, n int) context.Context {
	return context.WithValue(parent, key{}, n)
}

func settings(db *sql.DB) {
	ctx := withSettings(context.Background(), 1)
	db.Exec("UPDATE a") // want `db.Exec leaves out the context: use ExecContext with ctx`
	ctx = context.WithValue(ctx, key{}, 2)
	db.ExecContext(ctx, "UPDATE a")
	db.Exec("UPDATE a") // want `db.Exec leaves out the context: use ExecContext with ctx`
}

func ends(db *sql.DB) {
	base, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx := withSettings(base, 1)
	db.Exec("UPDATE a") // want `db.Exec loses the context: use ExecContext with ctx`
	db.ExecContext(ctx, "UPDATE a")
}

func startTimeout(parent context.Context) context.Context {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	time.AfterFunc(time.Minute, cancel)
	return ctx
}

func limited(db *sql.DB) {
	ctx := startTimeout(context.Background())
	db.ExecContext(ctx, "UPDATE a")
	db.Exec("UPDATE a") // want `db.Exec loses the context: use ExecContext with ctx`
}

func request(ctx context.Context, db *sql.DB) {
	ctx = withSettings(ctx, 1)
	db.Exec("UPDATE a") // want `db.Exec loses the context: use ExecContext with ctx`
	db.ExecContext(ctx, "UPDATE a")
}
