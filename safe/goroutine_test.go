package safe_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// errorRecorder also hears of the errors that goroutines return.
type errorRecorder struct {
	recorder
	ops    []string
	errors []error
}

func (r *errorRecorder) Error(_ context.Context, op string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ops, r.errors = append(r.ops, op), append(r.errors, err)
}

func TestGoTellsTheHook(t *testing.T) {
	tests := []struct {
		name  string
		fn    func(context.Context) error
		panic string // what the hook hears
		err   error
	}{
		{name: "success", fn: func(context.Context) error { return nil }},
		{name: "error", fn: func(context.Context) error { return io.EOF }, err: io.EOF},
		{name: "panic", fn: func(context.Context) error { panic("boom") }, panic: "op: panic: boom"},
		{name: "no function", fn: nil, panic: "op: panic: runtime error: invalid memory address or nil pointer dereference"},
		{name: "abort", fn: func(context.Context) error { panic(http.ErrAbortHandler) }, panic: "op: panic: net/http: abort Handler"},
		{name: "panic during Goexit", fn: func(context.Context) error { defer panic("boom"); runtime.Goexit(); return nil }, panic: "op: panic: boom"},
		{name: "Goexit", fn: func(context.Context) error { runtime.Goexit(); return nil }, err: safe.ErrGoexit},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var hook errorRecorder
				safe.Go(safe.WithHook(t.Context(), &hook), "op", test.fn)
				synctest.Wait()
				var panicked string
				for _, e := range hook.panics {
					panicked += e.Error()
				}
				if panicked != test.panic || errors.Join(hook.errors...) != nil && (len(hook.errors) != 1 || hook.errors[0] != test.err) ||
					len(hook.errors) == 0 && test.err != nil {
					t.Errorf("heard of panics %q and errors %v", panicked, hook.errors)
				}
			})
		})
	}
}

func TestGoPassesItsContext(t *testing.T) {
	type key struct{}
	got := make(chan any)
	safe.Go(context.WithValue(t.Context(), key{}, 7), "op", func(ctx context.Context) error {
		got <- ctx.Value(key{})
		return nil
	})
	if v := <-got; v != 7 {
		t.Errorf("got %v", v)
	}
}

// That ctx was canceled is no news to the one who did.
func TestGoIsSilentWhenCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hook errorRecorder
		ctx, cancel := context.WithCancel(safe.WithHook(t.Context(), &hook))
		safe.Go(ctx, "op", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		cancel()
		synctest.Wait()
		if len(hook.errors) != 0 {
			t.Errorf("heard %v", hook.errors)
		}
	})
}

func TestGoCountsWhatNobodyHears(t *testing.T) {
	defer safe.SetHook(safe.SetHook(nil))
	before := safe.Unheard()
	safe.Go(context.Background(), "op", func(context.Context) error { panic("boom") })
	safe.Go(context.Background(), "op", func(context.Context) error { return io.EOF })
	waitUnheard(t, before+2)
	safe.Go(safe.WithHook(context.Background(), safe.NopHook{}), "op", func(context.Context) error { return io.EOF })
	waitUnheard(t, before+3) // a Hook that is no ErrorHook
}

func TestGoKnowsItsGoroutine(t *testing.T) {
	heard := make(chan *safe.PanicError)
	ctx := safe.WithHook(t.Context(), funcHook{panicked: func(_ context.Context, e *safe.PanicError) { heard <- e }})
	var stack string
	safe.Go(ctx, "op", func(context.Context) error {
		buf := make([]byte, 64)
		stack = string(buf[:runtime.Stack(buf, false)])
		panic("boom")
	})
	e := <-heard
	id := strings.Fields(stack)[1]
	if e.Goroutine() == 0 || id != strconv.FormatUint(e.Goroutine(), 10) {
		t.Errorf("goroutine %d, want %s", e.Goroutine(), id)
	}
}

// An error that a function returns belongs to others too: nothing is written to it.
func TestGoLeavesReturnedPanicsAlone(t *testing.T) {
	err := safe.Try("op", func() error { panic("boom") })
	var group safe.Group
	for range 4 {
		group.Go(func() error { return err })
		group.Go(func() error { panic(err) })
	}
	var e *safe.PanicError
	if got := group.Wait(); got != err || !errors.As(err, &e) || e.Goroutine() != 0 {
		t.Errorf("got %v of goroutine %d", got, e.Goroutine())
	}
}

func TestAfterFunc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hook recorder
		ctx, cancel := context.WithCancel(safe.WithHook(t.Context(), &hook))
		var calls atomic.Int32
		fn := func(context.Context) error { calls.Add(1); panic("boom") }
		timer := safe.AfterFunc(ctx, time.Second, "op", fn)
		time.Sleep(time.Second - 1)
		synctest.Wait()
		if calls.Load() != 0 {
			t.Error("called too early")
		}
		time.Sleep(1)
		synctest.Wait()
		if calls.Load() != 1 || len(hook.panics) != 1 {
			t.Errorf("%d calls, heard %v", calls.Load(), hook.panics)
		}
		timer.Reset(time.Second)
		time.Sleep(time.Second)
		synctest.Wait()
		if calls.Load() != 2 {
			t.Errorf("%d calls after Reset", calls.Load())
		}
		safe.AfterFunc(ctx, time.Second, "op", fn).Stop()
		safe.AfterFunc(ctx, 2*time.Second, "op", fn)
		cancel()
		time.Sleep(time.Minute)
		synctest.Wait()
		if calls.Load() != 2 {
			t.Errorf("%d calls after Stop and cancel", calls.Load())
		}
	})
}
