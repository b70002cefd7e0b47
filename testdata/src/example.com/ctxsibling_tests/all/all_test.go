package all

import (
	"context"
	"log/slog"
	"net/http"
	"testing"
)

func TestPing(t *testing.T) {
	db.Ping()         // want `use PingContext with t.Context\(\)`
	http.Get("/")     // excepted
	http.Head("/")    // want `use http.NewRequestWithContext with t.Context\(\)`
	slog.Info("ping") // left alone
	t.Cleanup(func() { db.Ping() })
	t.Run("sub", func(t *testing.T) {
		db.Ping() // want `use PingContext with t.Context\(\)`
	})
	ctx := context.Background()
	db.Ping() // want `use PingContext with ctx`
	_ = ctx
}

func BenchmarkPing(b *testing.B) {
	for b.Loop() {
		db.Ping() // want `use PingContext with b.Context\(\)`
	}
}

func helper(tb testing.TB) { db.Ping() } // want `use PingContext with tb.Context\(\)`
