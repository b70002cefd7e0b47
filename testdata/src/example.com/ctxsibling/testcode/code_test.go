package testcode

import (
	"context"
	"database/sql"
	"testing"
)

func TestQuery(t *testing.T) {
	var db *sql.DB
	ctx := context.Background()
	db.Ping()
	query(ctx, db)
}
