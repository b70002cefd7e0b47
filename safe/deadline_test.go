package safe_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleDeadline() {
	query := func(ctx context.Context) error {
		const op, budget = "users.Query", time.Millisecond
		ctx, cancel := safe.Deadline(ctx, op, budget)
		defer cancel()
		<-ctx.Done() // a slow database
		return safe.ExplainDeadline(ctx, op, budget, ctx.Err())
	}
	err := query(context.Background())
	fmt.Println(err)
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	// Output:
	// users.Query: budget of 1ms exceeded
	// true
}

func TestDeadlinePassesThroughAnEarlierOne(t *testing.T) {
	caller, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ctx, cancelOurs := safe.Deadline(caller, "op", time.Hour)
	if ctx != caller {
		t.Error("the context is not the caller's")
	}
	cancelOurs()
	if ctx.Err() != nil {
		t.Error("our cancel canceled the caller's context")
	}
	allocs := testing.AllocsPerRun(100, func() {
		_, cancel := safe.Deadline(caller, "op", time.Hour)
		cancel()
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestDeadlineSaysWhoseItWas(t *testing.T) {
	const op, budget = "op", 5 * time.Second
	canceled := func(ctx context.Context) context.Context {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return ctx
	}
	within := func(d time.Duration) func(context.Context) context.Context {
		return func(ctx context.Context) context.Context {
			ctx, cancel := context.WithTimeout(ctx, d)
			context.AfterFunc(ctx, cancel)
			return ctx
		}
	}
	own := errors.New("no such user")
	tests := []struct {
		name   string
		caller func(context.Context) context.Context
		err    func(ctx context.Context) error
		want   *safe.DeadlineError // nil: err itself
	}{
		{"ours", within(time.Hour), context.Context.Err, &safe.DeadlineError{Op: op, Budget: budget}},
		{"caller's", within(time.Second), context.Context.Err, &safe.DeadlineError{Op: op, Budget: budget, Caller: true}},
		{"ours, by the cause", within(time.Hour), context.Cause, &safe.DeadlineError{Op: op, Budget: budget}},
		{"ours, by a connection", within(time.Hour), func(context.Context) error {
			return fmt.Errorf("read: %w", os.ErrDeadlineExceeded)
		}, &safe.DeadlineError{Op: op, Budget: budget}},
		{"canceled", canceled, context.Context.Err, nil},
		{"canceled, seen by a connection", canceled, func(context.Context) error { return os.ErrDeadlineExceeded }, nil},
		{"an error of its own, late", within(time.Hour), func(context.Context) error { return own }, nil},
		{"none", within(time.Hour), func(context.Context) error { return nil }, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var hook recorder
				ctx, cancel := safe.Deadline(test.caller(safe.WithHook(t.Context(), &hook)), op, budget)
				defer cancel()
				<-ctx.Done()
				raw := test.err(ctx)
				err := safe.ExplainDeadline(ctx, op, budget, raw)
				var d *safe.DeadlineError
				if test.want == nil {
					if err != raw || len(hook.deadlines) != 0 {
						t.Fatalf("got %v, %d reports; want %v, none", err, len(hook.deadlines), raw)
					}
					return
				}
				if !errors.As(err, &d) || d.Op != op || d.Budget != budget || d.Caller != test.want.Caller {
					t.Fatalf("got %#v, want %#v", err, test.want)
				}
				if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, raw) {
					t.Error("not a context.DeadlineExceeded, or not what was returned")
				}
				if len(hook.deadlines) != 1 || hook.deadlines[0] != d {
					t.Error("the hook did not hear of it once")
				}
			})
		})
	}
}

func TestDeadlineIsNamedByTheCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := safe.Deadline(t.Context(), "op", time.Second)
		defer cancel()
		<-ctx.Done()
		var d *safe.DeadlineError
		if !errors.As(context.Cause(ctx), &d) || d.Op != "op" {
			t.Errorf("cause %v", context.Cause(ctx))
		}
		if ctx.Err() != context.DeadlineExceeded {
			t.Errorf("err %v", ctx.Err())
		}
	})
}

func TestDeadlineErrorIsOneLine(t *testing.T) {
	refused := errors.New("dial: i/o timeout")
	for want, err := range map[string]error{
		"op: budget of 2s exceeded":                    &safe.DeadlineError{Op: "op", Budget: 2 * time.Second},
		"op: budget of 2s exceeded: dial: i/o timeout": &safe.DeadlineError{Op: "op", Budget: 2 * time.Second, Err: refused},
		"op: deadline of the caller exceeded":          &safe.DeadlineError{Op: "op", Caller: true, Err: context.DeadlineExceeded},
		"breaker users is half-open, retry after 1s":   &safe.OpenError{Name: "users", State: safe.HalfOpen, RetryAfter: time.Second},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
	var timeout interface{ Timeout() bool }
	if !errors.As(&safe.DeadlineError{}, &timeout) || !timeout.Timeout() || !errors.Is(&safe.DeadlineError{Err: refused}, refused) {
		t.Error("no timeout, or not what it wraps")
	}
}

func TestDeadlineOfAnInnerContextIsNotOurs(t *testing.T) {
	ctx, cancel := safe.Deadline(t.Context(), "op", time.Hour)
	defer cancel()
	if err := safe.ExplainDeadline(ctx, "op", time.Hour, context.DeadlineExceeded); err != context.DeadlineExceeded {
		t.Errorf("explained as %v, but ctx is not over", err)
	}
}
