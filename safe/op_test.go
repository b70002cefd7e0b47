package safe_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleOp() {
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
	op := safe.NewOp("users.Get", safe.OpConfig{Budget: time.Second, Breaker: breaker})
	get := func(ctx context.Context, users map[int]*User, id int) (name string, err error) {
		var call safe.Call
		if ctx, err = call.Begin(ctx, op); err != nil {
			return "", err
		}
		defer call.End(&err)
		name = users[id].Name // a nil dereference if there is none
		call.Returned()
		return name, ctx.Err()
	}
	_, err := get(context.Background(), nil, 7)
	fmt.Println(errors.Is(err, safe.ErrPanic))
	_, err = get(context.Background(), nil, 7)
	fmt.Println(errors.Is(err, safe.ErrOpen))
	// Output:
	// true
	// true
}

// funcUsers is a dependency made of functions.
type funcUsers struct {
	Users
	get   func(ctx context.Context, id int) (User, error)
	count func() int
}

func (u funcUsers) Get(ctx context.Context, id int) (User, error) { return u.get(ctx, id) }
func (u funcUsers) Count() int                                    { return u.count() }

func TestOpOutcomes(t *testing.T) {
	own := errors.New("refused")
	type want struct {
		is      error // nil: no error
		state   safe.BreakerState
		panics  int
		expired int
	}
	tests := []struct {
		name string
		get  func(ctx context.Context, id int) (User, error)
		want want
	}{
		{"returns", func(context.Context, int) (User, error) { return User{}, nil }, want{}},
		{"fails", func(context.Context, int) (User, error) { return User{}, own }, want{is: own, state: safe.Open}},
		{"panics", func(context.Context, int) (User, error) { panic(own) }, want{is: safe.ErrPanic, state: safe.Open, panics: 1}},
		{"hangs", func(ctx context.Context, _ int) (User, error) {
			<-ctx.Done()
			return User{}, ctx.Err()
		}, want{is: context.DeadlineExceeded, state: safe.Open, expired: 1}},
		{"fails in its own way after the deadline", func(ctx context.Context, _ int) (User, error) {
			<-ctx.Done()
			return User{}, own
		}, want{is: own, state: safe.Open}},
		{"succeeds after the deadline", func(ctx context.Context, _ int) (User, error) {
			<-ctx.Done()
			return User{}, nil
		}, want{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var hook recorder
				breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
				users := NewSafeUsers(funcUsers{get: test.get}, time.Second, breaker)
				_, err := users.Get(safe.WithHook(t.Context(), &hook), 7)
				if !errors.Is(err, test.want.is) {
					t.Errorf("error %v", err)
				}
				if breaker.State() != test.want.state {
					t.Errorf("breaker %v", breaker.State())
				}
				if len(hook.panics) != test.want.panics || len(hook.deadlines) != test.want.expired {
					t.Errorf("%d panics, %d deadlines", len(hook.panics), len(hook.deadlines))
				}
				if test.want.state == safe.Open && (len(hook.changes) != 1 || !errors.Is(hook.changes[0].Err, test.want.is)) {
					t.Errorf("breaker changes %+v do not say why", hook.changes)
				}
			})
		})
	}
}

func TestOpIgnoresWhatTheCallerEnded(t *testing.T) {
	wait := func(ctx context.Context, _ int) (User, error) {
		<-ctx.Done()
		return User{}, fmt.Errorf("query: %w", ctx.Err())
	}
	synctest.Test(t, func(t *testing.T) {
		breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
		users := NewSafeUsers(funcUsers{get: wait}, time.Minute, breaker)
		for range 10 { // six of them open other breakers
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			if _, err := users.Get(ctx, 7); !errors.Is(err, context.Canceled) {
				t.Errorf("canceled: %v", err)
			}
			ctx, cancel = context.WithTimeout(t.Context(), time.Second)
			_, err := users.Get(ctx, 7)
			var d *safe.DeadlineError
			if !errors.As(err, &d) || !d.Caller {
				t.Errorf("caller's deadline: %v", err)
			}
			cancel()
		}
		if breaker.State() != safe.Closed {
			t.Errorf("breaker %v", breaker.State())
		}
	})
}

