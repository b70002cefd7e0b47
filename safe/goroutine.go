package safe

import (
	"context"
	"errors"
	"time"
)

// ErrGoexit is what a function is said to have returned that ended its goroutine
// with runtime.Goexit instead (t.FailNow and t.SkipNow do): no success and no panic.
var ErrGoexit = errors.New("goroutine ended by runtime.Goexit")

// Go calls fn(ctx) in a new goroutine, in which a panic does not end the program:
// the hook hears of it as a [*PanicError] of op. An [ErrorHook] hears of the error
// that fn returns too, unless that only says that ctx was canceled, and of
// [ErrGoexit]. Without a hook they are counted ([Unheard]).
//
// Nothing waits for fn: use a [Group] to wait, or to get the error. The guard does
// not cover goroutines that fn itself starts. Nobody above fn could make use of
// http.ErrAbortHandler, so here it is a panic like others.
func Go(ctx context.Context, op string, fn func(context.Context) error) {
	go run(ctx, op, fn)
}

// AfterFunc is [Go] after d, unless ctx is over by then: then fn is not called.
// The timer is that of time.AfterFunc: Stop prevents the call, Reset repeats it.
//
// (The timer of a context that is over is kept until d has passed; stop it if d is long.)
func AfterFunc(ctx context.Context, d time.Duration, op string, fn func(context.Context) error) *time.Timer {
	return time.AfterFunc(d, func() {
		if ctx.Err() == nil {
			run(ctx, op, fn)
		}
	})
}

// run calls fn at the bottom of a goroutine, and tells what came of it.
func run(ctx context.Context, op string, fn func(context.Context) error) {
	err := ErrGoexit
	defer func() {
		if err != nil {
			report(ctx, op, err)
		}
	}()
	err = call(ctx, op, func() error { return fn(ctx) })
}

// report tells the hook of an error that has nowhere else to go.
func report(ctx context.Context, op string, err error) {
	if e, ok := err.(*PanicError); ok {
		hookOf(ctx).lastPanic(ctx, e)
		return
	}
	if ctx != nil && ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return // what was asked for
	}
	hookOf(ctx).lastError(ctx, op, err)
}

// call calls fn at the bottom of a goroutine, and returns a panic as its error,
// untold. It looks the goroutine's id up once the stack is unwound, when that
// costs little.
func call(ctx context.Context, op string, fn func() error) error {
	panicked, err := guarded(ctx, op, fn)
	if panicked != nil {
		panicked.goroutine = goroutineID()
	}
	return err
}

// guarded is call without the id. panicked is err if nobody else has it yet.
func guarded(ctx context.Context, op string, fn func() error) (panicked *PanicError, err error) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		e := NewPanicError(ctx, op, value)
		if err = e; knownPanic(value) == nil {
			panicked = e
		}
	}()
	return nil, fn()
}
