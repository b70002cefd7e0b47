// Package sql calls database/sql with a context at hand.
package sql

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) Users(ctx context.Context) (*sql.Rows, error) {
	return s.db.Query("SELECT name FROM users") // want `s.db.Query loses the context: use QueryContext with ctx`
}

func (s *Store) all(ctx context.Context, args []any) error {
	if err := s.db.Ping(); err != nil { // want `use PingContext with ctx`
		return err
	}
	if _, err := s.db.Exec("UPDATE users SET name = ?", args...); err != nil { // want `use ExecContext with ctx`
		return err
	}
	s.db.QueryRow("SELECT 1").Scan() // want `use QueryRowContext with ctx`
	tx, err := s.db.Begin()          // want `use BeginTx with ctx`
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare("SELECT 1") // want `use PrepareContext with ctx`
	if err != nil {
		return err
	}
	tx.Stmt(stmt) // want `use StmtContext with ctx`
	stmt.Exec(    // want `use ExecContext with ctx`
		1, // the first
		2,
	)
	return tx.Commit()
}

// A transaction is bound to the context of its beginning, but its statements
// are not: they run on when that is over.
func inTx(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM users"); err != nil { // want `tx.Exec loses the context: use ExecContext with ctx`
		return err
	}
	return tx.Commit()
}

func named(ctx context.Context, db *sql.DB) {
	(*sql.DB).Ping(db)           // want `Ping loses the context: use PingContext with ctx`
	(*sql.DB).Exec(db, "VACUUM") // want `Exec loses the context: use ExecContext with ctx`
}

func right(ctx context.Context, s *Store) (*sql.Rows, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return s.db.QueryContext(ctx, "SELECT name FROM users")
}

// The run is what waits, and it has the context.
func rebind(ctx context.Context, tx *sql.Tx, insert, remove *sql.Stmt) error {
	if _, err := tx.Stmt(insert).ExecContext(ctx, "a"); err != nil { // want `^tx.Stmt leaves out the context: use StmtContext with ctx$`
		return err
	}
	stmt := tx.Stmt(remove) // want `^tx.Stmt leaves out the context: use StmtContext with ctx$`
	_, err := stmt.ExecContext(ctx, "b")
	return err
}
