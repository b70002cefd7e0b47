package safe

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"
)

// The model is the breaker written down once more, as slowly and plainly as can
// be: it keeps every call of the window and every slot, and counts them anew each time.
type breakerModel struct {
	config    *BreakerConfig
	now       time.Duration
	state     BreakerState
	phase     int
	calls     []modelCall
	inARow    int
	openUntil time.Duration
	slots     map[int]time.Duration // a probe's lease number: when it expires
	succeeded int
}

type modelCall struct {
	bucket time.Duration
	failed bool
}

func (m *breakerModel) enter(state BreakerState) {
	m.state, m.calls, m.inARow, m.succeeded = state, nil, 0, 0
	m.slots = make(map[int]time.Duration)
	m.phase++
	if state == Open {
		m.openUntil = m.now + m.config.OpenFor
	}
}

// acquire reports whether lease number n is given.
func (m *breakerModel) acquire(n int) bool {
	if m.state == Closed {
		return true
	}
	if m.state == Open {
		if m.now < m.openUntil {
			return false
		}
		m.enter(HalfOpen)
	}
	if m.live() >= m.config.Probes {
		return false
	}
	m.slots[n] = m.now + m.config.Lease
	return true
}

func (m *breakerModel) live() (n int) {
	for _, expires := range m.slots {
		if expires > m.now {
			n++
		}
	}
	return n
}

// end ends lease number n, which was given in phase.
func (m *breakerModel) end(n, phase int, outcome Outcome) {
	if phase != m.phase {
		return
	}
	delete(m.slots, n)
	switch {
	case outcome == Ignored:
	case m.state == HalfOpen && outcome == Failure:
		m.enter(Open)
	case m.state == HalfOpen:
		m.succeeded++
		if m.succeeded >= m.config.Successes {
			m.enter(Closed)
		}
	default:
		m.count(outcome == Failure)
	}
}

func (m *breakerModel) count(failed bool) {
	bucket := m.now / (m.config.Window / windowBuckets)
	m.calls = append(m.calls, modelCall{bucket, failed})
	m.inARow++
	if !failed {
		m.inARow = 0
		return
	}
	var calls, failures int
	for _, c := range m.calls {
		if c.bucket > bucket-windowBuckets {
			calls++
			if c.failed {
				failures++
			}
		}
	}
	tooHigh := calls >= m.config.MinVolume && float64(failures) >= m.config.FailureRatio*float64(calls)
	if tooHigh || m.config.Consecutive > 0 && m.inARow >= m.config.Consecutive {
		m.enter(Open)
	}
}

// FuzzBreakerModel runs the breaker and its model side by side, on a fake clock,
// through calls that succeed, fail, are canceled, panic, or hang and come back
// late or never. After each step both must agree; at the end, whatever happened, a
// dependency that works again must close the breaker.
func FuzzBreakerModel(f *testing.F) {
	f.Add([]byte{0, 1, 1, 1, 1, 1, 9, 0x71, 0, 2, 0, 3, 0, 4})
	f.Add([]byte{3, 5, 0, 0, 0, 0xf7, 0, 0, 0, 0, 6, 6, 6, 0xf7, 0xf7, 5, 0})
	f.Add([]byte{0xff, 1, 0x17, 0, 1, 0x27, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 0x97, 8, 8})
	f.Fuzz(func(t *testing.T, steps []byte) {
		if len(steps) == 0 || len(steps) > 500 {
			return
		}
		newModelRun(t, steps[0]).run(steps[1:])
	})
}

// TestBreakerModel is FuzzBreakerModel on the same thousand random runs each time.
func TestBreakerModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		steps := make([]byte, 300)
		for i := range steps {
			steps[i] = byte(random.Uint32())
		}
		newModelRun(t, steps[0]).run(steps[1:])
	}
}

type modelRun struct {
	t       *testing.T
	breaker *Breaker
	model   *breakerModel
	given   int
	hung    []hungCall
}

type hungCall struct {
	lease    Lease
	n, phase int
}

