package main

import (
	"context"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/timeout"
	"github.com/recoverlint/recoverlint/safe"
)

func deadlineGroup() group {
	return group{"deadline", []row{
		{"by hand: context.WithTimeout", loop(deadlineByHand)},
		{"safe.Deadline, earlier than the caller's", loop(deadlineSafe)},
		{"safe.Deadline, later than the caller's", loop(deadlineSafePass)},
		{"safe.Op: deadline, breaker, guard, injection point", loop(deadlineFull)},
		{"failsafe-go: timeout, breaker", loop(deadlineFailsafe)},
	}}
}

func deadlineByHand(ctx context.Context, id int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return op(ctx, id)
}

func deadlineSafe(ctx context.Context, id int) (int, error) {
	ctx, cancel := safe.Deadline(ctx, "op", time.Minute)
	defer cancel()
	return op(ctx, id)
}

var soon, _ = context.WithTimeout(context.Background(), time.Hour) // lives as long as the program

func deadlineSafePass(_ context.Context, id int) (int, error) {
	ctx, cancel := safe.Deadline(soon, "op", 2*time.Hour)
	defer cancel()
	return op(ctx, id)
}

var full = safe.NewOp("op", safe.OpConfig{
	Budget:  time.Minute,
	Breaker: safe.NewBreaker("dependency", safe.BreakerConfig{}),
})

func deadlineFull(ctx context.Context, id int) (n int, err error) { return through(ctx, full, id) }

var failsafeTimeout = failsafe.With[int](circuitbreaker.NewWithDefaults[int]()).Compose(timeout.New[int](time.Minute))

func deadlineFailsafe(ctx context.Context, id int) (int, error) {
	return failsafeTimeout.Get(func() (int, error) { return op(ctx, id) })
}
