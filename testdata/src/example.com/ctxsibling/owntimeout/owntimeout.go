// Package owntimeout calls short forms that bring a timeout of their own: they were taken
// for ones that nothing ends.
package owntimeout

import (
	"context"
	"errors"

	"example.com/ctxsibling/owntimeout/lib"
)

// What failed may have failed because ctx is over.
func swap(ctx context.Context, from, to *lib.Handle, f func(context.Context) error) error {
	if err := f(ctx); err != nil {
		_ = from.Release()
		return errors.Join(err, to.Flush())
	}
	if err := ctx.Err(); err != nil {
		return errors.Join(err, from.Undo())
	}
	return to.Flush() // want `to.Flush leaves out the context: use FlushContext with ctx`
}

func atEnd(ctx context.Context, h *lib.Handle) error {
	defer h.Flush()
	return h.ReleaseContext(ctx)
}

func unlimited(ctx context.Context, h *lib.Handle, f func(context.Context) error) error {
	if err := f(ctx); err != nil {
		return errors.Join(err, h.Undo(), h.Move()) // want `h.Undo loses the context: use UndoContext with ctx` `h.Move loses the context: use MoveContext with ctx`
	}
	if err := h.Flush(); err == nil { // want `h.Flush leaves out the context: use FlushContext with ctx`
		h.Undo() // want `h.Undo loses the context: use UndoContext with ctx`
	}
	return nil
}

func without(h *lib.Handle) error {
	if err := h.Flush(); err != nil { // want `h.Flush cannot be cancelled: use FlushContext, and take a context`
		return err
	}
	return h.Undo() // want `h.Undo cannot be cancelled: use UndoContext, and take a context`
}

func with(ctx context.Context, h *lib.Handle) error { return without(h) }
