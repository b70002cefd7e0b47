package safe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// ErrOpen is what a breaker that lets no call through returns, as an [*OpenError].
var ErrOpen = errors.New("breaker is open")

// An OpenError says which breaker refused a call. errors.Is(err, ErrOpen) holds for it.
type OpenError struct {
	Name       string        // the breaker's
	State      BreakerState  // Open, or HalfOpen with every slot taken
	RetryAfter time.Duration // when to try again at the earliest; more than 0
}

// Error is one line with the breaker's name and when to try again.
func (e *OpenError) Error() string {
	return fmt.Sprintf("breaker %s is %v, retry after %v", e.Name, e.State, e.RetryAfter)
}

// Is reports whether target is ErrOpen.
func (e *OpenError) Is(target error) bool { return target == ErrOpen }

// BreakerConfig says when a breaker opens and how it closes again. The zero value
// of each field means its default.
type BreakerConfig struct {
	Window       time.Duration // how far back failures count; 10 s
	FailureRatio float64       // share of failures in the window that opens it, in (0, 1]; 0.5
	MinVolume    int           // calls in the window below which the ratio means nothing; 20
	Consecutive  int           // failures in a row that open it; 5, negative: never
	OpenFor      time.Duration // how long it refuses calls before the first probe; 5 s
	Probes       int           // half-open slots: how many probes may be under way at once; 1
	Lease        time.Duration // how long a probe may hold its slot; 30 s
	Successes    int           // probes that must succeed to close it; 1

	// Classify overrides [DefaultOutcome] for errors; nil errors are always successes.
	Classify func(ctx context.Context, err error) Outcome
}

func (c BreakerConfig) withDefaults() *BreakerConfig {
	c.Window = max(cmp.Or(c.Window, 10*time.Second), windowBuckets)
	c.FailureRatio = cmp.Or(c.FailureRatio, 0.5)
	c.MinVolume = cmp.Or(c.MinVolume, 20)
	c.Consecutive = cmp.Or(c.Consecutive, 5)
	c.OpenFor = max(cmp.Or(c.OpenFor, 5*time.Second), 1)
	c.Probes = max(c.Probes, 1)
	c.Lease = max(cmp.Or(c.Lease, 30*time.Second), 1)
	c.Successes = max(c.Successes, 1)
	return &c
}

// A Breaker stops calls to a dependency that fails. Make one per dependency, not
// one per call or per method (see [SharedBreaker]). It is closed, open or half-open:
//
//	closed     every call passes; it opens on too many failures in a row, or on too high a share of them
//	open       every call is refused with an [*OpenError]; after OpenFor the next call is a probe
//	half-open  Probes calls pass at a time; Successes of them close it, one failure opens it again
//
// A half-open slot is a lease. A probe that hangs loses it after Lease, so that the
// next probe may start; should the slow one come back in the same half-open phase,
// its result still counts. A probe that panics counts as failed; one that was
// canceled or left by runtime.Goexit counts as nothing, and both free the slot at once.
//
// All methods are safe for concurrent use, and for use by hooks: no hook runs
// while the lock is held. A nil *Breaker lets every call pass and counts nothing.
type Breaker struct {
	name   string
	now    func() time.Duration // monotonic
	sample uint32               // successes per reading of the clock, a power of two

	word      atomic.Uint64 // changes<<stateBits | state; written under mu
	config    atomic.Pointer[BreakerConfig]
	successes atomic.Uint32 // since the window was last rolled
	inARow    atomic.Uint32 // failures since the last success
	refused   atomic.Uint64

	mu        sync.Mutex
	window    window
	openUntil time.Duration
	probes    []probe
	lastProbe uint64 // the id given last
	succeeded int    // probes, in this half-open phase
}

// A probe is a half-open slot that is taken.
type probe struct {
	id      uint64
	expires time.Duration
}

const stateBits = 2

// clockSample is how many successes share one reading of the clock: it costs
// more than all the rest of a closed breaker (20 to 40 ns against 10).
const clockSample = 64

// NewBreaker returns a closed breaker of the dependency name.
func NewBreaker(name string, config BreakerConfig) *Breaker {
	b := &Breaker{name: name, now: sinceStart, sample: clockSample}
	b.config.Store(config.withDefaults())
	b.clear()
	return b
}

