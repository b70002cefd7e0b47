package safe_test

import (
	"context"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

type plainUsers struct{ Users }

//go:noinline
func (plainUsers) Get(ctx context.Context, id int) (User, error) { return User{ID: id}, nil }

var sink User

func benchmarkGet(b *testing.B, ctx context.Context, users Users) {
	b.ReportAllocs()
	for b.Loop() {
		sink, _ = users.Get(ctx, 7)
	}
}

func BenchmarkOp(b *testing.B) {
	ctx := context.Background()
	soon, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	breaker := safe.NewBreaker("users", safe.BreakerConfig{})

	b.Run("direct", func(b *testing.B) { benchmarkGet(b, ctx, plainUsers{}) })
	b.Run("guard", func(b *testing.B) { benchmarkGet(b, ctx, NewSafeUsers(plainUsers{}, 0, nil)) })
	b.Run("guard+breaker", func(b *testing.B) { benchmarkGet(b, ctx, NewSafeUsers(plainUsers{}, 0, breaker)) })
	b.Run("guard+breaker+passthrough", func(b *testing.B) {
		benchmarkGet(b, soon, NewSafeUsers(plainUsers{}, time.Hour, breaker))
	})
	b.Run("full", func(b *testing.B) { benchmarkGet(b, ctx, NewSafeUsers(plainUsers{}, time.Minute, breaker)) })
	b.Run("WithTimeout", func(b *testing.B) { benchmarkGet(b, ctx, timeoutUsers{plainUsers{}}) })
}

// timeoutUsers is the wrapper one writes by hand: a deadline and nothing else.
type timeoutUsers struct{ Users }

func (u timeoutUsers) Get(ctx context.Context, id int) (User, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return u.Users.Get(ctx, id)
}

func BenchmarkDeadline(b *testing.B) {
	soon, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	b.Run("passthrough", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, cancel := safe.Deadline(soon, "users.Get", time.Hour)
			cancel()
		}
	})
	b.Run("timer", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, cancel := safe.Deadline(soon, "users.Get", time.Second)
			cancel()
		}
	})
}
