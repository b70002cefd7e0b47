package safe_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/recoverlint/recoverlint/safe"
)

// panicHook is a hook that hears of panics in requests.
type panicHook func(safe.Request, *safe.PanicError)

func (h panicHook) Panic(ctx context.Context, err *safe.PanicError) {
	request, _ := safe.RequestFrom(ctx)
	h(request, err)
}
func (panicHook) Deadline(context.Context, *safe.DeadlineError) {}
func (panicHook) Breaker(context.Context, safe.BreakerChange)   {}
func (panicHook) Fallback(context.Context, safe.FallbackUse)    {}

// breakerHook hears of breakers. NopHook has the other methods.
type breakerHook struct {
	safe.NopHook
	changed func(safe.BreakerChange)
}

func (h breakerHook) Breaker(_ context.Context, change safe.BreakerChange) { h.changed(change) }

// fallbackHook hears of fallbacks.
type fallbackHook struct {
	safe.NopHook
	used func(safe.FallbackUse)
}

func (h fallbackHook) Fallback(_ context.Context, used safe.FallbackUse) { h.used(used) }

// errorHook hears of what functions return that safe.Go started.
type errorHook struct {
	safe.NopHook
	failed func(op string, err error)
}

func (h errorHook) Error(_ context.Context, op string, err error) { h.failed(op, err) }

func ExampleBreakerChange() {
	ctx := safe.WithHook(context.Background(), breakerHook{changed: func(change safe.BreakerChange) {
		fmt.Printf("%s: %v -> %v: %v, next probe in %v\n", change.Name, change.From, change.To, change.Err, change.RetryAfter)
	}})
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
	if lease, err := breaker.Acquire(ctx); err == nil {
		lease.Done(ctx, errors.New("connection refused"))
	}
	// Output: users: closed -> open: connection refused, next probe in 5s
}

func ExampleFallbackUse() {
	ctx := safe.WithHook(context.Background(), fallbackHook{used: func(used safe.FallbackUse) {
		fmt.Printf("%s: answer from %v, because of %v\n", used.Op, used.Source, used.Err)
	}})
	name, _, err := safe.FallbackAfter(ctx, "users.Name", errors.New("connection refused"), safe.Empty("somebody"))
	fmt.Println(name, err)
	// Output:
	// users.Name: answer from empty, because of direct: connection refused
	// somebody <nil>
}

func ExampleErrorHook() {
	failures := make(chan string)
	var hook safe.ErrorHook = errorHook{failed: func(op string, err error) { failures <- op + ": " + err.Error() }}
	ctx := safe.WithHook(context.Background(), hook)
	safe.Go(ctx, "cache.Refresh", func(context.Context) error { return errors.New("connection refused") })
	fmt.Println(<-failures)
	// Output: cache.Refresh: connection refused
}

// A hook that embeds NopHook has the methods that it does not care for.
func ExampleNopHook() {
	type onlyPanics struct {
		safe.NopHook
		// and a method Panic of its own
	}
	var hook safe.Hook = onlyPanics{}
	ctx := safe.WithHook(context.Background(), hook)
	_, source, _ := safe.FallbackAfter(ctx, "users.Name", errors.New("connection refused"), safe.Empty(""))
	fmt.Println(source)
	// Output: empty
}

func ExampleSetHook() {
	hook := panicHook(func(_ safe.Request, err *safe.PanicError) { fmt.Println("heard of", err) })
	previous := safe.SetHook(hook) // in main; a test puts the previous one back
	defer safe.SetHook(previous)
	_ = safe.Try("plugin.Run", func() error { panic("boom") })
	// Output: heard of plugin.Run: panic: boom
}

// What one tenant does can be told to a hook of its own.
func ExampleWithHook() {
	hook := panicHook(func(_ safe.Request, err *safe.PanicError) { fmt.Println("tenant 7:", err) })
	get := func(ctx context.Context) (err error) {
		defer safe.RecoverContext(ctx, &err, "users.Get")
		panic("no such table")
	}
	_ = get(safe.WithHook(context.Background(), hook))
	// Output: tenant 7: users.Get: panic: no such table
}

// A hook that panics loses what it was told, but that is counted.
func ExampleUnheard() {
	defer safe.SetHook(safe.SetHook(panicHook(func(safe.Request, *safe.PanicError) { panic("no metrics server") })))
	before := safe.Unheard()
	err := safe.Try("users.Get", func() error { panic("no such table") })
	fmt.Println(err)
	fmt.Println(safe.Unheard()-before, "unheard")
	// Output:
	// users.Get: panic: no such table
	// 1 unheard
}
