package safe_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

var errDown = errors.New("down")

func ExampleBreaker() {
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 2})
	get := func(ctx context.Context) error {
		lease, err := breaker.Acquire(ctx)
		if err != nil {
			return err
		}
		defer lease.Release()
		err = errDown // the call
		lease.Done(ctx, err)
		return err
	}
	ctx := context.Background()
	fmt.Println(get(ctx), breaker.State())
	fmt.Println(get(ctx), breaker.State())
	fmt.Println(errors.Is(get(ctx), safe.ErrOpen))
	// Output:
	// down closed
	// down open
	// true
}

// try makes one call that returns result, and returns that or the refusal.
func try(ctx context.Context, b *safe.Breaker, result error) error {
	lease, err := b.Acquire(ctx)
	if err != nil {
		return err
	}
	lease.Done(ctx, result)
	return result
}

func TestBreakerOpensOnFailuresInARow(t *testing.T) {
	b := safe.NewBreaker("users", safe.BreakerConfig{})
	for _, result := range []error{errDown, errDown, errDown, errDown, nil, errDown, errDown, errDown, errDown} {
		try(t.Context(), b, result)
	}
	if b.State() != safe.Closed {
		t.Fatal("a success does not end the row")
	}
	try(t.Context(), b, errDown)
	if b.State() != safe.Open {
		t.Error("five in a row do not open it")
	}
}

func TestBreakerOpensOnTheRatio(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: -1, FailureRatio: 0.25, MinVolume: 40})
		for i := range 39 {
			try(t.Context(), b, map[bool]error{true: errDown}[i < 12])
		}
		if b.State() != safe.Closed {
			t.Fatal("opened below the volume")
		}
		try(t.Context(), b, errDown)
		if b.State() != safe.Open {
			t.Errorf("13 of 40 do not open it: %+v", b.Stats())
		}
	})
}

// Successes are timed in groups; those of the first group, and of the first after
// a change, must not be spread over the time before.
func TestBreakerCountsTheFirstSuccesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 3, OpenFor: time.Hour})
		for range 2 {
			for range 10 {
				time.Sleep(time.Millisecond)
				try(t.Context(), b, nil)
			}
			if passed := b.Stats().Passed; passed < 9.99 || passed > 10.01 {
				t.Errorf("%v calls passed, want 10", passed)
			}
			for range 3 {
				try(t.Context(), b, errDown)
			}
			time.Sleep(time.Hour)
			try(t.Context(), b, nil)
			if stats := b.Stats(); stats.State != safe.Closed || stats.Passed != 0 {
				t.Errorf("%+v: want closed, and the past forgotten", stats)
			}
		}
	})
}

func TestBreakerForgetsWhatLeftTheWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: -1, MinVolume: 20, Window: time.Minute})
		for range 19 {
			try(t.Context(), b, errDown)
		}
		time.Sleep(time.Minute + 6*time.Second)
		try(t.Context(), b, errDown)
		if stats := b.Stats(); stats.State != safe.Closed || stats.Failed != 1 {
			t.Errorf("%+v: want one failure", stats)
		}
	})
}

func TestBreakerLifeCycle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hook recorder
		ctx := safe.WithHook(t.Context(), &hook)
		b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, OpenFor: time.Minute, Successes: 2})
		try(ctx, b, errDown)
		var open *safe.OpenError
		if err := try(ctx, b, nil); !errors.As(err, &open) || open.RetryAfter != time.Minute || open.Name != "users" {
			t.Fatalf("refused with %v", err)
		}
		time.Sleep(open.RetryAfter)
		try(ctx, b, nil)
		if b.State() != safe.HalfOpen {
			t.Fatal("closed by one of two successes")
		}
		try(ctx, b, nil)
		if b.State() != safe.Closed {
			t.Fatal("not closed by two successes")
		}
		want := "closed>open down 1m0s 1; open>half-open <nil> 0s 2; half-open>closed <nil> 0s 3; "
		got := ""
		for _, c := range hook.changes {
			got += fmt.Sprintf("%v>%v %v %v %d; ", c.From, c.To, c.Err, c.RetryAfter, c.Seq)
		}
		if got != want {
			t.Errorf("hook heard\n%s, want\n%s", got, want)
		}
	})
}

// A panic or a Goexit in the half-open probe left other breakers half-open for ever.
func TestBreakerProbeThatNeverReturnsFreesItsSlot(t *testing.T) {
	exits := map[string]struct {
		leave func()
		state safe.BreakerState
	}{
		"panic":  {func() { panic(errDown) }, safe.Open},
		"goexit": {runtime.Goexit, safe.HalfOpen},
		"return": {func() {}, safe.HalfOpen}, // neither Done nor a reason
	}
	for name, exit := range exits {
		t.Run(name, func(t *testing.T) {
			b := openBreaker(t)
			var value any
			var wg sync.WaitGroup
			wg.Go(func() {
				defer func() { value = recover() }()
				lease, err := b.Acquire(t.Context())
				if err != nil {
					t.Error(err)
				}
				defer lease.Release()
				exit.leave()
			})
			wg.Wait()
			if stats := b.Stats(); stats.State != exit.state || stats.Probing != 0 {
				t.Errorf("%+v", stats)
			}
			if name == "panic" && value != errDown {
				t.Errorf("the panic became %v", value)
			}
		})
	}
}

