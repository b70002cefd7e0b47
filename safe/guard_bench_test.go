package safe_test

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

var errOdd = errors.New("odd")

//go:noinline
func plainGet(id int) error {
	if id < 0 {
		return errOdd
	}
	return nil
}

//go:noinline
func guardedGet(id int) (err error) {
	defer safe.Recover(&err, "users.Get")
	return plainGet(id)
}

//go:noinline
func guardedGetContext(ctx context.Context, id int) (err error) {
	defer safe.RecoverContext(ctx, &err, "users.Get")
	return plainGet(id)
}

//go:noinline
func handGuardedGet(id int) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("users.Get: %v", value)
		}
	}()
	return plainGet(id)
}

// BenchmarkGuard is what a guard costs when nothing panics. Budget: a direct call
// and 6 ns, 0 allocations.
//
//	go test -run '^$' -bench 'Guard|Panic|Goroutine|Once' -count 5
func BenchmarkGuard(b *testing.B) {
	ctx := context.Background()
	run(b, "direct", func() { _ = plainGet(7) })
	run(b, "hand-written", func() { _ = handGuardedGet(7) })
	run(b, "Recover", func() { _ = guardedGet(7) })
	run(b, "RecoverContext", func() { _ = guardedGetContext(ctx, 7) })
	run(b, "Try", func() { _ = safe.Try("users.Get", func() error { return plainGet(7) }) })
	run(b, "Do", func() { _, _ = safe.Do("users.Get", func() (int, error) { return 7, plainGet(7) }) })
}

func run(b *testing.B, name string, fn func()) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			fn()
		}
	})
}

// BenchmarkPanic is what a panic costs at depth 50, guard included. Budget: 3 µs
// and 1 allocation. "recover" keeps no stack, and so is the floor.
func BenchmarkPanic(b *testing.B) {
	runDeep(b, "recover", bareRecover)
	runDeep(b, "Recover", func() { _ = guardedPanic() })
	runDeep(b, "debug.Stack", func() { _ = stackPanic() })
	run(b, "recover 50 calls above", func() {
		defer func() { _ = recover() }()
		atDepth(50, func() { panic(errOdd) })
	})
	run(b, "Recover 50 calls above", func() { _ = panicBelow() })
}

// BenchmarkPanicHook is a panic that a hook hears of, alone and while other
// goroutines are in a hook too: then the stack is searched for this one's hook.
func BenchmarkPanicHook(b *testing.B) {
	ctx := safe.WithHook(context.Background(), safe.NopHook{})
	fail := func() (err error) {
		defer safe.RecoverContext(ctx, &err, "users.Get")
		panic(errOdd)
	}
	runDeep(b, "alone", func() { _ = fail() })
	b.Run("parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			atDepth(50, func() {
				for pb.Next() {
					_ = fail()
				}
			})
		})
	})
	hold, held := make(chan struct{}), make(chan struct{})
	blocked := safe.WithHook(context.Background(), funcHook{panicked: func(context.Context, *safe.PanicError) {
		close(held)
		<-hold
	}})
	safe.Go(blocked, "hold", func(context.Context) error { panic(errOdd) })
	<-held
	runDeep(b, "always one more", func() { _ = fail() })
	close(hold)
}

func panicBelow() (err error) {
	defer safe.Recover(&err, "users.Get")
	atDepth(50, func() { panic(errOdd) })
	return nil
}

func runDeep(b *testing.B, name string, fn func()) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		atDepth(50, func() {
			for b.Loop() {
				fn()
			}
		})
	})
}

//go:noinline
func atDepth(depth int, fn func()) {
	if depth == 0 {
		fn()
		return
	}
	atDepth(depth-1, fn)
}

func bareRecover() {
	defer func() { _ = recover() }()
	panic(errOdd)
}

func guardedPanic() (err error) {
	defer safe.Recover(&err, "users.Get")
	panic(errOdd)
}

func stackPanic() (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("%v\n%s", value, debug.Stack())
		}
	}()
	panic(errOdd)
}

// BenchmarkGoroutine compares safe.Go and Group with what they replace.
func BenchmarkGoroutine(b *testing.B) {
	var wg sync.WaitGroup
	ctx := context.Background()
	fn := func(context.Context) error { wg.Done(); return nil }
	run(b, "go", func() {
		wg.Add(1)
		go func() { _ = fn(ctx) }()
		wg.Wait()
	})
	run(b, "safe.Go", func() {
		wg.Add(1)
		safe.Go(ctx, "op", fn)
		wg.Wait()
	})
	run(b, "sync.WaitGroup.Go", func() {
		wg.Go(func() {})
		wg.Wait()
	})
	var group safe.Group
	run(b, "Group.Go", func() {
		group.Go(func() error { return nil })
		_ = group.Wait()
	})
}

// BenchmarkOnce is the cost of a Do that has nothing left to do.
func BenchmarkOnce(b *testing.B) {
	var std sync.Once
	var own safe.Once
	fn := func() {}
	run(b, "sync.Once", func() { std.Do(fn) })
	run(b, "safe.Once", func() { own.Do(fn) })
}
