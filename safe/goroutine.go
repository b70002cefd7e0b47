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

// Run is [Go] on the goroutine that it is called on, and returns when fn does: for a
// function that others start on a goroutine of theirs (sync.WaitGroup.Go, a worker
// pool), where a panic would end the program.
func Run(ctx context.Context, op string, fn func(context.Context) error) { run(ctx, op, fn) }

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
	o := outcome{err: ErrGoexit}
	defer func() {
		if err := o.end(); err != nil {
			report(ctx, op, err)
		}
	}()
	o.call(ctx, op, func() error { return fn(ctx) })
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

// An outcome is what came of a function at the bottom of a goroutine. It begins
// with ErrGoexit, which stays if the function neither returns nor panics.
//
// (It is no result, as that is lost if a deferred function panics during a Goexit:
// the guard stops the panic, but the Goexit goes on and nothing returns.)
type outcome struct {
	err   error
	fresh *PanicError // err, as long as nobody else has it
}

// call calls fn. The hook has not heard of a panic yet.
func (o *outcome) call(ctx context.Context, op string, fn func() error) {
	defer o.stop(ctx, op)
	o.err = fn()
}

// stop is deferred by call.
func (o *outcome) stop(ctx context.Context, op string) {
	value := recover()
	if value == nil {
		return
	}
	e := NewPanicError(ctx, op, value)
	if o.err = e; knownPanic(value) == nil {
		o.fresh = e
	}
}

// end is the error, with the goroutine in it. It comes after call, for there the
// stack is short again and the id is cheap.
func (o *outcome) end() error {
	if o.fresh != nil {
		o.fresh.goroutine = goroutineID()
	}
	return o.err
}
