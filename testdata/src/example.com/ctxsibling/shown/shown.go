// Package shown is what the examples show.
package shown

import "database/sql"

func insert(db *sql.DB) error {
	_, err := db.Exec("INSERT INTO a") // want `db.Exec cannot be cancelled: use ExecContext, and take a context`
	return err
}
