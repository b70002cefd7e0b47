package safe_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleLease() {
	breaker := safe.NewBreaker("mail", safe.BreakerConfig{Consecutive: 1})
	send := func(ctx context.Context) (err error) {
		defer safe.RecoverContext(ctx, &err, "mail.Send")
		lease, err := breaker.Acquire(ctx)
		if err != nil {
			return err
		}
		defer lease.Release() // a panic is a failure of the dependency, too
		panic("no such template")
	}
	fmt.Println(send(context.Background()))
	fmt.Println(breaker.State())
	// Output:
	// mail.Send: panic: no such template
	// open
}

func ExampleBreakerState() {
	ctx := context.Background()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, OpenFor: time.Millisecond})
	call := func(result error) {
		lease, err := breaker.Acquire(ctx)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("begins", breaker.State(), breaker.State() == safe.Closed)
		lease.Done(ctx, result)
		fmt.Println("ends  ", breaker.State())
	}
	call(errors.New("connection refused"))
	time.Sleep(2 * time.Millisecond)
	call(nil) // a probe
	// Output:
	// begins closed true
	// ends   open
	// begins half-open false
	// ends   closed
}

func ExampleBreakerStats() {
	ctx := context.Background()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 2})
	for range 5 {
		if lease, err := breaker.Acquire(ctx); err == nil {
			lease.Done(ctx, errors.New("connection refused"))
		}
	}
	stats := breaker.Stats()
	fmt.Println(stats.State, stats.Refused)
	// Output: open 3
}

func ExampleBreaker_Configure() {
	breaker := safe.SharedBreaker("configured")
	breaker.Configure(safe.BreakerConfig{
		Consecutive:  -1,  // single failures mean little here
		MinVolume:    100, // but a fifth of many does
		FailureRatio: 0.2,
	})
	fmt.Println(breaker.Name(), breaker.State())
	// Output: configured closed
}

// Acquire of a nil breaker lets every call pass: a client needs no case for
// "without a breaker".
func ExampleBreaker_Acquire() {
	var breaker *safe.Breaker
	ctx := context.Background()
	lease, err := breaker.Acquire(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer lease.Release()
	lease.Done(ctx, errors.New("connection refused"))
	fmt.Println("passed")
	// Output: passed
}

func ExampleOutcome() {
	errNoSuchUser := errors.New("no such user")
	breaker := safe.NewBreaker("users", safe.BreakerConfig{
		Consecutive: 1,
		Classify: func(ctx context.Context, err error) safe.Outcome {
			if errors.Is(err, errNoSuchUser) {
				return safe.Success // an answer, after all
			}
			return safe.DefaultOutcome(ctx, err)
		},
	})
	ctx := context.Background()
	for _, result := range []error{errNoSuchUser, errors.New("connection refused")} {
		if lease, err := breaker.Acquire(ctx); err == nil {
			lease.Done(ctx, result)
		}
		fmt.Println(result, "->", breaker.State())
	}
	// Output:
	// no such user -> closed
	// connection refused -> open
}

func ExampleOpenError() {
	ctx := context.Background()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, OpenFor: time.Hour})
	if lease, err := breaker.Acquire(ctx); err == nil {
		lease.Done(ctx, errors.New("connection refused"))
	}
	_, err := breaker.Acquire(ctx)
	var open *safe.OpenError
	if errors.As(err, &open) {
		fmt.Printf("Retry-After: %.0f\n", open.RetryAfter.Seconds())
	}
	// Output: Retry-After: 3600
}

func ExampleSharedBreakers() {
	safe.SharedBreaker("mail")
	for _, breaker := range safe.SharedBreakers() { // a page of a dashboard
		if breaker.Name() == "mail" {
			fmt.Println(breaker.Name(), breaker.Stats().State)
		}
	}
	// Output: mail closed
}
