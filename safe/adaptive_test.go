package safe_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleAdaptive() {
	adaptive := safe.NewAdaptive(safe.AdaptiveConfig{Floor: 50 * time.Millisecond, Ceiling: 2 * time.Second})
	op := safe.NewOp("users.Get", safe.OpConfig{Budget: time.Second, Adaptive: adaptive})
	fmt.Println(op.Budget(), adaptive.Timeout())
	// Output: 1s 2s
}

// observe lets n calls of length d pass, one each millisecond.
func observe(a *safe.Adaptive, n int, d time.Duration) {
	for range n {
		time.Sleep(time.Millisecond)
		a.Observe(d)
	}
}

func TestAdaptiveFollowsTheQuantile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := safe.NewAdaptive(safe.AdaptiveConfig{Floor: time.Millisecond, Ceiling: time.Second, Window: time.Second, Factor: 1, Weight: 1})
		for range 100 {
			observe(a, 98, 10*time.Millisecond)
			observe(a, 2, 40*time.Millisecond)
		}
		within(t, a.Timeout(), 40*time.Millisecond)
		observe(a, 3000, 10*time.Millisecond)
		within(t, a.Timeout(), 10*time.Millisecond)
	})
}

// within fails unless got is want or up to a step (6.25 %) more.
func within(t *testing.T, got, want time.Duration) {
	t.Helper()
	if got < want || got > want+want/16+1 {
		t.Errorf("timeout %v, want %v", got, want)
	}
}

func TestAdaptiveAverages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := safe.NewAdaptive(safe.AdaptiveConfig{Ceiling: time.Second, Window: 6 * time.Second, Factor: 1, Weight: 0.5})
		observe(a, 1100, 16*time.Millisecond)
		first := a.Timeout()
		observe(a, 6000, 32*time.Millisecond)
		if got := a.Timeout(); got <= first || got >= 33*time.Millisecond {
			t.Errorf("timeout %v after %v: want a way towards 32ms", got, first)
		}
	})
}

func TestAdaptiveStaysWithinTheObjective(t *testing.T) {
	for _, d := range []time.Duration{-1, 0, 1, time.Microsecond, time.Minute, 100 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			a := safe.NewAdaptive(safe.AdaptiveConfig{Floor: time.Millisecond, Ceiling: time.Second, Window: time.Second})
			observe(a, 2000, d)
			want := time.Millisecond
			if d > time.Second {
				want = time.Second
			}
			if a.Timeout() != want {
				t.Errorf("timeout %v after calls of %v", a.Timeout(), d)
			}
		})
	}
}

func TestAdaptiveNeedsSamples(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := safe.NewAdaptive(safe.AdaptiveConfig{Ceiling: time.Second, Window: time.Hour, MinSamples: 1000})
		observe(a, 900, time.Millisecond)
		time.Sleep(time.Hour)
		observe(a, 1, time.Millisecond)
		if a.Timeout() != time.Second {
			t.Errorf("timeout %v from %d calls", a.Timeout(), 900)
		}
	})
}

// A dependency that became slow must not be cut off for ever by the timeout that
// it had when it was fast.
func TestAdaptiveGrowsWhenCallsAreCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		latency := 10 * time.Millisecond
		users := funcUsers{get: func(ctx context.Context, _ int) (User, error) {
			select {
			case <-time.After(latency):
				return User{}, nil
			case <-ctx.Done():
				return User{}, ctx.Err()
			}
		}}
		adaptive := safe.NewAdaptive(safe.AdaptiveConfig{Ceiling: 2 * time.Second, Window: 6 * time.Second})
		guarded := NewSafeUsers(users, time.Second, nil)
		guarded.get = safe.NewOp("users.Get", safe.OpConfig{Budget: time.Second, Adaptive: adaptive})
		for range 1000 {
			guarded.Get(t.Context(), 7)
		}
		if got := guarded.get.Budget(); got > 20*time.Millisecond {
			t.Fatalf("budget %v for calls of %v", got, latency)
		}
		latency = 200 * time.Millisecond
		for range 1000 {
			guarded.Get(t.Context(), 7)
		}
		if _, err := guarded.Get(t.Context(), 7); err != nil {
			t.Errorf("still cut off at %v: %v", guarded.get.Budget(), err)
		}
	})
}

func TestAdaptiveObserveDoesNotAllocate(t *testing.T) {
	a := safe.NewAdaptive(safe.AdaptiveConfig{})
	if n := testing.AllocsPerRun(1000, func() { a.Observe(time.Millisecond) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkAdaptiveObserve(b *testing.B) {
	a := safe.NewAdaptive(safe.AdaptiveConfig{Window: time.Second})
	b.ReportAllocs()
	for b.Loop() {
		a.Observe(time.Millisecond)
	}
}
