// Package evidence logs with and without a context: somebody reads it.
package evidence

import (
	"context"
	"log/slog"
)

func Passes(ctx context.Context) { slog.InfoContext(ctx, "a") }

func Drops(ctx context.Context) {
	slog.Info("a") // want `slog.Info drops the values of the context: use InfoContext with ctx`
}
