// Package lib has short forms that bring a timeout of their own.
package lib

import (
	"context"
	"database/sql"
	"time"
)

type Handle struct {
	db  *sql.DB
	max time.Duration
}

// Release must work where all else is over.
func (h *Handle) Release() error {
	ctx, cancel := context.WithTimeout(context.Background(), h.max)
	defer cancel()
	return h.ReleaseContext(ctx)
}

func (h *Handle) ReleaseContext(ctx context.Context) error {
	_, err := h.db.ExecContext(ctx, "DELETE FROM leases")
	return err
}

func (h *Handle) Flush() error {
	base := context.Background()
	short, cancel := context.WithDeadline(base, time.Now().Add(h.max))
	defer cancel()
	ctx := context.WithValue(short, h, 1)
	return h.FlushContext(ctx)
}

func (h *Handle) FlushContext(ctx context.Context) error { return h.ReleaseContext(ctx) }

// Undo has no limit.
func (h *Handle) Undo() error { return h.UndoContext(context.Background()) }

func (h *Handle) UndoContext(ctx context.Context) error { return h.ReleaseContext(ctx) }

// Move has a limit for one half of its work.
func (h *Handle) Move() error {
	ctx, cancel := context.WithTimeout(context.Background(), h.max)
	defer cancel()
	if _, err := h.db.Exec("LOCK leases"); err != nil { // want `h.db.Exec loses the context: use ExecContext with ctx`
		return err
	}
	return h.MoveContext(ctx)
}

func (h *Handle) MoveContext(ctx context.Context) error { return h.ReleaseContext(ctx) }
