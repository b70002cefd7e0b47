// Package testcode helps tests.
package testcode

import (
	"context"
	"database/sql"
	"testing"
)

func Ping(t *testing.T, ctx context.Context, db *sql.DB) {
	if err := db.Ping(); err != nil {
		t.Fatal(err)
	}
}