// start is the zero of sinceStart. It lies before the year 2000, in which the
// bubbles of testing/synctest begin, so that their times are positive too.
var start = time.Now().Add(-50 * 365 * 24 * time.Hour)

// sinceStart is the monotonic clock: half the price of time.Now.
func sinceStart() time.Duration { return time.Since(start) }

// Configure replaces the configuration. It holds from the next call on; the
// state stays, and what the window held is kept when its length is the same.
func (b *Breaker) Configure(config BreakerConfig) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.config.Swap(config.withDefaults())
	if old.Window != b.config.Load().Window {
		b.clear()
	}
}

// Name is the dependency's name.
func (b *Breaker) Name() string {
	if b == nil {
		return ""
	}
	return b.name
}

// State is closed, open or half-open. An open breaker whose time has passed
// stays open until the next call, its first probe.
func (b *Breaker) State() BreakerState {
	if b == nil {
		return Closed
	}
	return stateOf(b.word.Load())
}

func stateOf(word uint64) BreakerState { return BreakerState(word & (1<<stateBits - 1)) }

// Acquire asks to make one call. The error is an [*OpenError] if the breaker
// refuses it. Otherwise the call must end with [Lease.Done], and
// [Lease.Release] is to be deferred for the case that it never gets there:
//
//	lease, err := breaker.Acquire(ctx)
//	if err != nil {
//		return err
//	}
//	defer lease.Release()
//	err = call(ctx)
//	lease.Done(ctx, err)
//
// [Op] does all of this and more. ctx serves to find the hook, also in Release.
func (b *Breaker) Acquire(ctx context.Context) (Lease, error) {
	if b == nil {
		return Lease{}, nil
	}
	if word := b.word.Load(); stateOf(word) == Closed {
		return Lease{slot{breaker: b, word: word}, ctx}, nil
	}
	taken, err := b.acquireProbe(ctx)
	return Lease{taken, ctx}, err
}

// acquire is Acquire for calls that have a context of their own: it remembers the
// probe in it. A probe that comes back to the same breaker further down rides on
// the slot that it has; were it refused, no probe could ever succeed.
func (b *Breaker) acquire(ctx context.Context) (context.Context, slot, error) {
	word := b.word.Load()
	if stateOf(word) == Closed {
		return ctx, slot{breaker: b, word: word}, nil
	}
	if phase, ok := ctx.Value(probing{b}).(uint64); ok && phase == word {
		return ctx, slot{}, nil
	}
	taken, err := b.acquireProbe(ctx)
	if taken.probe != 0 {
		ctx = context.WithValue(ctx, probing{b}, taken.word)
	}
	return ctx, taken, err
}

// probing is the context key of a call that holds a half-open slot of breaker;
// the value is the phase in which it got it.
type probing struct{ breaker *Breaker }

// acquireProbe is Acquire of a breaker that is not closed.
func (b *Breaker) acquireProbe(ctx context.Context) (slot, error) {
	taken, change, err := b.tryProbe()
	if change != nil {
		hookOf(ctx).Breaker(ctx, *change)
	}
	if err != nil {
		b.refused.Add(1)
		return slot{}, err
	}
	return taken, nil
}

func (b *Breaker) tryProbe() (_ slot, change *BreakerChange, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	switch b.State() {
	case Closed: // since we looked
		return slot{breaker: b, word: b.word.Load()}, nil, nil
	case Open:
		if wait := b.openUntil - now; wait > 0 {
			return slot{}, nil, &OpenError{Name: b.name, State: Open, RetryAfter: wait}
		}
		change = b.move(HalfOpen, nil)
	}
	config := b.config.Load()
	b.expire(now)
	if len(b.probes) >= config.Probes {
		wait := b.probes[0].expires - now // Configure may shorten a later one: this is a hint
		return slot{}, change, &OpenError{Name: b.name, State: HalfOpen, RetryAfter: wait}
	}
	b.lastProbe++
	b.probes = append(b.probes, probe{id: b.lastProbe, expires: now + config.Lease})
	return slot{breaker: b, word: b.word.Load(), probe: b.lastProbe}, change, nil
}

// expire takes the slots back from probes that hang. mu is held.
func (b *Breaker) expire(now time.Duration) {
	kept := b.probes[:0]
	for _, p := range b.probes {
		if p.expires > now {
			kept = append(kept, p)
		}
	}
	b.probes = kept
}

