package safe_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/recoverlint/recoverlint/safe"
)

// counts is a hook for a metrics library.
type counts map[string]int

func (c counts) Panic(_ context.Context, err *safe.PanicError)       { c["panic "+err.Op()]++ }
func (c counts) Deadline(_ context.Context, err *safe.DeadlineError) { c["deadline "+err.Op]++ }
func (c counts) Breaker(_ context.Context, change safe.BreakerChange) {
	c["breaker "+change.Name+" "+change.To.String()]++
}
func (c counts) Fallback(_ context.Context, used safe.FallbackUse) {
	c["fallback "+used.Op+" "+used.Source.String()]++
}

// (A map is for one goroutine. The counters of a metrics library are for many.)
func ExampleHook() {
	metrics := counts{}
	defer safe.SetHook(safe.SetHook(metrics))

	_ = safe.Try("users.Get", func() error { panic("no such table") })
	_, _, err := safe.FallbackAfter(context.Background(), "users.Name", errors.New("connection refused"), safe.Empty(""))
	fmt.Println(metrics, err)
	// Output: map[fallback users.Name empty:1 panic users.Get:1] <nil>
}
