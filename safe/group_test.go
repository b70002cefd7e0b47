package safe_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func succeed() error { return nil }
func fail() error    { return io.EOF }
func panics() error  { panic("boom") }
func exits() error   { runtime.Goexit(); return nil }

func TestGroupWaitReturnsTheFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		after := func(d time.Duration, err error) func() error {
			return func() error { time.Sleep(d); return err }
		}
		err := waitFor(succeed, after(2*time.Second, io.EOF), after(time.Second, io.ErrClosedPipe), after(3*time.Second, nil))
		if err != io.ErrClosedPipe {
			t.Errorf("got %v", err)
		}
	})
	if err := waitFor(); err != nil {
		t.Errorf("without functions: %v", err)
	}
	if err := waitFor(func() error { defer panic("boom"); return exits() }); !errors.Is(err, safe.ErrPanic) {
		t.Errorf("a panic during Goexit: %v", err)
	}
	if err := waitFor(succeed, succeed); err != nil {
		t.Errorf("without errors: %v", err)
	}
}

// What ends a function badly ends the group's context, with the error as its cause.
func TestGroupCancels(t *testing.T) {
	tests := []struct {
		name string
		fn   func() error
		want error
	}{{"error", fail, io.EOF}, {"panic", panics, safe.ErrPanic}, {"Goexit", exits, safe.ErrGoexit}}
	for _, test := range tests {
		group, ctx := safe.WithContext(t.Context())
		group.Go(test.fn)
		group.Go(func() error { <-ctx.Done(); return ctx.Err() })
		err := group.Wait()
		if !errors.Is(err, test.want) || context.Cause(ctx) != err {
			t.Errorf("%s: %v, cause %v", test.name, err, context.Cause(ctx))
		}
	}
}

func TestGroupWaitEndsTheContext(t *testing.T) {
	group, ctx := safe.WithContext(t.Context())
	group.Go(succeed)
	if err := group.Wait(); err != nil || ctx.Err() != context.Canceled {
		t.Errorf("%v, context %v", err, ctx.Err())
	}
}

func TestGroupTellsItsHook(t *testing.T) {
	var hook recorder
	group, _ := safe.WithContext(safe.WithTraceID(safe.WithHook(t.Context(), &hook), "4bf9"))
	group.Go(panics)
	err := group.Wait()
	var e *safe.PanicError
	if !errors.As(err, &e) || e.TraceID() != "4bf9" || e.Goroutine() == 0 || len(hook.panics) != 1 || hook.panics[0] != e {
		t.Errorf("%+v, heard %v", err, hook.panics)
	}
}

// An error that came before does not hide a panic.
func TestGroupJoinsAPanicToTheFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		later := func() error { time.Sleep(time.Second); panic("boom") }
		err := waitFor(fail, later)
		if !errors.Is(err, io.EOF) || !errors.Is(err, safe.ErrPanic) {
			t.Errorf("got %v", err)
		}
		before := safe.Unheard()
		err = waitFor(panics, later, later)
		if _, ok := err.(*safe.PanicError); !ok || safe.Unheard() != before+2 {
			t.Errorf("%v, %d unheard: want the first panic, and the other two counted", err, safe.Unheard()-before)
		}
	})
}

func TestGroupLimit(t *testing.T) {
	const limit = 3
	var group safe.Group
	group.SetLimit(limit)
	var active, most atomic.Int64
	for i := range 50 {
		group.Go(func() error {
			n := active.Add(1)
			defer active.Add(-1)
			for {
				if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
					break
				}
			}
			runtime.Gosched()
			return [...]func() error{succeed, fail, panics, exits}[i%4]()
		})
	}
	if err := group.Wait(); err == nil || most.Load() > limit {
		t.Errorf("%v, %d at once", err, most.Load())
	}
}

func TestGroupTryGo(t *testing.T) {
	var group safe.Group
	release := make(chan struct{})
	group.SetLimit(1)
	if !group.TryGo(func() error { <-release; panic("boom") }) {
		t.Error("refused the first")
	}
	if group.TryGo(fail) {
		t.Error("started more than the limit")
	}
	close(release)
	if err := group.Wait(); !errors.Is(err, safe.ErrPanic) || errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
	if !group.TryGo(succeed) {
		t.Error("a panic kept its slot")
	}
	_ = group.Wait()
}

func TestGroupSetLimit(t *testing.T) {
	var group safe.Group
	group.SetLimit(0)
	if group.TryGo(succeed) {
		t.Error("limit 0 let one start")
	}
	group.SetLimit(1)
	release := make(chan struct{})
	group.Go(func() error { <-release; return nil })
	if panicOf(func() { group.SetLimit(2) }) == nil {
		t.Error("changed while a goroutine was active")
	}
	close(release)
	_ = group.Wait()
	group.SetLimit(-1)
	for range 10 {
		if !group.TryGo(succeed) {
			t.Error("refused without a limit")
		}
	}
	_ = group.Wait()
}

// Some errors panic when they are asked what they wrap.
func TestGroupOfABrokenError(t *testing.T) {
	if err := waitFor(func() error { return brokenError{} }, func() error { panic(brokenError{}) }); err == nil {
		t.Error("no error")
	}
}

// FuzzGroup runs functions that end in the ways that the bytes say, under a limit,
// and compares Wait with what a group has promised.
func FuzzGroup(f *testing.F) {
	f.Add(1, []byte{0, 1, 2, 3})
	f.Add(-1, []byte{3, 2, 2, 1})
	f.Add(2, []byte{0, 0, 0})
	f.Fuzz(func(t *testing.T, limit int, ends []byte) {
		if limit %= 8; limit == 0 {
			limit = 1
		}
		if len(ends) > 64 {
			ends = ends[:64]
		}
		var hook recorder
		group, ctx := safe.WithContext(safe.WithHook(t.Context(), &hook))
		group.SetLimit(limit)
		var first error // with a limit of 1 the functions run in order
		count := map[byte]int{}
		for _, end := range ends {
			end %= 4
			count[end]++
			group.Go([...]func() error{succeed, fail, panics, exits}[end])
			if want := [...]error{nil, io.EOF, safe.ErrPanic, safe.ErrGoexit}[end]; first == nil {
				first = want
			}
		}
		err := group.Wait()
		if (err == nil) != (count[0] == len(ends)) || errors.Is(err, safe.ErrPanic) != (count[2] > 0) || limit == 1 && !errors.Is(err, first) {
			t.Errorf("ends %v: %v", ends, err)
		}
		if len(hook.panics) != count[2] || ctx.Err() == nil {
			t.Errorf("ends %v: heard %d panics, context %v", ends, len(hook.panics), ctx.Err())
		}
	})
}