// freeSlot gives back the slot of a probe that ended. mu is held.
func (b *Breaker) freeSlot(id uint64) {
	for i, p := range b.probes {
		if p.id == id {
			b.probes = append(b.probes[:i], b.probes[i+1:]...)
			return
		}
	}
}

// move changes the state and forgets what the old one counted. mu is held; the
// caller tells the hook once it is not.
func (b *Breaker) move(to BreakerState, cause error) *BreakerChange {
	word := b.word.Load()
	seq := word>>stateBits + 1
	change := &BreakerChange{Name: b.name, From: stateOf(word), To: to, Seq: seq, Err: cause}
	b.clear()
	b.probes = b.probes[:0]
	b.succeeded = 0
	if to == Open {
		change.RetryAfter = b.config.Load().OpenFor
		b.openUntil = b.now() + change.RetryAfter
	}
	b.word.Store(seq<<stateBits | uint64(to))
	return change
}

// clear forgets the calls that were counted. mu is held.
func (b *Breaker) clear() {
	b.window = window{last: b.now()}
	b.successes.Store(0)
	b.inARow.Store(0)
}

// success counts a call that passed while the breaker was closed. Successes are
// counted one by one but timed in groups; failures are timed one by one.
func (b *Breaker) success(word uint64) {
	if b.word.Load() != word {
		return // of an earlier phase
	}
	if b.inARow.Load() != 0 {
		b.inARow.Store(0)
	}
	if b.successes.Add(1)&(b.sample-1) == 0 {
		b.roll()
	}
}

func (b *Breaker) roll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rollTo(b.now())
}

// rollTo moves the window to now. mu is held.
func (b *Breaker) rollTo(now time.Duration) {
	b.window.roll(b.config.Load().Window/windowBuckets, now, b.successes.Swap(0))
}

// settle counts a failure, or the end of a probe, and tells the hook what changed.
func (b *Breaker) settle(ctx context.Context, ended slot, outcome Outcome, err error) {
	if change := b.count(ended, outcome, err); change != nil {
		hookOf(ctx).Breaker(ctx, *change)
	}
}

func (b *Breaker) count(ended slot, outcome Outcome, err error) *BreakerChange {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.word.Load() != ended.word {
		return nil // of an earlier phase, which has been judged
	}
	if ended.probe != 0 {
		b.freeSlot(ended.probe)
		return b.countProbe(outcome, err)
	}
	if outcome == Failure && b.countFailure() {
		return b.move(Open, err)
	}
	return nil
}

// countProbe counts the result of a probe. mu is held.
func (b *Breaker) countProbe(outcome Outcome, err error) *BreakerChange {
	switch outcome {
	case Failure:
		return b.move(Open, err)
	case Success:
		b.succeeded++
		if b.succeeded >= b.config.Load().Successes {
			return b.move(Closed, nil)
		}
	}
	return nil
}

// countFailure counts a failure of a closed breaker and reports whether it is
// one too many. mu is held.
func (b *Breaker) countFailure() bool {
	config := b.config.Load()
	b.rollTo(b.now())
	b.window.fail(config.Window / windowBuckets)
	inARow := b.inARow.Add(1)
	if config.Consecutive > 0 && inARow >= uint32(config.Consecutive) {
		return true
	}
	passed, failed := b.window.sums()
	calls := passed + failed
	return calls >= float64(config.MinVolume) && failed >= config.FailureRatio*calls
}

// BreakerStats is what a breaker counts, for a dashboard.
type BreakerStats struct {
	State   BreakerState
	Passed  float64 // calls in the window; not whole, because successes are timed in groups
	Failed  float64
	InARow  int    // failures since the last success
	Probing int    // half-open slots taken
	Refused uint64 // calls refused since the breaker was made
}

// Stats returns what the breaker has counted.
func (b *Breaker) Stats() BreakerStats {
	if b == nil {
		return BreakerStats{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.rollTo(now)
	b.expire(now)
	passed, failed := b.window.sums()
	return BreakerStats{
		State: b.State(), Passed: passed, Failed: failed,
		InARow: int(b.inARow.Load()), Probing: len(b.probes), Refused: b.refused.Load(),
	}
}
