package safe_test

import (
	"context"
	"slices"
	"sync"

	"github.com/recoverlint/recoverlint/safe"
)

// recorder is a hook that remembers what it heard.
type recorder struct {
	mu        sync.Mutex
	panics    []*safe.PanicError
	contexts  []context.Context // of the panics
	deadlines []*safe.DeadlineError
	changes   []safe.BreakerChange
	fallbacks []safe.FallbackUse
}

func (r *recorder) Panic(ctx context.Context, err *safe.PanicError) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.panics = append(r.panics, err)
	r.contexts = append(r.contexts, ctx)
}

// panicked is what was heard of panics so far; servers panic in goroutines of their own.
func (r *recorder) panicked() []*safe.PanicError {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.panics)
}

func (r *recorder) Deadline(_ context.Context, err *safe.DeadlineError) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.deadlines = append(r.deadlines, err)
}

func (r *recorder) Breaker(_ context.Context, change safe.BreakerChange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes = append(r.changes, change)
}

func (r *recorder) Fallback(_ context.Context, used safe.FallbackUse) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fallbacks = append(r.fallbacks, used)
}
