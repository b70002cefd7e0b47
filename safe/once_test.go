package safe_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// panicOf is what fn panics with, or nil.
func panicOf(fn func()) (value any) {
	defer func() { value = recover() }()
	fn()
	return nil
}

func TestOnce(t *testing.T) {
	var once safe.Once
	var wg sync.WaitGroup
	calls := 0
	for range 8 {
		wg.Go(func() {
			once.Do(func() { calls++ })
			if calls != 1 {
				t.Error("Do returned before fn had")
			}
		})
	}
	wg.Wait()
	if calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

// sync.Once does nothing, silently, after a panic. This one says so every time.
func TestOnceReportsItsPanicAtEveryCall(t *testing.T) {
	var hook recorder
	defer safe.SetHook(safe.SetHook(&hook))
	var once safe.Once
	first := panicOf(func() { once.Do(func() { panicsHere("boom") }) })
	e, ok := first.(*safe.PanicError)
	if !ok || e.Value() != "boom" {
		t.Fatalf("the first call: %v", first)
	}
	for range 3 {
		if value := panicOf(func() { once.Do(func() { t.Error("called again") }) }); value != first {
			t.Errorf("a later call: %v", value)
		}
	}
	if err := safe.Try("outer", func() error { once.Do(nil); return nil }); err != e {
		t.Errorf("guarded: %v", err)
	}
	if len(hook.panics) != 1 {
		t.Errorf("heard %v", hook.panics)
	}
}

// Callers that waited for the first call hear of its panic too.
func TestOnceReportsItsPanicToAll(t *testing.T) {
	const n = 8
	var once safe.Once
	results := make(chan any, n)
	for range n {
		go func() {
			results <- panicOf(func() { once.Do(func() { runtime.Gosched(); panic("boom") }) })
		}()
	}
	first := <-results
	for range n - 1 {
		if value := <-results; value != first || value == nil {
			t.Errorf("%v and %v", first, value)
		}
	}
}

func TestOnceReportsGoexit(t *testing.T) {
	var once safe.Once
	done := make(chan struct{})
	go func() {
		defer close(done)
		once.Do(runtime.Goexit)
		t.Error("Do returned")
	}()
	<-done
	err, _ := panicOf(func() { once.Do(func() { t.Error("called again") }) }).(error)
	if !errors.Is(err, safe.ErrGoexit) {
		t.Errorf("got %v", err)
	}
}

// The hook runs outside the lock: it may use what the Once guards.
func TestOnceTellsItsHookUnlocked(t *testing.T) {
	var once safe.Once
	var inHook any
	hook := funcHook{panicked: func(_ context.Context, e *safe.PanicError) { inHook = panicOf(func() { once.Do(nil) }) }}
	defer safe.SetHook(safe.SetHook(hook))
	first := panicOf(func() { once.Do(func() { panic("boom") }) })
	if first == nil || inHook != first {
		t.Errorf("%v, in the hook %v", first, inHook)
	}
}
