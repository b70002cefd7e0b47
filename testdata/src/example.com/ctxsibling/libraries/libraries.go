// Package libraries calls what has its own way to take a context.
package libraries

import (
	"context"
	"time"

	"github.com/gomodule/redigo/redis"
	"github.com/jmoiron/sqlx"
	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"
)

func calls(ctx context.Context, db *sqlx.DB, nc *nats.Conn, pool *redis.Pool, conn redis.Conn, root *cobra.Command) {
	db.Select(nil, "SELECT 1")        // want `use SelectContext with ctx`
	db.MustExec("VACUUM")             // want `use MustExecContext with ctx`
	db.Query("SELECT 1")              // want `use QueryContext with ctx`
	db.Begin()                        // want `use BeginTx with ctx`
	db.Beginx()                       // want `use BeginTxx with ctx`
	sqlx.Get(db, nil, "SELECT 1")     // want `use GetContext with ctx`
	nc.Request("a", nil, time.Second) // want `use RequestWithContext with ctx`
	pool.Get()                        // want `use GetContext with ctx`
	conn.Do("PING")                   // want `use redis.DoContext with ctx`
	root.Execute()                    // want `use ExecuteContext with ctx`
}

// The interface has no sibling, so the fix would not compile.
func narrow(ctx context.Context, q sqlx.Queryer) {
	sqlx.Get(q, nil, "SELECT 1") // want `use GetContext with ctx`
}

// FlushWithContext fails where the context has no deadline, and these have a timeout.
func flush(ctx context.Context, nc *nats.Conn) error {
	if err := nc.FlushTimeout(time.Second); err != nil {
		return err
	}
	return nc.Flush()
}
