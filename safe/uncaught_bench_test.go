package safe_test

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
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
// The stack decides, and so its depth is given. "recover" keeps none, and so is the
// floor; "debug.Stack" is what handlers commonly do, and formats every frame as text;
// safe.Go keeps the program counters, and looks names up when somebody asks. The
// goroutine's id costs it more than they do at depth 1 (see PanicError.Goroutine).
func BenchmarkUncaught(b *testing.B) {
	for _, depth := range []int{1, 50} {
		for _, start := range []struct {
			name string
			run  func(fn func())
		}{{"recover", startRecover}, {"debug.Stack", startStack}, {"safe.Go", startSafe}} {
			b.Run(fmt.Sprintf("depth=%d/%s", depth, start.name), func(b *testing.B) {
				b.ReportAllocs()
				uncaughtHeard.Store(0)
				failAll(b.N, start.run, depth)
				for int(uncaughtHeard.Load()) < b.N {
					runtime.Gosched() // the last ones are still on their way
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "failures/s")
			})
		}
	}
}

func startRecover(fn func()) {
	go func() {
		defer func() {
			if recover() != nil {
				uncaughtHeard.Add(1)
			}
		}()
		fn()
	}()
}

func startStack(fn func()) {
	go func() {
		defer func() {
			if recover() != nil && len(debug.Stack()) > 0 {
				uncaughtHeard.Add(1)
			}
		}()
		fn()
	}()
}

func startSafe(fn func()) {
	safe.Go(uncaughtCtx, "uncaught", func(context.Context) error { fn(); return nil })
}

var (
	uncaughtHeard atomic.Int64
	uncaughtCtx   = safe.WithHook(context.Background(), uncaughtHook{})
)

type uncaughtHook struct{ safe.NopHook }

func (uncaughtHook) Panic(context.Context, *safe.PanicError) { uncaughtHeard.Add(1) }

// failAll starts n goroutines that fail, at most 256 at a time.
func failAll(n int, start func(fn func()), depth int) {
	slots := make(chan struct{}, 256)
	for range n {
		slots <- struct{}{}
		start(func() {
			defer func() { <-slots }()
			failAt(depth)
		})
	}
}

// failAt panics below depth calls.
//
//go:noinline
func failAt(depth int) int {
	if depth == 1 {
		panic("uncaught")
	}
	return failAt(depth-1) + 1
}
