package safe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// ReporterConfig says where a [Reporter] takes panics. The zero value of each
// number means its default.
type ReporterConfig struct {
	// First hears of the first panic of each kind at once, in the goroutine that
	// panicked: if that panic ends the process, the report is already out. Nil: the
	// first ones go to Rest, like all others.
	First PanicSink

	// Rest hears of the other panics in batches, counted by kind. Nil: the same as First.
	Rest PanicSink

	Every    time.Duration // from the first panic of a batch to its report; 10 s
	Timeout  time.Duration // how long the context lasts that a sink gets; 10 s
	MaxKinds int           // kinds that are told apart, which bounds the memory; 1000
	Forget   time.Duration // a kind not seen for so long is new again; 24 h

	// Next hears of what is no panic: deadlines, breakers, fallbacks and, if it is an
	// [ErrorHook], errors. May be nil.
	Next Hook
}

func (c ReporterConfig) withDefaults() ReporterConfig {
	if c.Rest == nil {
		c.Rest = c.First
	}
	if c.Next == nil {
		c.Next = NopHook{}
	}
	c.Every = cmp.Or(c.Every, 10*time.Second)
	c.Timeout = cmp.Or(c.Timeout, 10*time.Second)
	c.MaxKinds = cmp.Or(c.MaxKinds, 1000)
	c.Forget = cmp.Or(c.Forget, 24*time.Hour)
	return c
}

// A Reporter is a [Hook] that groups panics by [Fingerprint]. The first of a kind
// is reported at once; the rest are counted, and reported every few seconds with
// one example of each kind. A million equal panics are one line in the log and a
// few counts after it.
//
// Its memory is bounded: panics of more kinds than MaxKinds are counted together.
// It loses nothing silently: what a sink did not take is kept and tried again, and
// [Reporter.Stats] accounts for every panic that it heard of.
//
// It runs no goroutine while there is nothing to report. Close it at the end of
// main, or the last batch is lost.
type Reporter struct {
	config  ReporterConfig
	writing chan struct{} // held by whoever writes a batch

	mu     sync.Mutex
	kinds  map[Fingerprint]*kind
	other  *kind       // of all kinds that found no room
	timer  *time.Timer // until the batch is taken; nil if nothing waits
	closed bool        // what is heard now is dropped
	stats  ReporterStats
}

// A kind is what a Reporter knows of the panics with one fingerprint.
type kind struct {
	seen    time.Time
	waiting PanicReport // Count is 0 if there is nothing to report
}

// ReporterStats accounts for the panics that a [Reporter] heard of:
// Panics = Reported + Waiting + Dropped.
type ReporterStats struct {
	Panics   uint64 // heard of
	Reported uint64 // taken by a sink
	Waiting  uint64 // for the next batch, or on their way
	Dropped  uint64 // heard of after Close, or refused by the sink at Close
	Overflow uint64 // of Panics: those whose kind found no room, and is not reported
	Kinds    int    // told apart at present
	Err      error  // why a sink did not take the last reports; nil when it did
}

// NewReporter returns a reporter. Pass it to [SetHook].
func NewReporter(config ReporterConfig) *Reporter {
	return &Reporter{
		config:  config.withDefaults(),
		writing: make(chan struct{}, 1),
		kinds:   map[Fingerprint]*kind{},
		other:   new(kind),
	}
}

// Panic counts err, and reports it if it is the first of its kind.
func (r *Reporter) Panic(ctx context.Context, err *PanicError) {
	now := time.Now()
	report := PanicReport{Fingerprint: err.Fingerprint(), Err: err, Count: 1, First: now, Last: now}
	if r.hear(&report) && r.config.First != nil {
		_ = r.deliver(detached(ctx), r.config.First, []PanicReport{report})
	}
}

// detached is ctx without its end: what is done because of a panic is not the
// request's to cancel. A nil ctx, which a caller may have passed along, is none.
func detached(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return context.WithoutCancel(ctx)
}

// hear counts a panic and reports whether it is the first of a kind. If so, and if
// there is a sink for such, it is the caller's to deliver.
func (r *Reporter) hear(report *PanicReport) (first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stats.Panics++
	if r.closed {
		r.stats.Dropped++
		return false
	}
	r.stats.Waiting++
	k, known := r.kinds[report.Fingerprint]
	if !known && len(r.kinds) >= r.config.MaxKinds {
		report.Fingerprint = 0
		r.stats.Overflow++
		r.keep(r.other, *report)
		return false
	}
	if !known {
		k = new(kind)
		r.kinds[report.Fingerprint] = k
	}
	k.seen = report.Last
	report.New = !known
	if known || r.config.First == nil {
		r.keep(k, *report)
	}
	return !known
}

// keep adds a report to what waits for the next batch. r.mu is held.
func (r *Reporter) keep(k *kind, report PanicReport) {
	if w := &k.waiting; w.Count == 0 {
		*w = report
	} else {
		if report.First.Before(w.First) {
			w.Err, w.First = report.Err, report.First
		}
		if report.Last.After(w.Last) {
			w.Last = report.Last
		}
		w.New = w.New || report.New
		w.Count += report.Count
	}
	if r.timer == nil {
		r.timer = time.AfterFunc(r.config.Every, r.tick)
	}
}

