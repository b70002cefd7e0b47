package testcode

import (
	"context"
	"database/sql"
)

func query(ctx context.Context, db *sql.DB) { db.QueryContext(ctx, "SELECT 1") }
