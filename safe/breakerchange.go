package safe

import "time"

// BreakerState is what a breaker does with calls.
type BreakerState uint8

const (
	Closed   BreakerState = iota // calls pass
	Open                         // calls are refused
	HalfOpen                     // a few calls pass, as probes
)

// String is "closed", "open" or "half-open".
func (s BreakerState) String() string {
	switch s {
	case Closed:
		return "closed"
	case Open:
		return "open"
	}
	return "half-open"
}

// A BreakerChange is one change of a breaker's state, as the hook hears of it.
type BreakerChange struct {
	Name       string // the breaker's
	From, To   BreakerState
	Seq        uint64        // grows by one with each change of this breaker; hooks run outside the lock and may come out of order
	Err        error         // the failure that opened it; nil for the other changes
	RetryAfter time.Duration // for To == Open: when the first probe is let through
}
