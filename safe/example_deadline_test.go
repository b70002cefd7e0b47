package safe_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleDeadlineError() {
	var err error = &safe.DeadlineError{Op: "users.Query", Budget: time.Second}
	var deadline *safe.DeadlineError
	if errors.As(fmt.Errorf("list users: %w", err), &deadline) && !deadline.Caller {
		fmt.Println(deadline.Op, "needs more than", deadline.Budget)
	}
	fmt.Println(deadline.Timeout(), errors.Is(err, context.DeadlineExceeded))
	// Output:
	// users.Query needs more than 1s
	// true true
}

// Whose deadline was it? The operation had an hour, its caller a millisecond.
func ExampleExplainDeadline() {
	caller, cancelCaller := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancelCaller()
	const op, budget = "users.Query", time.Hour
	ctx, cancel := safe.Deadline(caller, op, budget)
	defer cancel()
	<-ctx.Done() // a slow database
	fmt.Println(safe.ExplainDeadline(ctx, op, budget, ctx.Err()))
	// Output: users.Query: deadline of the caller exceeded
}

func ExampleDeadlineLeft() {
	retry := func(ctx context.Context) bool {
		left, limited := safe.DeadlineLeft(ctx)
		return !limited || left > time.Minute // what another attempt takes
	}
	hour, cancelHour := context.WithTimeout(context.Background(), time.Hour)
	defer cancelHour()
	second, cancelSecond := context.WithTimeout(context.Background(), time.Second)
	defer cancelSecond()
	fmt.Println(retry(context.Background()), retry(hour), retry(second))
	// Output: true true false
}

func ExampleAdaptive_Observe() {
	adaptive := safe.NewAdaptive(safe.AdaptiveConfig{
		Floor: 20 * time.Millisecond, Ceiling: time.Second,
		Window: 6 * time.Millisecond, MinSamples: 1, // for the example
	})
	adaptive.Observe(5 * time.Millisecond)
	time.Sleep(2 * time.Millisecond) // a sixth of the window is over
	timeout, changed := adaptive.Observe(5 * time.Millisecond)
	fmt.Println(timeout, changed)
	// Output: 20ms true
}
