package safe_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// counter is a hook that counts.
type counter struct{ panics, changes atomic.Int64 }

func (c *counter) Panic(context.Context, *safe.PanicError)       { c.panics.Add(1) }
func (c *counter) Deadline(context.Context, *safe.DeadlineError) {}
func (c *counter) Breaker(context.Context, safe.BreakerChange)   { c.changes.Add(1) }
func (c *counter) Fallback(context.Context, safe.FallbackUse)    {}

// soakPanics is how many panics a soak lets happen: a million, or with -short a hundredth.
func soakPanics() int {
	if testing.Short() {
		return 10_000
	}
	return 1_000_000
}

// soak calls panics n times from two goroutines, and fails if goroutines or memory grew.
func soak(t *testing.T, n int, panics func()) {
	t.Helper()
	panics() // what is made once is made now
	goroutines, heap := runtime.NumGoroutine(), heapInUse()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range n / 2 {
				panics()
			}
		})
	}
	wg.Wait()
	for runtime.NumGoroutine() > goroutines {
		runtime.Gosched() // the last ones are on their way; a leak ends in the test's timeout
	}
	if grown := heapInUse() - heap; grown > 1<<20 {
		t.Errorf("heap grew by %d bytes", grown)
	}
}

func heapInUse() int64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func TestSoakHandler(t *testing.T) {
	var hook counter
	handler := safe.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }), safe.HandlerOptions{})
	ctx := safe.WithHook(t.Context(), &hook)
	n := soakPanics()
	soak(t, n, func() {
		handler.ServeHTTP(discard{make(http.Header)}, httptest.NewRequestWithContext(ctx, "GET", "/", nil))
	})
	if heard := hook.panics.Load(); heard != int64(n)+1 {
		t.Errorf("hook heard %d panics of %d", heard, n+1)
	}
}

func TestSoakBreaker(t *testing.T) {
	var hook counter
	ctx := safe.WithHook(t.Context(), &hook)
	breaker := safe.NewBreaker("users", safe.BreakerConfig{OpenFor: 1})
	users := NewSafeUsers(funcUsers{get: func(context.Context, int) (User, error) { panic("boom") }}, 0, breaker)
	var returned, refused atomic.Int64
	n := soakPanics()
	soak(t, n, func() {
		_, err := users.Get(ctx, 7)
		switch {
		case errors.Is(err, safe.ErrOpen):
			refused.Add(1)
		case errors.Is(err, safe.ErrPanic):
			returned.Add(1)
		}
	})
	stats := breaker.Stats()
	if returned.Load()+refused.Load() != int64(n)+1 || hook.panics.Load() != returned.Load() || stats.Refused != uint64(refused.Load()) {
		t.Errorf("%d panics returned, %d heard, %d refused, %d counted, of %d",
			returned.Load(), hook.panics.Load(), refused.Load(), stats.Refused, n+1)
	}
	if stats.Probing != 0 {
		t.Errorf("%d slots lost", stats.Probing)
	}
}
