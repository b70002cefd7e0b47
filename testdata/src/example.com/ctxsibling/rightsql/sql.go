// Package rightsql gives its calls the context.
package rightsql

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) Users(ctx context.Context) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, "SELECT name FROM users")
}
