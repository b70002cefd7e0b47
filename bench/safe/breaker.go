package main

import (
	"context"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/recoverlint/recoverlint/safe"
	"github.com/sony/gobreaker/v2"
)

func breakerGroup() group {
	return group{"closed breaker and panic guard", []row{
		{"by hand: guard, no breaker", loop(guardByHand)},
		{"safe.Op", loop(breakerSafe)},
		{"gobreaker, which has no guard", loop(breakerGobreaker)},
		{"failsafe-go, which has no guard", loop(breakerFailsafe)},
	}}
}

var guarded = safe.NewOp("op", safe.OpConfig{Breaker: safe.NewBreaker("dependency", safe.BreakerConfig{})})

func breakerSafe(ctx context.Context, id int) (n int, err error) { return through(ctx, guarded, id) }

// through is a generated wrapper, but for the operation, which there is a constant.
func through(ctx context.Context, o *safe.Op, id int) (n int, err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, o); err != nil {
		return n, err
	}
	defer call.End(&err)
	if err = call.Inject(ctx); err == nil {
		n, err = op(ctx, id)
	}
	call.Returned()
	return n, err
}

var sony = gobreaker.NewCircuitBreaker[int](gobreaker.Settings{Name: "dependency"})

func breakerGobreaker(ctx context.Context, id int) (int, error) {
	return sony.Execute(func() (int, error) { return op(ctx, id) })
}

var failsafeBreaker = failsafe.With[int](circuitbreaker.NewWithDefaults[int]())

func breakerFailsafe(ctx context.Context, id int) (int, error) {
	return failsafeBreaker.Get(func() (int, error) { return op(ctx, id) })
}