// tick writes a batch in the timer's goroutine. (While a sink hangs one more tick
// waits for it, no more: the timer counts as set until take.)
func (r *Reporter) tick() {
	_ = r.Flush(context.Background()) // Stats has the error
}

// Flush reports all that waits, and returns why that failed. It waits for a batch
// that is being written, as long as ctx lasts.
func (r *Reporter) Flush(ctx context.Context) error {
	select {
	case r.writing <- struct{}{}:
		defer func() { <-r.writing }()
	case <-ctx.Done():
		return fmt.Errorf("flush panic reports: %w", context.Cause(ctx))
	}
	if batch := r.take(); len(batch) > 0 {
		return r.deliver(ctx, r.config.Rest, batch)
	}
	return nil
}

// take removes what waits, oldest first, and forgets kinds that were not seen for long.
func (r *Reporter) take() []PanicReport {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.timer != nil {
		r.timer.Stop()
		r.timer = nil
	}
	var batch []PanicReport
	take := func(k *kind) {
		if k.waiting.Count > 0 {
			batch = append(batch, k.waiting)
			k.waiting = PanicReport{}
		}
	}
	take(r.other)
	for fingerprint, k := range r.kinds {
		take(k)
		if time.Since(k.seen) > r.config.Forget {
			delete(r.kinds, fingerprint)
		}
	}
	slices.SortFunc(batch, func(a, b PanicReport) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return batch
}

var (
	errNoSink     = errors.New("there is no sink")
	errSinkExited = errors.New("the sink ended its goroutine")
)

// deliver hands reports to sink. They come back if it returns an error, panics, or
// calls runtime.Goexit.
func (r *Reporter) deliver(ctx context.Context, sink PanicSink, reports []PanicReport) (err error) {
	ctx, cancel := Deadline(ctx, "safe.Reporter", r.config.Timeout)
	defer cancel()
	kept := slices.Clone(reports)
	err = errSinkExited
	defer func() {
		if value := recover(); value != nil {
			err = NewPanicError(ctx, "safe.Reporter", value)
		}
		if err != nil {
			err = fmt.Errorf("report panics: %w", err)
		}
		r.settle(kept, err)
	}()
	if sink == nil {
		return errNoSink
	}
	return sink.ReportPanics(ctx, reports)
}

// settle accounts for reports that a sink took, or did not take because of err.
func (r *Reporter) settle(reports []PanicReport, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stats.Err = err
	for _, report := range reports {
		switch {
		case err == nil:
			r.stats.Waiting -= report.Count
			r.stats.Reported += report.Count
		case r.closed:
			r.drop(report)
		default:
			r.keep(r.kindOf(&report), report)
		}
	}
}

// kindOf is where a report belongs that comes back. Its kind may be forgotten
// meanwhile, and the room be taken. r.mu is held.
func (r *Reporter) kindOf(report *PanicReport) *kind {
	if report.Fingerprint == 0 {
		return r.other
	}
	k := r.kinds[report.Fingerprint]
	if k == nil && len(r.kinds) >= r.config.MaxKinds {
		report.Fingerprint = 0
		r.stats.Overflow += report.Count
		return r.other
	}
	if k == nil {
		k = &kind{seen: report.Last}
		r.kinds[report.Fingerprint] = k
	}
	return k
}

// drop gives up a report that waits. r.mu is held.
func (r *Reporter) drop(report PanicReport) {
	r.stats.Waiting -= report.Count
	r.stats.Dropped += report.Count
}

// Close reports what waits, for the last time. What the sink does not take then is
// dropped, and so is what the reporter hears from then on. The error says how many
// panics were dropped meanwhile, and why.
func (r *Reporter) Close(ctx context.Context) error {
	r.mu.Lock()
	r.closed = true
	dropped := r.stats.Dropped
	r.mu.Unlock()
	err := r.Flush(ctx)
	left := r.take() // if ctx ended first
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, report := range left {
		r.drop(report)
	}
	if dropped = r.stats.Dropped - dropped; dropped > 0 && err != nil {
		return fmt.Errorf("%d panics dropped: %w", dropped, err)
	}
	return err
}

// Stats accounts for the panics so far.
func (r *Reporter) Stats() ReporterStats {
	r.mu.Lock()
	defer r.mu.Unlock()
	stats := r.stats
	stats.Kinds = len(r.kinds)
	return stats
}

// Deadline tells the next hook.
func (r *Reporter) Deadline(ctx context.Context, err *DeadlineError) {
	r.config.Next.Deadline(ctx, err)
}

// Breaker tells the next hook.
func (r *Reporter) Breaker(ctx context.Context, change BreakerChange) {
	r.config.Next.Breaker(ctx, change)
}

// Fallback tells the next hook.
func (r *Reporter) Fallback(ctx context.Context, used FallbackUse) { r.config.Next.Fallback(ctx, used) }

// Error tells the next hook, if it is an [ErrorHook]; otherwise the error is [Unheard].
func (r *Reporter) Error(ctx context.Context, op string, err error) {
	if next, ok := r.config.Next.(ErrorHook); ok {
		next.Error(ctx, op, err)
		return
	}
	unheard.Add(1)
}
