package main

import (
	"context"
	"expvar"

	"github.com/recoverlint/recoverlint/safe"
)

var (
	panics    = expvar.NewMap("panics")    // by operation
	deadlines = expvar.NewMap("deadlines") // that passed, by operation
	opened    = expvar.NewMap("opened")    // breakers, by name
)

// metrics counts what safe hears of, for GET /debug/vars.
type metrics struct{ safe.NopHook }

func (metrics) Panic(_ context.Context, err *safe.PanicError) { panics.Add(err.Op(), 1) }

func (metrics) Deadline(_ context.Context, err *safe.DeadlineError) { deadlines.Add(err.Op, 1) }

func (metrics) Breaker(_ context.Context, change safe.BreakerChange) {
	if change.To == safe.Open {
		opened.Add(change.Name, 1)
	}
}
