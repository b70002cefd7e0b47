// Package safe declares what the cases use of this project's runtime.
package safe

import "context"

func Recover(err *error, op string) {}

func RecoverContext(ctx context.Context, err *error, op string) {}

func Try(op string, fn func() error) error { return nil }

func Go(ctx context.Context, op string, fn func(context.Context) error) {}

type Group struct{ _ int }

func WithContext(ctx context.Context) (*Group, context.Context) { return nil, ctx }

func (g *Group) Go(fn func() error) {}

func (g *Group) TryGo(fn func() error) bool { return false }

func (g *Group) Wait() error { return nil }

type Once struct{ _ int }

func (o *Once) Do(fn func()) {}

type BreakerConfig struct{}

type Breaker struct{ _ int }

func NewBreaker(name string, config BreakerConfig) *Breaker { return nil }

func (b *Breaker) Acquire(ctx context.Context) (Lease, error) { return Lease{}, nil }

func (b *Breaker) Name() string { return "" }

type Lease struct{ _ int }

func (l *Lease) Done(ctx context.Context, err error) {}

type OpConfig struct{ Breaker *Breaker }

type Op struct{ _ int }

func NewOp(name string, config OpConfig) *Op { return nil }

type Call struct{ _ int }

func (c *Call) Begin(ctx context.Context, op *Op) (context.Context, error) { return ctx, nil }

func (c *Call) Returned() {}

func (c *Call) End(err *error) {}
