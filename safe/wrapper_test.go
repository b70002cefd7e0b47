package safe_test

import (
	"context"
	"io"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// Users is a dependency, and SafeUsers what gen-safe writes for it. Tests and
// benchmarks of Op go through it, which proves that the API suits generated code:
// no closures, no any, deferred calls in line, named results.
type Users interface {
	Get(ctx context.Context, id int) (User, error)
	Avatar(ctx context.Context, id int) (io.ReadCloser, error)
	Watch(ctx context.Context) (<-chan User, error)
	Count() int
}

type User struct {
	ID   int
	Name string
}

type SafeUsers struct {
	next                      Users
	get, avatar, watch, count *safe.Op
}

func NewSafeUsers(next Users, budget time.Duration, breaker *safe.Breaker) *SafeUsers {
	return &SafeUsers{
		next:   next,
		get:    safe.NewOp("users.Get", safe.OpConfig{Budget: budget, Breaker: breaker}),
		avatar: safe.NewOp("users.Avatar", safe.OpConfig{Budget: budget, Breaker: breaker}),
		watch:  safe.NewOp("users.Watch", safe.OpConfig{Budget: budget, Breaker: breaker}),
		count:  safe.NewOp("users.Count", safe.OpConfig{}),
	}
}

func (s *SafeUsers) Get(ctx context.Context, id int) (user User, err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, s.get); err != nil {
		return user, err
	}
	defer call.End(&err)
	if err = call.Inject(ctx); err == nil {
		user, err = s.next.Get(ctx, id)
	}
	call.Returned()
	return user, err
}

func (s *SafeUsers) Avatar(ctx context.Context, id int) (body io.ReadCloser, err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, s.avatar); err != nil {
		return nil, err
	}
	defer call.End(&err)
	if err = call.Inject(ctx); err == nil {
		body, err = s.next.Avatar(ctx, id)
	}
	if err == nil {
		body = safe.KeepReader(ctx, call.Keep(), body)
	}
	call.Returned()
	return body, err
}

func (s *SafeUsers) Watch(ctx context.Context) (users <-chan User, err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, s.watch); err != nil {
		return nil, err
	}
	defer call.End(&err)
	if err = call.Inject(ctx); err == nil {
		users, err = s.next.Watch(ctx)
	}
	if err == nil {
		users = safe.KeepChan(ctx, call.Keep(), users)
	}
	call.Returned()
	return users, err
}

func (s *SafeUsers) Count() (n int) {
	var call safe.Call
	ctx, _ := call.Begin(context.Background(), s.count)
	defer call.End(nil)
	_ = call.Inject(ctx)
	n = s.next.Count()
	call.Returned()
	return n
}
