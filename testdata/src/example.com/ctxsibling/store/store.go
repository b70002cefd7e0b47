// Package store has functions, and no type of its own, that ask a database.
package store

import (
	"context"
	"database/sql"
	"net"
)

var db *sql.DB

// The calls of a program that has not heard of contexts are one finding.
func count() (n int, err error) {
	err = db.QueryRow("SELECT count(*) FROM t").Scan(&n) // want `^db.QueryRow cannot be cancelled: use QueryRowContext, and let the callers of DB take a context \(10 more calls\)$`
	return n, err
}

func create() error   { _, err := db.Exec("CREATE TABLE t (a INT)"); return err }
func drop() error     { _, err := db.Exec("DROP TABLE t"); return err }
func insert() error   { _, err := db.Exec("INSERT INTO t VALUES (1)"); return err }
func remove() error   { _, err := db.Exec("DELETE FROM t"); return err }
func increase() error { _, err := db.Exec("UPDATE t SET a = a + 1"); return err }
func decrease() error { _, err := db.Exec("UPDATE t SET a = a - 1"); return err }
func negate() error   { _, err := db.Exec("UPDATE t SET a = -a"); return err }
func vacuum() error   { _, err := db.Exec("VACUUM"); return err }

func list() (*sql.Rows, error) { return db.Query("SELECT a FROM t") }

func commit(tx *sql.Tx) error {
	if _, err := tx.Exec("INSERT INTO t VALUES (1)"); err != nil {
		return err
	}
	return tx.Commit()
}

// A socket of the same machine answers at once.
func local(path string) error {
	conn, err := net.Dial("unix", path) // want `^net.Dial cannot be cancelled: use net.Dialer.DialContext, and take a context$`
	if err != nil {
		return err
	}
	return conn.Close()
}

func use(ctx context.Context) error {
	if _, err := count(); err != nil {
		return err
	}
	for _, do := range [...]error{create(), insert(), remove(), increase(), decrease(), negate(), vacuum(), drop()} {
		if do != nil {
			return do
		}
	}
	if _, err := list(); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := local("/run/db.sock"); err != nil {
		return err
	}
	return commit(tx)
}