func TestOpWithoutErrorResultPanicsAgain(t *testing.T) {
	var hook recorder
	defer safe.SetHook(safe.SetHook(&hook))
	defer func() {
		if recover() != "boom" || len(hook.panics) != 1 || hook.panics[0].Op() != "users.Count" {
			t.Errorf("hook heard %v", hook.panics)
		}
	}()
	NewSafeUsers(funcUsers{count: func() int { panic("boom") }}, 0, nil).Count()
	t.Error("the panic was swallowed")
}

func TestOpLetsAbortHandlerPass(t *testing.T) {
	for _, abort := range []error{http.ErrAbortHandler, fmt.Errorf("proxy: %w", http.ErrAbortHandler)} {
		var hook recorder
		breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
		users := NewSafeUsers(funcUsers{get: func(context.Context, int) (User, error) { panic(abort) }}, 0, breaker)
		func() {
			defer func() {
				if value := recover(); value != abort {
					t.Errorf("recovered %v", value)
				}
			}()
			_, err := users.Get(safe.WithHook(t.Context(), &hook), 7)
			t.Errorf("returned %v", err)
		}()
		if breaker.State() != safe.Closed || len(hook.panics) != 0 {
			t.Errorf("breaker %v, %d panics: an abort is no fault", breaker.State(), len(hook.panics))
		}
	}
}

func TestOpTellsGoexitApart(t *testing.T) {
	var hook recorder
	breaker := openBreaker(t)
	users := NewSafeUsers(funcUsers{get: func(context.Context, int) (User, error) {
		runtime.Goexit()
		return User{}, nil
	}}, time.Hour, breaker)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, err := users.Get(safe.WithHook(context.Background(), &hook), 7)
		t.Errorf("returned %v", err)
	}()
	<-done
	if len(hook.panics) != 0 {
		t.Error("reported as a panic")
	}
	if stats := breaker.Stats(); stats.State != safe.HalfOpen || stats.Probing != 0 {
		t.Errorf("%+v: want half-open with its slot free", stats)
	}
}

// openBreaker returns a breaker whose next call is its first probe.
func openBreaker(t *testing.T) *safe.Breaker {
	t.Helper()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1, OpenFor: 1})
	lease, err := breaker.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lease.Done(t.Context(), errors.New("down"))
	if breaker.State() != safe.Open {
		t.Fatal("not open")
	}
	for range 1000 {
		runtime.Gosched() // OpenFor is a nanosecond
	}
	return breaker
}

func TestOpPanicOnBug(t *testing.T) {
	op := safe.NewOp("op", safe.OpConfig{PanicOnBug: true})
	run := func(fn func()) (err error) {
		var call safe.Call
		if _, err = call.Begin(t.Context(), op); err != nil {
			return err
		}
		defer call.End(&err)
		fn()
		call.Returned()
		return nil
	}
	if err := run(func() { panic("no bug") }); !errors.Is(err, safe.ErrPanic) {
		t.Errorf("got %v", err)
	}
	defer func() {
		if _, ok := recover().(runtime.Error); !ok {
			t.Error("the bug was swallowed")
		}
	}()
	run(func() { var m map[int]int; m[1] = 1 })
}