func newModelRun(t *testing.T, shape byte) *modelRun {
	config := BreakerConfig{
		Window: 100 * time.Second, OpenFor: 50 * time.Second, Lease: 30 * time.Second,
		MinVolume: 4, Consecutive: 3, Probes: 1 + int(shape&3), Successes: 1 + int(shape>>2&3),
	}
	if shape&16 != 0 {
		config.Consecutive = -1
	}
	r := &modelRun{t: t, breaker: NewBreaker("model", config)}
	r.model = &breakerModel{config: r.breaker.config.Load(), slots: make(map[int]time.Duration)}
	r.breaker.now = func() time.Duration { return r.model.now }
	r.breaker.sample = 1 // each success is timed, as the model does
	return r
}

func (r *modelRun) run(steps []byte) {
	for _, step := range steps {
		r.step(step)
		if r.breaker.State() != r.model.state {
			r.t.Fatalf("breaker is %v, model is %v", r.breaker.State(), r.model.state)
		}
		if got, want := r.breaker.Stats().Probing, r.model.live(); got != want {
			r.t.Fatalf("%d slots are taken, want %d", got, want)
		}
	}
	r.recovers()
}

func (r *modelRun) step(step byte) {
	ctx := context.Background()
	switch kind := step & 15; kind {
	case 0, 1, 2, 3:
		r.call(ctx, kind)
	case 5: // hangs
		if call, ok := r.acquire(ctx); ok {
			r.hung = append(r.hung, call)
		}
	case 6: // one that hung succeeds
		r.late(ctx, Success, nil)
	case 8: // one that hung fails
		r.late(ctx, Failure, errors.New("late"))
	case 7: // time passes
		r.model.now += time.Duration(step>>4) * 7 * time.Second
	}
}

func (r *modelRun) acquire(ctx context.Context) (hungCall, bool) {
	lease, err := r.breaker.Acquire(ctx)
	r.given++
	given := r.model.acquire(r.given)
	if given != (err == nil) {
		r.t.Fatalf("breaker says %v, model says %v", err, given)
	}
	var open *OpenError
	if errors.As(err, &open) && open.RetryAfter <= 0 {
		r.t.Fatalf("retry after %v", open.RetryAfter)
	}
	return hungCall{lease, r.given, r.model.phase}, given
}

// call makes one call that ends at once: 0 succeeds, 1 fails, 2 is canceled, 3 panics.
func (r *modelRun) call(ctx context.Context, kind byte) {
	call, ok := r.acquire(ctx)
	if !ok {
		return
	}
	outcome := []Outcome{Success, Failure, Ignored, Failure}[kind]
	func() {
		defer func() { recover() }()
		defer call.lease.Release()
		if kind == 3 {
			panic("model")
		}
		call.lease.Done(ctx, []error{nil, errors.New("model"), context.Canceled}[kind])
	}()
	r.model.end(call.n, call.phase, outcome)
}

// late ends the call that has hung longest.
func (r *modelRun) late(ctx context.Context, outcome Outcome, err error) {
	if len(r.hung) == 0 {
		return
	}
	call := r.hung[0]
	r.hung = r.hung[1:]
	call.lease.Done(ctx, err)
	r.model.end(call.n, call.phase, outcome)
}

// recovers fails unless a dependency that works again closes the breaker, once
// OpenFor and Lease have passed, with as many calls as must succeed.
func (r *modelRun) recovers() {
	r.model.now += r.model.config.OpenFor + r.model.config.Lease
	for range r.model.config.Successes {
		r.call(context.Background(), 0)
	}
	if r.breaker.State() != Closed {
		r.t.Fatalf("breaker is %v for ever", r.breaker.State())
	}
}

// What roll did not time it spreads; it must not invent calls, nor lose any but those that left the window.
func TestWindowSpreadsWhatItDidNotTime(t *testing.T) {
	const width = time.Second
	tests := []struct {
		last, now time.Duration
		want      float64 // of 64 that passed in between
	}{
		{0, 0, 64},
		{0, width / 2, 64},
		{width / 2, 9 * width, 64},
		{0, 20 * width, 64 * 9.0 / 20}, // the newest bucket has just begun
		{100 * width, 1100 * width, 64 * 9.0 / 1000},
	}
	for _, test := range tests {
		w := window{last: test.last}
		w.roll(width, test.now, 64)
		if passed, _ := w.sums(); passed < test.want-1e-9 || passed > test.want+1e-9 {
			t.Errorf("from %v to %v: %v in the window, want %v", test.last, test.now, passed, test.want)
		}
	}
}
