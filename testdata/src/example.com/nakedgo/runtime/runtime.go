// Package runtime starts work by way of package safe.
package runtime

import (
	"context"
	"strings"

	"github.com/recoverlint/recoverlint/safe"
)

func second(line string) string { return strings.Split(line, ":")[1] }

func work(line string) func(context.Context) error {
	return func(context.Context) error {
		println(second(line))
		return nil
	}
}

// What safe starts is guarded.
func Started(ctx context.Context, line string) error {
	safe.Go(ctx, "work", work(line))
	g, ctx := safe.WithContext(ctx)
	g.Go(func() error { return work(line)(ctx) })
	g.TryGo(func() error { return work(line)(ctx) })
	return g.Wait()
}

// So is what defers its guard.
func Guarded(line string) {
	go func() {
		var err error
		defer safe.Recover(&err, "work")
		println(second(line))
	}()
	go func() {
		println(safe.Try("work", func() error { return work(line)(context.Background()) }))
	}()
}

// Once panics again, at each call.
func Once(once *safe.Once, line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at runtime.go:11, reached by second\)$`
		once.Do(func() { println(second(line)) })
	}()
}

// A panic in the group is the error of Wait.
func Dropped(line string) {
	var g safe.Group
	g.Go(func() error { return work(line)(context.Background()) })
	g.Wait() // want `^error of Group.Wait is dropped, and a panic in the group with it$`
}

func DroppedLater(line string) {
	var g safe.Group
	defer g.Wait() // want `^error of Group.Wait is dropped, and a panic in the group with it$`
	g.Go(func() error { return work(line)(context.Background()) })
}

// A breaker must live longer than a call.
func PerCall(ctx context.Context, line string) error {
	b := safe.NewBreaker("users", safe.BreakerConfig{}) // want `^breaker is made anew for each call, so it never opens$`
	lease, err := b.Acquire(ctx)
	if err != nil {
		return err
	}
	err = work(line)(ctx)
	lease.Done(ctx, err)
	return err
}

func PerCallOfOp(ctx context.Context) *safe.Op {
	return safe.NewOp("users.Get", safe.OpConfig{Breaker: safe.NewBreaker("users", safe.BreakerConfig{})})
}

type users struct{ breaker *safe.Breaker }

func NewUsers(ctx context.Context) *users {
	return &users{breaker: safe.NewBreaker("users", safe.BreakerConfig{})}
}

func Configured() string { return safe.NewBreaker("users", safe.BreakerConfig{}).Name() }
