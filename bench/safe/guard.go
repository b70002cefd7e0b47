package main

import (
	"context"
	"fmt"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/sourcegraph/conc/panics"
)

// op is what all rows call.
//
//go:noinline
func op(ctx context.Context, id int) (int, error) { return id, nil }

var (
	sink int
	bg   = context.Background()
)

// loop makes calls of f.
func loop(f func(ctx context.Context, id int) (int, error)) func(n int) {
	return func(n int) {
		for range n {
			sink, _ = f(bg, 7)
		}
	}
}

func guardGroup() group {
	return group{"panic guard, no panic", []row{
		{"direct call", loop(op)},
		{"by hand: defer, recover", loop(guardByHand)},
		{"safe.RecoverContext", loop(guardRecover)},
		{"safe.Try", loop(guardTry)},
		{"conc panics.Try", loop(guardConc)},
	}}
}

func guardByHand(ctx context.Context, id int) (n int, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v", value)
		}
	}()
	return op(ctx, id)
}

func guardRecover(ctx context.Context, id int) (n int, err error) {
	defer safe.RecoverContext(ctx, &err, "op")
	return op(ctx, id)
}

func guardTry(ctx context.Context, id int) (n int, err error) {
	err = safe.Try("op", func() error {
		n, err = op(ctx, id)
		return err
	})
	return n, err
}

func guardConc(ctx context.Context, id int) (n int, err error) {
	recovered := panics.Try(func() { n, err = op(ctx, id) })
	if recovered != nil {
		return n, recovered.AsError()
	}
	return n, err
}
