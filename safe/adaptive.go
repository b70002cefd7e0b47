package safe

import (
	"cmp"
	"math"
	"math/bits"
	"sync"
	"sync/atomic"
	"time"
)

// AdaptiveConfig says how a timeout follows the latency. Floor and Ceiling come
// from the service level objective; the zero value of the others is their default.
type AdaptiveConfig struct {
	Floor, Ceiling time.Duration // the timeout stays within; a Ceiling of 0 means 1 minute
	Quantile       float64       // of the latency, as in 0.99 or 0.999; 0.99
	Window         time.Duration // over which the quantile is taken; 1 minute
	Weight         float64       // of the newest quantile in the moving average, in (0, 1]; 0.3
	Factor         float64       // timeout = average * Factor; 1.5
	MinSamples     int           // calls in the window below which the timeout stays; 100
}

func (c AdaptiveConfig) withDefaults() AdaptiveConfig {
	c.Ceiling = max(cmp.Or(c.Ceiling, time.Minute), 1)
	c.Floor = min(max(c.Floor, 0), c.Ceiling)
	c.Quantile = cmp.Or(c.Quantile, 0.99)
	c.Window = max(cmp.Or(c.Window, time.Minute), adaptiveSlices)
	c.Weight = cmp.Or(c.Weight, 0.3)
	c.Factor = cmp.Or(c.Factor, 1.5)
	c.MinSamples = max(cmp.Or(c.MinSamples, 100), 1)
	return c
}

const (
	adaptiveSlices = 6  // of the window; it slides by one at a time
	stepBits       = 4  // 16 steps per power of two: a latency is known to within 6.25 %
	maxPower       = 42 // the last power of two, in nanoseconds: 73 minutes
	steps          = (maxPower + 1) << stepBits
)

// Adaptive is a timeout that follows a high quantile of the latency: an
// exponentially weighted moving average of it, over a sliding window, times a
// factor, between a floor and a ceiling. It is an option of [OpConfig].
//
// A call that was cut off by the timeout took longer than was seen. [Op] reports it
// with twice its budget, so that a dependency that became slow can pull the timeout
// up (as far as the ceiling) instead of being cut off for ever.
//
// It is safe for concurrent use and takes 16 kB.
type Adaptive struct {
	config  AdaptiveConfig
	timeout atomic.Int64
	current atomic.Int64 // the slice that counts now
	ends    atomic.Int64 // when it is full, on the clock of sinceStart
	slices  [adaptiveSlices][steps]atomic.Uint32

	mu      sync.Mutex
	average float64 // of the quantile, in nanoseconds; 0: nothing yet
}

// NewAdaptive returns a timeout that starts at its ceiling.
func NewAdaptive(config AdaptiveConfig) *Adaptive {
	a := &Adaptive{config: config.withDefaults()}
	a.timeout.Store(int64(a.config.Ceiling))
	a.ends.Store(int64(sinceStart() + a.config.Window/adaptiveSlices))
	return a
}

// Timeout is the timeout now.
func (a *Adaptive) Timeout() time.Duration { return time.Duration(a.timeout.Load()) }

// Observe counts a call that took d. Once per sixth of the window it works out the
// timeout anew, returns it and reports whether it changed.
func (a *Adaptive) Observe(d time.Duration) (timeout time.Duration, changed bool) {
	now := int64(sinceStart())
	if now >= a.ends.Load() && a.mu.TryLock() {
		changed = a.slide(now)
		a.mu.Unlock()
	}
	a.slices[a.current.Load()][stepOf(d)].Add(1)
	return a.Timeout(), changed
}

// slide closes the slices that ended before now and reports whether that moved
// the timeout. mu is held.
func (a *Adaptive) slide(now int64) bool {
	width := int64(a.config.Window / adaptiveSlices)
	ended := (now-a.ends.Load())/width + 1
	if now < a.ends.Load() {
		return false // another call did it
	}
	old := a.Timeout()
	a.learn()
	for range min(ended, adaptiveSlices) {
		next := (a.current.Load() + 1) % adaptiveSlices
		for i := range a.slices[next] {
			a.slices[next][i].Store(0)
		}
		a.current.Store(next)
	}
	a.ends.Add(ended * width)
	return a.Timeout() != old
}

// learn works out the timeout from what the window holds. mu is held.
func (a *Adaptive) learn() {
	q, ok := a.quantile()
	if !ok {
		return
	}
	if a.average == 0 {
		a.average = q
	}
	a.average += a.config.Weight * (q - a.average)
	a.timeout.Store(int64(min(max(time.Duration(a.average*a.config.Factor), a.config.Floor), a.config.Ceiling)))
}

// quantile is the configured quantile of the window in nanoseconds, rounded up
// to a step; false if there are too few calls.
func (a *Adaptive) quantile() (float64, bool) {
	var counts [steps]uint64
	var total uint64
	for s := range a.slices {
		for i := range counts {
			n := uint64(a.slices[s][i].Load())
			counts[i] += n
			total += n
		}
	}
	if total < uint64(a.config.MinSamples) {
		return 0, false
	}
	rank := uint64(math.Ceil(a.config.Quantile * float64(total)))
	for i, n := range counts {
		if n >= rank {
			return float64(stepEnd(i)), true
		}
		rank -= n
	}
	return float64(stepEnd(steps - 1)), true
}

// stepOf is the histogram's step of a latency: its power of two, and the four bits after the first.
func stepOf(d time.Duration) int {
	v := uint64(max(d, 1<<stepBits))
	power := bits.Len64(v) - 1
	if power > maxPower {
		return steps - 1
	}
	return power<<stepBits | int(v>>(power-stepBits))&(1<<stepBits-1)
}

// stepEnd is the longest latency of a step.
func stepEnd(step int) time.Duration {
	power, sub := step>>stepBits, step&(1<<stepBits-1)
	if power < stepBits {
		return 1 << stepBits
	}
	return time.Duration(1<<stepBits+sub+1)<<(power-stepBits) - 1
}
