// Package logging logs with a context at hand.
package logging

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

func plain(ctx context.Context, logger *slog.Logger) {
	slog.Info("a", "k", 1)         // want `slog.Info drops the values of the context: use InfoContext with ctx`
	logger.Error("a")              // want `logger.Error drops the values of the context: use ErrorContext with ctx`
	logger.With("k", 1).Debug("a") // want `Debug drops the values of the context: use DebugContext with ctx`
	slog.Log(ctx, slog.LevelInfo, "a")
	slog.LogAttrs(ctx, slog.LevelInfo, "a")
	_ = slog.With("k", 1)
}

func handler(w http.ResponseWriter, r *http.Request) {
	slog.Warn("a") // want `slog.Warn drops the values of the context: use WarnContext with r.Context\(\)`
}

// These contexts have no values.
func empty() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	slog.Info("a")
	_ = ctx
}

func blank(_ context.Context) { slog.Info("a") }

type service struct{ ctx context.Context }

func (s *service) run() { slog.Info("a") }

// And here is none at all.
func none() { slog.Info("a") }
