package safe_test

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// BenchmarkUncaught is the comparison that is told of 100,000 uncaught failures:
// how many per second end in a handler, each in a goroutine of its own (84,200 in
// Java's UncaughtExceptionHandler, 91,600 in a Go recover, says the table that
// goes around). One operation is one failure: start a goroutine, panic, recover,
// report, end.
//
//	go test -run '^$' -bench Uncaught -benchtime 100000x
//
// The stack decides. "recover" keeps none, and so is the floor; "debug.Stack" is
// what handlers commonly do, and formats every frame as text; safe keeps the
// program counters and looks names up when somebody asks.
func BenchmarkUncaught(b *testing.B) {
	var heard atomic.Int64
	ctx := safe.WithHook(context.Background(), uncaughtHook{&heard})
	starts := map[string]func(fn func()){
		"recover": func(fn func()) {
			go func() {
				defer func() {
					if recover() != nil {
						heard.Add(1)
					}
				}()
				fn()
			}()
		},
		"debug.Stack": func(fn func()) {
			go func() {
				defer func() {
					if recover() != nil && len(debug.Stack()) > 0 {
						heard.Add(1)
					}
				}()
				fn()
			}()
		},
		"safe.Go": func(fn func()) {
			safe.Go(ctx, "uncaught", func(context.Context) error { fn(); return nil })
		},
	}
	for _, name := range []string{"recover", "debug.Stack", "safe.Go"} {
		b.Run(name, func(b *testing.B) {
			heard.Store(0)
			b.ReportAllocs()
			failAll(b.N, starts[name])
			for int(heard.Load()) < b.N {
				runtime.Gosched() // the last ones are still on their way
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "failures/s")
		})
	}
}

type uncaughtHook struct{ heard *atomic.Int64 }

func (h uncaughtHook) Panic(context.Context, *safe.PanicError)     { h.heard.Add(1) }
func (uncaughtHook) Deadline(context.Context, *safe.DeadlineError) {}
func (uncaughtHook) Breaker(context.Context, safe.BreakerChange)   {}
func (uncaughtHook) Fallback(context.Context, safe.FallbackUse)    {}

// failAll starts n goroutines that fail, at most 256 at a time.
func failAll(n int, start func(fn func())) {
	slots := make(chan struct{}, 256)
	var wg sync.WaitGroup
	wg.Add(n)
	for range n {
		slots <- struct{}{}
		start(func() {
			defer wg.Done()
			defer func() { <-slots }()
			panic("uncaught")
		})
	}
	wg.Wait()
}
