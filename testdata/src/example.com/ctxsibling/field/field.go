// Package field keeps its context in a field, by convention.
package field

import (
	"context"
	"database/sql"
)

type worker struct {
	ctx    context.Context
	cancel context.CancelFunc
	db     *sql.DB
}

func (w *worker) work() error { return w.db.Ping() } // want `use PingContext with w.ctx`

func (w *worker) workWith(ctx context.Context) error { return w.db.Ping() } // want `use PingContext with ctx$`

func (w *worker) each(ids []int) {
	for range ids {
		func() { w.db.Ping() }() // want `use PingContext with w.ctx`
	}
}

// The receiver is hidden.
func (w *worker) hidden() {
	db := w.db
	for w := range 3 {
		db.Ping() // want `db.Ping cannot be cancelled: use PingContext, and take a context`
		_ = w
	}
}

// It ends what the context is for.
func (w *worker) Close() error {
	w.cancel()
	_, err := w.db.Exec("DELETE FROM workers")
	return err
}

func (w *worker) stopAll() error {
	_, err := w.db.Exec("DELETE FROM workers")
	return err
}

// The context of a handle may not be set.
type handle struct {
	ctx context.Context
	db  *sql.DB
}

func (h *handle) Context() context.Context { return h.ctx }

func (h *handle) WithContext(ctx context.Context) *handle { return &handle{ctx, h.db} }

func (h *handle) work() error { return h.db.Ping() }

func with(h *handle, db *sql.DB) error { return db.Ping() } // want `db.Ping cannot be cancelled`

type sometimes struct {
	ctx context.Context
	db  *sql.DB
}

func (s *sometimes) begin() (*sql.Tx, error) {
	if s.ctx != nil {
		return s.db.BeginTx(s.ctx, nil)
	}
	return s.db.Begin()
}
