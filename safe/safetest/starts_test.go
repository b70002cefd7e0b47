package safetest_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/recoverlint/recoverlint/safe/safetest"
)

func refresh(ctx context.Context) error { return safe.Inject(ctx, "cache.Refresh") }

func TestStarts(t *testing.T) {
	var group sync.WaitGroup
	for _, start := range []func(){
		func() { safe.Go(t.Context(), "cache.Refresh", refresh) },
		func() { group.Go(func() { safe.Run(t.Context(), "cache.Refresh", refresh) }) },
	} {
		safetest.Starts(t, "cache.Refresh", start)
	}
	group.Wait()
}

func ExampleCheckStarts() {
	start := func() {
		safe.Run(context.Background(), "cache.Expire", refresh) // its fault is not that of its operation
		safe.Run(context.Background(), "cache.Expire", func(context.Context) error { panic("boom") })
	}
	fmt.Println(safetest.CheckStarts("cache.Expire", start))
	// Output: cache.Expire: the hook heard of cache.Expire: panic: boom instead
}
