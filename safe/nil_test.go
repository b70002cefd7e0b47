package safe_test

import (
	"context"
	"errors"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// What nobody configured does nothing, everywhere.
func TestNilBreaker(t *testing.T) {
	var b *safe.Breaker
	lease, err := b.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lease.Done(t.Context(), errors.New("failed"))
	lease.Release()
	b.Configure(safe.BreakerConfig{})
	if b.State() != safe.Closed || b.Name() != "" || b.Stats() != (safe.BreakerStats{}) {
		t.Errorf("a nil breaker is %v, %q, %v", b.State(), b.Name(), b.Stats())
	}
}

func TestNilCrashMonitor(t *testing.T) {
	var m *safe.CrashMonitor
	select {
	case <-m.Done():
		t.Error("a monitor that never ran is done")
	default:
	}
	if err := m.Stop(); err != nil {
		t.Error(err)
	}
}

func TestBoxDirRefusesAnEmptyRecording(t *testing.T) {
	err := safe.BoxDir{Dir: t.TempDir()}.KeepRecording(t.Context(), safe.BoxRecording{Err: safe.NewPanicError(t.Context(), "op", "boom")})
	if err == nil {
		t.Error("an empty recording was kept, or dropped silently")
	}
}

// The hook of the context hears what Release finds out.
func TestReleaseTellsTheHookOfTheContext(t *testing.T) {
	var heard changes
	ctx := safe.WithHook(context.Background(), &heard)
	b := safe.NewBreaker("users", safe.BreakerConfig{Consecutive: 1})
	func() {
		defer func() { recover() }()
		lease, err := b.Acquire(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer lease.Release()
		panic("boom")
	}()
	if len(heard.list) != 1 || heard.list[0].To != safe.Open {
		t.Errorf("the hook heard %v", heard.list)
	}
}

type changes struct {
	safe.NopHook
	list []safe.BreakerChange
}

func (c *changes) Breaker(_ context.Context, change safe.BreakerChange) {
	c.list = append(c.list, change)
}
