// Package noevidence logs without a context only: a note.
package noevidence

import (
	"context"
	"log/slog"
)

func Background() { slog.Log(context.Background(), slog.LevelInfo, "a") }

func Drops(ctx context.Context) {
	slog.Info("a") // want `slog.Info drops the values of the context: use InfoContext with ctx`
}
