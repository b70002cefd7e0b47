package safe_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// funcHook is a hook of one function, for panics.
type funcHook struct {
	safe.NopHook
	panicked func(context.Context, *safe.PanicError)
}

func (h funcHook) Panic(ctx context.Context, err *safe.PanicError) { h.panicked(ctx, err) }

func TestSetHookReturnsTheOneBefore(t *testing.T) {
	first, second := new(recorder), new(recorder)
	before := safe.SetHook(first)
	defer safe.SetHook(before)
	if previous := safe.SetHook(second); previous != first {
		t.Errorf("previous %v", previous)
	}
	_ = safe.Try("op", func() error { panic("boom") })
	if previous := safe.SetHook(nil); previous != second || len(second.panics) != 1 || len(first.panics) != 0 {
		t.Errorf("previous %v heard %v", previous, second.panics)
	}
	if previous := safe.SetHook(nil); previous != nil {
		t.Errorf("previous %v, want none", previous)
	}
}

func TestWithHookNilMeansTheProcess(t *testing.T) {
	var process, own recorder
	defer safe.SetHook(safe.SetHook(&process))
	ctx := safe.WithHook(safe.WithHook(t.Context(), &own), nil)
	_ = func() (err error) {
		defer safe.RecoverContext(ctx, &err, "op")
		panic("boom")
	}()
	if len(process.panics) != 1 || len(own.panics) != 0 {
		t.Errorf("heard %v and %v", process.panics, own.panics)
	}
}

// A hook that panics neither ends the program nor hides what it was told.
func TestHookThatPanics(t *testing.T) {
	hook := funcHook{panicked: func(context.Context, *safe.PanicError) { panic("hook") }}
	defer safe.SetHook(safe.SetHook(hook))
	before := safe.Unheard()
	err := safe.Try("op", func() error { panic("boom") })
	if err == nil || err.Error() != "op: panic: boom" {
		t.Errorf("got %v", err)
	}
	if n := safe.Unheard() - before; n != 1 {
		t.Errorf("%d unheard, want 1", n)
	}
	func() {
		defer func() {
			if value := recover(); value != "again" {
				t.Errorf("recovered %v", value)
			}
		}()
		defer safe.Recover(nil, "op")
		panic("again")
	}()
}

// A hook that is guarded and panics hears of itself, hears of itself, and so on
// until the stack is full, which no recover stops.
func TestHookThatPanicsGuarded(t *testing.T) {
	calls := 0
	var own error
	hook := funcHook{panicked: func(context.Context, *safe.PanicError) {
		calls++
		atDepth(200, func() { own = safe.Try("hook", func() error { panic("hook") }) })
	}}
	defer safe.SetHook(safe.SetHook(hook))
	before := safe.Unheard()
	err := safe.Try("op", func() error { panic("boom") })
	if calls != 1 || !errors.Is(err, safe.ErrPanic) || !errors.Is(own, safe.ErrPanic) || safe.Unheard()-before != 1 {
		t.Errorf("%d calls, %v, %v, %d unheard", calls, err, own, safe.Unheard()-before)
	}
}

// Being inside a hook is a matter of the goroutine: others are heard meanwhile.
func TestHooksRunAtOnce(t *testing.T) {
	const n = 4
	var together sync.WaitGroup
	together.Add(n)
	var hook recorder
	ctx := safe.WithHook(t.Context(), funcHook{panicked: func(ctx context.Context, err *safe.PanicError) {
		hook.Panic(ctx, err)
		together.Done()
		together.Wait()
	}})
	group, _ := safe.WithContext(ctx)
	for range n {
		group.Go(func() error { panic("boom") })
	}
	_ = group.Wait()
	if len(hook.panics) != n {
		t.Errorf("heard %d of %d", len(hook.panics), n)
	}
}

func TestHookThatExitsItsGoroutine(t *testing.T) {
	ctx := safe.WithHook(t.Context(), funcHook{panicked: func(context.Context, *safe.PanicError) { runtime.Goexit() }})
	group, _ := safe.WithContext(ctx)
	group.Go(func() error { panic("boom") })
	if err := group.Wait(); !errors.Is(err, safe.ErrPanic) {
		t.Errorf("got %v", err)
	}
	if err := waitFor(func() error { panic("next") }); !errors.Is(err, safe.ErrPanic) {
		t.Errorf("afterwards: %v", err)
	}
}

// Every method survives its hook.
func TestHookMethodsThatPanic(t *testing.T) {
	ctx := safe.WithHook(t.Context(), brokenHook{})
	before := safe.Unheard()
	limited, cancel := safe.Deadline(ctx, "op", time.Nanosecond)
	defer cancel()
	<-limited.Done()
	_ = safe.ExplainDeadline(limited, "op", time.Nanosecond, limited.Err())
	breaker := safe.NewBreaker("broken hook", safe.BreakerConfig{Consecutive: 1})
	lease, err := breaker.Acquire(ctx)
	if err != nil {
		t.Fatal(err)
	}
	lease.Done(ctx, errors.New("down"))
	_, _, _ = safe.FallbackAfter(ctx, "op", errors.New("down"), safe.Empty(7))
	safe.Go(ctx, "op", func(context.Context) error { return errors.New("down") })
	waitUnheard(t, before+4)
}

func waitUnheard(t *testing.T, want uint64) {
	t.Helper()
	for range 2000 {
		if safe.Unheard() == want {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d unheard, want %d", safe.Unheard(), want)
}

type brokenHook struct{}

func (brokenHook) Panic(context.Context, *safe.PanicError)       { panic("Panic") }
func (brokenHook) Deadline(context.Context, *safe.DeadlineError) { panic("Deadline") }
func (brokenHook) Breaker(context.Context, safe.BreakerChange)   { panic("Breaker") }
func (brokenHook) Fallback(context.Context, safe.FallbackUse)    { panic("Fallback") }
func (brokenHook) Error(context.Context, string, error)          { panic("Error") }
