package safe_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

func TestRecoverSetsTheError(t *testing.T) {
	get := func(fn func() error) (user string, err error) {
		defer safe.Recover(&err, "users.Get")
		user = "half"
		err = fn()
		return "gopher", err
	}
	if user, err := get(func() error { return nil }); user != "gopher" || err != nil {
		t.Errorf("no panic: %q, %v", user, err)
	}
	if _, err := get(func() error { return io.EOF }); err != io.EOF {
		t.Errorf("an error: %v", err)
	}
	user, err := get(func() error { panic("boom") })
	if user != "half" || !errors.Is(err, safe.ErrPanic) {
		t.Errorf("a panic: %q, %v", user, err)
	}
}

func TestRecoverCalledAndNotDeferredDoesNothing(t *testing.T) {
	defer func() {
		if recover() != "boom" {
			t.Error("recovered")
		}
	}()
	var err error
	guard := safe.Recover // a variable, for recoverlint reports the mistake
	defer func() { guard(&err, "op") }()
	panic("boom")
}

// Unless it is told otherwise: with an error that nobody reads the panic ends here,
// and the hook has heard of it.
func TestRecoverIntoALocalErrorEndsThePanic(t *testing.T) {
	var hook recorder
	ctx := safe.WithHook(t.Context(), &hook)
	count := func() int {
		var unread error
		defer safe.RecoverContext(ctx, &unread, "users.Count")
		panic("boom")
	}
	if n := count(); n != 0 || len(hook.panics) != 1 {
		t.Errorf("%d, heard %v", n, hook.panics)
	}
}

// A function that cannot report a panic does not swallow it.
func TestRecoverWithoutErrorPanicsAgain(t *testing.T) {
	var hook recorder
	defer func() {
		if value := recover(); value != io.EOF {
			t.Errorf("recovered %v", value)
		}
		if len(hook.panics) != 1 || hook.panics[0].Op() != "users.Count" {
			t.Errorf("heard %v", hook.panics)
		}
	}()
	func() {
		defer safe.RecoverContext(safe.WithHook(t.Context(), &hook), nil, "users.Count")
		panic(io.EOF)
	}()
	t.Error("swallowed")
}

func TestRecoverContextTellsItsHook(t *testing.T) {
	var process, own recorder
	defer safe.SetHook(safe.SetHook(&process))
	ctx := safe.WithTraceID(safe.WithHook(t.Context(), &own), "4bf9")
	err := func() (err error) {
		defer safe.RecoverContext(ctx, &err, "users.Get")
		panic("boom")
	}()
	if len(own.panics) != 1 || own.panics[0] != err || own.panics[0].TraceID() != "4bf9" || len(process.panics) != 0 {
		t.Errorf("heard %v, and the process's hook %v", own.panics, process.panics)
	}
}

func TestAbortHandlerGoesOnAsItself(t *testing.T) {
	var hook recorder
	defer safe.SetHook(safe.SetHook(&hook))
	guards := map[string]func(value any) error{
		"Try": func(value any) error { return safe.Try("op", func() error { panic(value) }) },
		"Do": func(value any) error {
			_, err := safe.Do("op", func() (int, error) { panic(value) })
			return err
		},
		"Recover": func(value any) (err error) {
			defer safe.Recover(&err, "op")
			panic(value)
		},
		"Once":  func(value any) error { new(safe.Once).Do(func() { panic(value) }); return nil },
		"Group": func(value any) error { return waitFor(func() error { panic(value) }) },
	}
	for name, guard := range guards {
		for _, abort := range []error{http.ErrAbortHandler, fmt.Errorf("proxy: %w", http.ErrAbortHandler)} {
			func() {
				defer func() {
					if value := recover(); value != abort {
						t.Errorf("%s: recovered %v, want %v", name, value, abort)
					}
				}()
				t.Errorf("%s: returned %v", name, guard(abort))
			}()
		}
	}
	if len(hook.panics) != 0 {
		t.Errorf("heard %v: an abort is no fault", hook.panics)
	}
}

func waitFor(fns ...func() error) error {
	var group safe.Group
	for _, fn := range fns {
		group.Go(fn)
	}
	return group.Wait()
}

func TestTry(t *testing.T) {
	for _, want := range []error{nil, io.EOF} {
		if err := safe.Try("op", func() error { return want }); err != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if err := safe.Try("op", func() error { panic(io.EOF) }); !errors.Is(err, safe.ErrPanic) || !errors.Is(err, io.EOF) {
		t.Errorf("a panic: %v", err)
	}
}

func TestDo(t *testing.T) {
	if n, err := safe.Do("op", func() (int, error) { return 7, io.EOF }); n != 7 || err != io.EOF {
		t.Errorf("%d, %v", n, err)
	}
	if n, err := safe.Do("op", func() (n int, err error) { n = 7; panic("boom") }); n != 0 || !errors.Is(err, safe.ErrPanic) {
		t.Errorf("a panic: %d, %v", n, err)
	}
}

// Goexit ends the goroutine through every guard, and is nobody's panic.
func TestGoexitGoesOn(t *testing.T) {
	var hook recorder
	defer safe.SetHook(safe.SetHook(&hook))
	guards := map[string]func(){
		"Try":     func() { _ = safe.Try("op", func() error { runtime.Goexit(); return nil }) },
		"Do":      func() { _, _ = safe.Do("op", func() (int, error) { runtime.Goexit(); return 0, nil }) },
		"Recover": func() { defer safe.Recover(nil, "op"); runtime.Goexit() },
	}
	for name, guard := range guards {
		ended := make(chan bool)
		go func() {
			went := false
			defer func() { ended <- !went }()
			guard()
			went = true
		}()
		if !<-ended {
			t.Errorf("%s: returned", name)
		}
	}
	if len(hook.panics) != 0 {
		t.Errorf("heard %v", hook.panics)
	}
}

func TestGuardAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { _ = guardedGet(7) }); n != 0 {
		t.Errorf("%v allocations without a panic", n)
	}
	atDepth(50, func() {
		if n := testing.AllocsPerRun(100, func() { _ = guardedPanic() }); n > 1 {
			t.Errorf("%v allocations with a panic", n)
		}
	})
}