func TestOpNestedProbeRidesOnTheOuterSlot(t *testing.T) {
	breaker := openBreaker(t)
	var users *SafeUsers
	users = NewSafeUsers(funcUsers{get: func(ctx context.Context, id int) (User, error) {
		if id == 0 {
			return User{}, nil
		}
		return users.Get(ctx, id-1)
	}}, time.Hour, breaker)
	if _, err := users.Get(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	if breaker.State() != safe.Closed {
		t.Errorf("breaker %v after a probe that succeeded", breaker.State())
	}
}

// The slot of a probe lets nobody pass once its phase is over.
func TestOpOldProbeDoesNotPassAnOpenBreaker(t *testing.T) {
	breaker := openBreaker(t)
	breaker.Configure(safe.BreakerConfig{Consecutive: 1, OpenFor: time.Hour})
	var old context.Context
	users := NewSafeUsers(funcUsers{get: func(ctx context.Context, _ int) (User, error) {
		old = ctx
		return User{}, errDown
	}}, 0, breaker)
	users.Get(t.Context(), 7)
	if _, err := users.Get(old, 7); !errors.Is(err, safe.ErrOpen) {
		t.Errorf("got %v", err)
	}
}

func TestOpBudgetChangesAtRunTime(t *testing.T) {
	op := safe.NewOp("op", safe.OpConfig{Budget: time.Second})
	left := func() time.Duration {
		var call safe.Call
		ctx, err := call.Begin(context.Background(), op)
		if err != nil {
			t.Fatal(err)
		}
		defer call.End(&err)
		d, _ := safe.DeadlineLeft(ctx)
		call.Returned()
		return d
	}
	synctest.Test(t, func(t *testing.T) {
		if left() != time.Second {
			t.Error(left())
		}
		op.SetBudget(time.Minute)
		if left() != time.Minute || op.Budget() != time.Minute {
			t.Error(left(), op.Budget())
		}
		op.SetBudget(0)
		if left() != 0 || op.Budget() != 0 {
			t.Error(left(), op.Budget())
		}
	})
}

func TestOpAllocations(t *testing.T) {
	soon, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{})
	tests := []struct {
		name   string
		ctx    context.Context
		budget time.Duration
		want   float64
	}{
		{"guard and breaker", context.Background(), 0, 0},
		{"pass-through deadline", soon, time.Hour, 0},
		{"full", context.Background(), time.Minute, 4}, // those of context.WithTimeout
	}
	for _, test := range tests {
		users := NewSafeUsers(plainUsers{}, test.budget, breaker)
		if got := testing.AllocsPerRun(100, func() { users.Get(test.ctx, 7) }); got > test.want {
			t.Errorf("%s: %v allocations, want at most %v", test.name, got, test.want)
		}
	}
}

// The hook of an operation hears of it, and that of the process does not.
func TestOpHook(t *testing.T) {
	own, others := new(recorder), new(recorder)
	t.Cleanup(func() { safe.SetHook(nil) })
	safe.SetHook(others)
	op := safe.NewOp("users.Get", safe.OpConfig{Hook: own})
	run := func() (err error) {
		var call safe.Call
		if _, err = call.Begin(t.Context(), op); err != nil {
			return err
		}
		defer call.End(&err)
		panic("broken")
	}
	if err := run(); !errors.Is(err, safe.ErrPanic) {
		t.Error(err)
	}
	if ctx := safe.NewOp("users.Put", safe.OpConfig{}).HookContext(t.Context()); ctx != t.Context() {
		t.Error("an operation without a hook has a context of its own")
	}
	if len(own.panicked()) != 1 || len(others.panicked()) != 0 {
		t.Errorf("the operation's hook heard of %d panics, the other of %d", len(own.panicked()), len(others.panicked()))
	}
}

// The timer of a connection, set to the deadline of the context, is often faster than
// the context's own: the call is over by its deadline all the same.
func TestOpDeadlineOfAConnection(t *testing.T) {
	op := safe.NewOp("users.Get", safe.OpConfig{Budget: time.Millisecond})
	read := func() (err error) {
		var call safe.Call
		ctx, err := call.Begin(context.Background(), op)
		if err != nil {
			return err
		}
		defer call.End(&err)
		conn, other := net.Pipe()
		defer conn.Close()
		defer other.Close()
		deadline, _ := ctx.Deadline()
		conn.SetReadDeadline(deadline)
		_, err = conn.Read(make([]byte, 1))
		call.Returned()
		return err
	}
	for range 100 {
		var deadline *safe.DeadlineError
		if err := read(); !errors.As(err, &deadline) || deadline.Caller {
			t.Fatalf("%T %v", err, err)
		}
	}
}
