package safe_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// A budget can change while the program runs: calls that begin afterwards have it.
func ExampleOp_SetBudget() {
	op := safe.NewOp("users.Get", safe.OpConfig{Budget: time.Second})
	op.SetBudget(200 * time.Millisecond)
	fmt.Println(op.Name(), op.Budget())
	// Output: users.Get 200ms
}

func ExampleOpConfig() {
	op := safe.NewOp("users.Get", safe.OpConfig{PanicOnBug: true})
	get := func(ids []int) (id int, err error) {
		var call safe.Call
		if _, err = call.Begin(context.Background(), op); err != nil {
			return 0, err
		}
		defer call.End(&err)
		id = ids[0]
		call.Returned()
		return id, nil
	}
	defer func() {
		_, bug := recover().(runtime.Error)
		fmt.Println("still a panic:", bug)
	}()
	get(nil)
	// Output: still a panic: true
}

func ExampleCall() {
	op := safe.NewOp("jobs.Run", safe.OpConfig{Budget: time.Millisecond})
	run := func(ctx context.Context) (err error) {
		var call safe.Call
		if ctx, err = call.Begin(ctx, op); err != nil {
			return err
		}
		defer call.End(&err)
		<-ctx.Done() // a long job
		call.Returned()
		return ctx.Err()
	}
	fmt.Println(run(context.Background()))
	// Output: jobs.Run: budget of 1ms exceeded
}

// The stream that an operation returns keeps the operation's context.
func ExampleCall_Keep() {
	op := safe.NewOp("files.Open", safe.OpConfig{Budget: time.Minute})
	var opened context.Context
	open := func(ctx context.Context) (body io.ReadCloser, err error) {
		var call safe.Call
		if ctx, err = call.Begin(ctx, op); err != nil {
			return nil, err
		}
		defer call.End(&err)
		opened = ctx
		body = safe.KeepReader(ctx, call.Keep(), io.NopCloser(strings.NewReader("contents")))
		call.Returned()
		return body, nil
	}
	body, err := open(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("open:  ", opened.Err())
	body.Close()
	fmt.Println("closed:", opened.Err())
	// Output:
	// open:   <nil>
	// closed: context canceled
}

// In tests and drills, faults go in here, under the guard.
func ExampleInject() {
	send := func(ctx context.Context) (err error) {
		defer safe.RecoverContext(ctx, &err, "mail.Send")
		if err := safe.Inject(ctx, "mail.Send"); err != nil {
			return err
		}
		return nil // sent
	}
	remove := safe.SetFault("mail.Send", safe.Fault{Err: errors.New("mailbox full")})
	fmt.Println(send(context.Background()))
	remove()
	fmt.Println(send(context.Background()))
	// Output:
	// mailbox full
	// <nil>
}

func ExampleFaultKind() {
	users := NewSafeUsers(plainUsers{}, time.Millisecond, nil)
	for _, kind := range []safe.FaultKind{safe.FaultError, safe.FaultPanic, safe.FaultHang} {
		remove := safe.SetFault("users.Get", safe.Fault{Kind: kind})
		_, err := users.Get(context.Background(), 7)
		fmt.Println(err)
		remove()
	}
	// Output:
	// users.Get: injected fault
	// users.Get: panic: users.Get: injected fault
	// users.Get: budget of 1ms exceeded
}

// Some errors are the answer: no other leg is asked.
func ExampleLeg() {
	errNoSuchUser := errors.New("no such user")
	direct := safe.Leg[string]{
		Source: safe.FromDirect,
		Read:   func(context.Context) (string, error) { return "", errNoSuchUser },
		Share:  0.8, // of the time that is left: the rest is the cache's
		Final:  func(err error) bool { return errors.Is(err, errNoSuchUser) },
	}
	cache := safe.Leg[string]{
		Source: safe.FromCache,
		Read:   func(context.Context) (string, error) { return "Ada, who has left", nil },
	}
	_, source, err := safe.Fallback(context.Background(), "users.Name", direct, cache)
	fmt.Println(source, "-", err)
	// Output: nowhere - direct: no such user
}
