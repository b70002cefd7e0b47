// Package store shows how a store is used: that nothing has a context was a warning.
package store

import (
	"context"
	"database/sql"
)

func insert(db *sql.DB) error {
	_, err := db.Exec("INSERT INTO a") // want `db.Exec cannot be cancelled: use ExecContext, and take a context`
	return err
}

func update(ctx context.Context, db *sql.DB) error {
	if err := insert(db); err != nil {
		return err
	}
	_, err := db.Exec("UPDATE a") // want `db.Exec loses the context: use ExecContext with ctx`
	return err
}
