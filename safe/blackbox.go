package safe

import (
	"cmp"
	"context"
	"runtime/trace"
	"sync"
	"time"
)

// BlackBoxConfig says what a [BlackBox] records, and where to. The zero value of
// each field means its default.
type BlackBoxConfig struct {
	// Sink keeps the recordings; [BoxDir] is one. Nil: they are lost, and count as failed.
	Sink BoxSink

	// Recorder is a flight recorder, started by its owner, whose last seconds are
	// recorded. Nil: no execution trace. (A process can have one at a time; since Go 1.25.)
	Recorder *trace.FlightRecorder

	// Profiles are names of runtime/pprof profiles. Nil: goroutine, heap and mutex.
	// (The mutex profile is empty unless runtime.SetMutexProfileFraction was called.)
	Profiles []string

	Every time.Duration // at most one recording in so long; 1 minute
}

// A BlackBox is a [Hook] that records what the process was doing when a panic
// came: the panic with its stack, profiles, and the execution trace of the last
// seconds. It records in the goroutine that panicked, before the panic goes on, so
// that the recording is complete even if the process ends.
//
// A recording takes milliseconds, and the goroutine profile stops the world for a moment:
// it records one panic per Every, whatever the kind, and counts the others in
// [BlackBoxStats]. No file holds contents of memory, but names of functions, and
// what the panic's value says.
//
// Combine it with other hooks by [Hooks].
type BlackBox struct {
	NopHook
	config BlackBoxConfig

	mu    sync.Mutex
	last  time.Time // when the last recording began
	busy  bool
	stats BlackBoxStats
}

// BlackBoxStats counts the panics that a [BlackBox] heard of.
type BlackBoxStats struct {
	Recorded uint64
	Skipped  uint64 // came too soon after another one
	Failed   uint64 // not recorded, or not all of it
	Err      error  // why the last one failed; nil when it did not
}

// NewBlackBox returns a black box. Pass it to [SetHook] or [Hooks].
func NewBlackBox(config BlackBoxConfig) *BlackBox {
	config.Every = cmp.Or(config.Every, time.Minute)
	if config.Profiles == nil {
		config.Profiles = []string{"goroutine", "heap", "mutex"}
	}
	return &BlackBox{config: config}
}

// Panic records, unless another panic was recorded just before.
func (b *BlackBox) Panic(ctx context.Context, err *PanicError) {
	now := time.Now()
	if !b.begin(now) {
		return
	}
	failed := errSinkExited
	defer func() { b.end(failed) }()
	failed = b.record(detached(ctx), err, now)
}

// begin reports whether it is time for a recording, and counts it as skipped if not.
func (b *BlackBox) begin(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.busy || !b.last.IsZero() && now.Sub(b.last) < b.config.Every {
		b.stats.Skipped++
		return false
	}
	b.last, b.busy = now, true
	return true
}

func (b *BlackBox) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.busy = false
	b.stats.Err = err
	if err != nil {
		b.stats.Failed++
	} else {
		b.stats.Recorded++
	}
}

// Stats counts the panics so far.
func (b *BlackBox) Stats() BlackBoxStats {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.stats
}
