package safe_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// A million panics in goroutines of safe.Go, with all that can listen to them: a
// reporter with a sink that fails now and then, and a black box. Each panic is
// accounted for, neither goroutines nor memory grow, and the process lives.
func TestSoakGo(t *testing.T) {
	var batches atomic.Int64
	var taken atomic.Uint64
	flaky := safe.PanicSinkFunc(func(_ context.Context, reports []safe.PanicReport) error {
		if batches.Add(1)%3 == 1 {
			return errors.New("refused")
		}
		for _, report := range reports {
			taken.Add(report.Count)
		}
		return nil
	})
	reporter := safe.NewReporter(safe.ReporterConfig{First: flaky, Every: 10 * time.Millisecond, MaxKinds: 2})
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: safe.BoxDir{Dir: t.TempDir(), Keep: 2}, Every: 100 * time.Millisecond})
	heard := make(heardHook, 64)
	ctx := safe.WithHook(t.Context(), safe.Hooks(reporter, box, heard))

	failAsMany(ctx, heard, 100) // what is made once is made now
	goroutines, heap, unheard := runtime.NumGoroutine(), heapInUse(), safe.Unheard()
	n := soakPanics()
	failAsMany(ctx, heard, n)

	if err := reporter.Close(context.Background()); err != nil {
		t.Log(err) // the sink's turn to refuse
	}
	total := uint64(n + 100)
	if s := reporter.Stats(); s.Panics != total || s.Reported+s.Dropped != total || s.Reported != taken.Load() {
		t.Errorf("%d panics: %+v, and the sink took %d", total, s, taken.Load())
	}
	if s := box.Stats(); s.Recorded+s.Skipped != total || s.Err != nil {
		t.Errorf("%d panics: %+v", total, s)
	}
	if got := safe.Unheard() - unheard; got != 0 {
		t.Errorf("%d unheard", got)
	}
	for runtime.NumGoroutine() > goroutines {
		runtime.Gosched() // the last ones are on their way; a leak ends in the test's timeout
	}
	if grown := heapInUse() - heap; grown > 1<<20 {
		t.Errorf("heap grew by %d bytes", grown)
	}
}

// heardHook gets one token per panic heard.
type heardHook chan struct{}

func (h heardHook) Panic(context.Context, *safe.PanicError)     { h <- struct{}{} }
func (heardHook) Deadline(context.Context, *safe.DeadlineError) {}
func (heardHook) Breaker(context.Context, safe.BreakerChange)   {}
func (heardHook) Fallback(context.Context, safe.FallbackUse)    {}

// failAsMany starts n goroutines that panic in four ways, from two goroutines, and
// waits until all were heard of.
func failAsMany(ctx context.Context, heard <-chan struct{}, n int) {
	ways := []func(context.Context) error{
		func(context.Context) error { failWith("boom"); return nil },
		func(context.Context) error { failWith(errors.New("boom")); return nil },
		func(context.Context) error { failAtDepth(50); return nil },
		func(context.Context) error { var u *User; return errors.New(u.Name) },
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := range n / 2 {
				safe.Go(ctx, fmt.Sprint("way ", i%len(ways)), ways[i%len(ways)])
				<-heard
			}
		})
	}
	wg.Wait()
}