// A hung probe blocked all traffic of other breakers.
func TestBreakerProbeThatHangsLosesItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := openBreaker(t)
		time.Sleep(time.Second)
		ctx := t.Context()
		hung, err := b.Acquire(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var open *safe.OpenError
		if err := try(ctx, b, nil); !errors.As(err, &open) || open.State != safe.HalfOpen || open.RetryAfter != 30*time.Second {
			t.Fatalf("second probe: %v", err)
		}
		time.Sleep(open.RetryAfter)
		next, err := b.Acquire(ctx)
		if err != nil {
			t.Fatal(err)
		}
		hung.Done(ctx, nil) // it was only slow, and knows that the dependency works
		if b.State() != safe.Closed {
			t.Error("the late success is lost")
		}
		next.Done(ctx, errDown) // of the phase before
		if b.State() != safe.Closed {
			t.Error("a result of an earlier phase counts")
		}
	})
}

func TestBreakerIgnoresCancellations(t *testing.T) {
	b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	try(gone, b, errors.New("read: use of closed connection")) // what drivers say then
	try(t.Context(), b, fmt.Errorf("query: %w", context.Canceled))
	if b.State() != safe.Closed {
		t.Error("opened by a client that went away")
	}
}

func TestBreakerClassifier(t *testing.T) {
	notFound := errors.New("not found")
	b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, Classify: func(ctx context.Context, err error) safe.Outcome {
		switch err {
		case notFound:
			return safe.Success
		case errDown:
			return safe.DefaultOutcome(ctx, err)
		}
		panic("unknown")
	}})
	try(t.Context(), b, notFound)
	if b.State() != safe.Closed {
		t.Error("the classifier is not asked")
	}
	var hook recorder
	try(safe.WithHook(t.Context(), &hook), b, errors.New("other"))
	if b.State() != safe.Open || len(hook.panics) != 1 {
		t.Errorf("state %v, %d panics after a classifier that panics", b.State(), len(hook.panics))
	}
}

func TestBreakerErrorThatPanicsFreesItsSlot(t *testing.T) {
	b := openBreaker(t)
	try(t.Context(), b, hostileError{})
	if stats := b.Stats(); stats.State != safe.Open || stats.Probing != 0 {
		t.Errorf("%+v", stats)
	}
}

type hostileError struct{}

func (hostileError) Error() string { return "hostile" }
func (hostileError) Is(error) bool { panic("is") }

// Another breaker deadlocks when its state hook asks for the state.
func TestBreakerHookMayUseTheBreaker(t *testing.T) {
	b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
	hook := &askingHook{breaker: b}
	ctx := safe.WithHook(t.Context(), hook)
	try(ctx, b, errDown)
	if hook.heard != safe.Open {
		t.Errorf("hook saw %v", hook.heard)
	}
}

type askingHook struct {
	safe.NopHook
	breaker *safe.Breaker
	heard   safe.BreakerState
}

func (h *askingHook) Breaker(ctx context.Context, _ safe.BreakerChange) {
	h.heard = h.breaker.Stats().State
	try(ctx, h.breaker, nil)
	h.breaker.Configure(safe.BreakerConfig{})
}

func TestBreakerConfigure(t *testing.T) {
	b := safe.NewBreaker("users", safe.BreakerConfig{})
	b.Configure(safe.BreakerConfig{Consecutive: 1})
	try(t.Context(), b, errDown)
	if b.State() != safe.Open {
		t.Error("the new configuration does not hold")
	}
}

func TestNilBreakerLetsPass(t *testing.T) {
	var b *safe.Breaker
	if err := try(t.Context(), b, nil); err != nil {
		t.Error(err)
	}
}

func TestSharedBreaker(t *testing.T) {
	a, b := safe.SharedBreaker("test b"), safe.SharedBreaker("test a")
	if a == b || a != safe.SharedBreaker("test b") || a.Name() != "test b" {
		t.Error("not one breaker per name")
	}
	all := safe.SharedBreakers()
	if len(all) != 2 || all[0] != b || all[1] != a {
		t.Errorf("shared breakers %v", all)
	}
}

func TestBreakerConcurrently(t *testing.T) {
	b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 3, OpenFor: time.Microsecond, Lease: time.Microsecond, Probes: 2})
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 2000 {
				result := []error{nil, errDown, context.Canceled}[(i/5+worker)%3]
				func() {
					lease, err := b.Acquire(t.Context())
					if err != nil {
						return
					}
					defer lease.Release()
					if i%7 != 0 {
						lease.Done(t.Context(), result)
					}
				}()
				b.Stats()
			}
		})
	}
	wg.Wait()
	if probing := b.Stats().Probing; probing != 0 {
		t.Errorf("%d slots lost", probing)
	}
}

func BenchmarkBreaker(b *testing.B) {
	ctx := context.Background()
	call := func(breaker *safe.Breaker) {
		lease, err := breaker.Acquire(ctx)
		if err == nil {
			lease.Done(ctx, nil)
		}
	}
	b.Run("closed", func(b *testing.B) {
		breaker := safe.NewBreaker("users", safe.BreakerConfig{})
		b.ReportAllocs()
		for b.Loop() {
			call(breaker)
		}
	})
	b.Run("closed/parallel", func(b *testing.B) {
		breaker := safe.NewBreaker("users", safe.BreakerConfig{})
		b.ReportAllocs()
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				call(breaker)
			}
		})
	})
	b.Run("open", func(b *testing.B) {
		breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, OpenFor: time.Hour})
		try(ctx, breaker, errDown)
		b.ReportAllocs()
		for b.Loop() {
			call(breaker)
		}
	})
}
