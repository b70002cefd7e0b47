package safe_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleRecover() {
	get := func(ids []int, i int) (id int, err error) {
		defer safe.Recover(&err, "users.Get")
		return ids[i], nil
	}
	_, err := get([]int{1, 2, 3}, 5)
	fmt.Println(err)
	fmt.Println(errors.Is(err, safe.ErrPanic))
	// Output:
	// users.Get: panic: runtime error: index out of range [5] with length 3
	// true
}

func ExampleRecoverContext() {
	get := func(ctx context.Context) (err error) {
		defer safe.RecoverContext(ctx, &err, "users.Get")
		panic("boom")
	}
	var e *safe.PanicError
	if errors.As(get(safe.WithTraceID(context.Background(), "4bf92f35")), &e) {
		fmt.Println(e.TraceID(), e)
	}
	// Output: 4bf92f35 users.Get: panic: boom
}

func ExampleTry() {
	err := safe.Try("plugin.Run", func() error { panic("boom") })
	fmt.Println(err)
	// Output: plugin.Run: panic: boom
}

func ExampleDo() {
	n, err := safe.Do("parse", func() (int, error) { return 7, nil })
	fmt.Println(n, err)
	// Output: 7 <nil>
}

func ExampleNewPanicError() {
	// A guard that adds what only it knows.
	run := func(job int) (err error) {
		defer func() {
			if value := recover(); value != nil {
				err = fmt.Errorf("job %d: %w", job, safe.NewPanicError(context.Background(), "jobs.Run", value))
			}
		}()
		panic("boom")
	}
	fmt.Println(run(7))
	// Output: job 7: jobs.Run: panic: boom
}

func ExamplePanicError_StackTrace() {
	err := safe.Try("op", func() error { panicsHere("boom"); return nil })
	var e *safe.PanicError
	if errors.As(err, &e) {
		frame := e.StackTrace()[0]
		fmt.Println(frame.Function[strings.LastIndex(frame.Function, ".")+1:], filepath.Base(frame.File))
	}
	// Output: panicsHere panicerror_test.go
}

// printer is a hook that prints panics and errors.
type printer struct {
	safe.NopHook
	done chan struct{}
}

func (p printer) Panic(_ context.Context, err *safe.PanicError) {
	fmt.Println("hook:", err)
	p.done <- struct{}{}
}

func (p printer) Error(_ context.Context, op string, err error) {
	fmt.Printf("hook: %s: %v\n", op, err)
	p.done <- struct{}{}
}

func ExampleGo() {
	hook := printer{done: make(chan struct{})}
	defer safe.SetHook(safe.SetHook(hook))

	ctx := context.Background()
	safe.Go(ctx, "cache.Refresh", func(context.Context) error { panic("boom") })
	<-hook.done
	safe.Go(ctx, "cache.Refresh", func(context.Context) error { return errors.New("connection refused") })
	<-hook.done
	// Output:
	// hook: cache.Refresh: panic: boom
	// hook: cache.Refresh: connection refused
}

func ExampleRun() {
	hook := printer{done: make(chan struct{}, 1)}
	ctx := safe.WithHook(context.Background(), hook)
	var group sync.WaitGroup
	group.Go(func() {
		safe.Run(ctx, "cache.Refresh", func(context.Context) error { panic("boom") })
	})
	group.Wait()
	// Output: hook: cache.Refresh: panic: boom
}

func ExampleAfterFunc() {
	hook := printer{done: make(chan struct{})}
	ctx := safe.WithHook(context.Background(), hook)
	safe.AfterFunc(ctx, time.Millisecond, "cache.Expire", func(context.Context) error { panic("boom") })
	<-hook.done
	// Output: hook: cache.Expire: panic: boom
}

func ExampleGroup() {
	group, ctx := safe.WithContext(context.Background())
	group.SetLimit(2)
	group.Go(func() error { panic("boom") })
	group.Go(func() error { <-ctx.Done(); return ctx.Err() })
	fmt.Println(group.Wait())
	// Output: safe.Group: panic: boom
}

func ExampleOnce() {
	var once safe.Once
	load := func() (err error) {
		defer safe.Recover(&err, "config.Load")
		once.Do(func() { panic("no such file") })
		return nil
	}
	fmt.Println(load())
	fmt.Println(load()) // sync.Once would have said nothing
	// Output:
	// safe.Once: panic: no such file
	// safe.Once: panic: no such file
}
