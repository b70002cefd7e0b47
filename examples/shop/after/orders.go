package main

import (
	"context"
	"database/sql"

	_ "modernc.org/sqlite"
)

// An Order is what somebody buys.
//
//safe:null reject
type Order struct {
	ID    int64  `json:"id,omitempty"`
	Email string `json:"email"`
	Lines []Line `json:"lines"`
	Cents int    `json:"cents,omitempty"`
}

// A Line of an order is some pieces of one item.
//
//safe:null reject
type Line struct {
	Item     string `json:"item"`
	Quantity int    `json:"quantity"`
}

// Orders are kept for ever.
//
//safe:wrap deadline=10s
type Orders interface {
	Add(ctx context.Context, order Order) (id int64, err error)
	Get(ctx context.Context, id int64) (Order, error)
	LastDay(ctx context.Context) (emails []string, err error)
}

const schema = `
	CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, email TEXT NOT NULL, cents INTEGER NOT NULL,
		created INTEGER NOT NULL DEFAULT (unixepoch()));
	CREATE TABLE IF NOT EXISTS lines (order_id INTEGER NOT NULL REFERENCES orders, item TEXT NOT NULL, quantity INTEGER NOT NULL);
`

// A Database is Orders in SQL.
type Database struct {
	*sql.DB
}

func openOrders(file string) (*Database, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec(schema); err != nil {
		return nil, err
	}
	return &Database{db}, nil
}

func (d *Database) Add(ctx context.Context, order Order) (int64, error) {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	row := tx.QueryRowContext(ctx, "INSERT INTO orders (email, cents) VALUES ($1, $2) RETURNING id", order.Email, order.Cents)
	var id int64
	if err := row.Scan(&id); err != nil {
		return 0, err
	}
	for _, line := range order.Lines {
		if _, err := tx.ExecContext(ctx, "INSERT INTO lines VALUES ($1, $2, $3)", id, line.Item, line.Quantity); err != nil {
			return 0, err
		}
	}
	return id, tx.Commit()
}

func (d *Database) Get(ctx context.Context, id int64) (Order, error) {
	order := Order{ID: id}
	row := d.QueryRowContext(ctx, "SELECT email, cents FROM orders WHERE id = $1", id)
	if err := row.Scan(&order.Email, &order.Cents); err != nil {
		return Order{}, err
	}
	rows, err := d.QueryContext(ctx, "SELECT item, quantity FROM lines WHERE order_id = $1", id)
	if err != nil {
		return Order{}, err
	}
	defer rows.Close()
	for rows.Next() {
		var line Line
		if err := rows.Scan(&line.Item, &line.Quantity); err != nil {
			return Order{}, err
		}
		order.Lines = append(order.Lines, line)
	}
	return order, rows.Err()
}

func (d *Database) LastDay(ctx context.Context) (emails []string, err error) {
	rows, err := d.QueryContext(ctx, "SELECT email FROM orders WHERE created > unixepoch('now', '-1 day')")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var email string
		if err := rows.Scan(&email); err != nil {
			return nil, err
		}
		emails = append(emails, email)
	}
	return emails, rows.Err()
}
