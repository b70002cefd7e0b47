package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/panics"
)

func goroutineGroup() group {
	return group{"goroutine, waited for", []row{
		{"by hand: go, WaitGroup", func(n int) {
			for range n {
				var wg sync.WaitGroup
				wg.Go(func() { sink, _ = op(bg, 7) })
				wg.Wait()
			}
		}},
		{"safe.Go, WaitGroup", func(n int) {
			for range n {
				var wg sync.WaitGroup
				wg.Add(1)
				safe.Go(bg, "op", func(ctx context.Context) (err error) {
					defer wg.Done()
					sink, err = op(ctx, 7)
					return err
				})
				wg.Wait()
			}
		}},
		{"safe.Group", func(n int) {
			for range n {
				var g safe.Group
				g.Go(func() (err error) { sink, err = op(bg, 7); return err })
				if err := g.Wait(); err != nil {
					panic(err)
				}
			}
		}},
		{"conc.WaitGroup", func(n int) {
			for range n {
				var wg conc.WaitGroup
				wg.Go(func() { sink, _ = op(bg, 7) })
				wg.Wait()
			}
		}},
	}}
}

// deep panics below depth calls.
//
//go:noinline
func deep(depth int) int {
	if depth == 0 {
		panic("boom")
	}
	return deep(depth-1) + 1
}

func panicGroup() group {
	return group{"a panic at depth 50 becomes an error", []row{
		{"by hand: recover, no stack", loop(func(context.Context, int) (n int, err error) {
			defer func() { err = asError(recover()) }()
			return deep(50), nil
		})},
		{"by hand: recover, debug.Stack", loop(func(context.Context, int) (n int, err error) {
			defer func() {
				err = asError(recover())
				sink = len(debug.Stack())
			}()
			return deep(50), nil
		})},
		{"safe.RecoverContext", loop(func(ctx context.Context, _ int) (n int, err error) {
			defer safe.RecoverContext(ctx, &err, "op")
			return deep(50), nil
		})},
		{"conc panics.Try", loop(func(context.Context, int) (n int, err error) {
			return n, panics.Try(func() { n = deep(50) }).AsError()
		})},
	}}
}

type panicked struct{ value any }

func (p panicked) Error() string { return "panic" }

func asError(value any) error {
	if value == nil {
		return nil
	}
	return panicked{value}
}

// uncaughtGroup is the comparison of 100,000 uncaught failures: each in a goroutine
// of its own, at most 256 at a time, reported to a handler. The stack decides what
// one costs, so depth tells how many calls lie above the failure.
func uncaughtGroup(depth int) group {
	title := fmt.Sprintf("a goroutine that panics at depth %d, reported", depth)
	return group{title, []row{
		{"by hand: recover, no stack", uncaught(depth, startRecover)},
		{"by hand: recover, debug.Stack", uncaught(depth, startStack)},
		{"safe.Go", uncaught(depth, startSafe)},
	}}
}

func startRecover(fn func()) {
	go func() {
		defer func() {
			if recover() != nil {
				heard.Add(1)
			}
		}()
		fn()
	}()
}

func startStack(fn func()) {
	go func() {
		defer func() {
			if recover() != nil && len(debug.Stack()) > 0 {
				heard.Add(1)
			}
		}()
		fn()
	}()
}

func startSafe(fn func()) {
	safe.Go(counted, "op", func(context.Context) error { fn(); return nil })
}

var (
	heard   atomic.Int64
	counted = safe.WithHook(context.Background(), countHook{})
)

type countHook struct{ safe.NopHook }

func (countHook) Panic(context.Context, *safe.PanicError) { heard.Add(1) }

func uncaught(depth int, start func(fn func())) func(n int) {
	return func(n int) {
		heard.Store(0)
		slots := make(chan struct{}, 256)
		for range n {
			slots <- struct{}{}
			start(func() {
				defer func() { <-slots }()
				deep(depth)
			})
		}
		for int(heard.Load()) < n {
			runtime.Gosched() // the last ones are still on their way
		}
	}
}
