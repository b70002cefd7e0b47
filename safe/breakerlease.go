package safe

import (
	"context"
	"errors"
)

// Outcome is what a call tells a breaker about the dependency.
type Outcome uint8

const (
	Ignored Outcome = iota // nothing: the caller gave up
	Success
	Failure
)

// String is "ignored", "success" or "failure".
func (o Outcome) String() string {
	switch o {
	case Success:
		return "success"
	case Failure:
		return "failure"
	}
	return "ignored"
}

// DefaultOutcome judges err, returned by a call with the caller's context ctx:
// nil is a success, a panic and the operation's own deadline are failures. What
// came of the caller's cancellation or earlier deadline is ignored: a client that
// closes its connection says nothing about the dependency. Every other error is a failure.
func DefaultOutcome(ctx context.Context, err error) Outcome {
	if err == nil {
		return Success
	}
	if errors.Is(err, ErrPanic) {
		return Failure
	}
	var deadline *DeadlineError
	if errors.As(err, &deadline) && !deadline.Caller {
		return Failure
	}
	if ctx.Err() != nil || deadline != nil || errors.Is(err, context.Canceled) {
		return Ignored
	}
	return Failure
}

// A Lease is the right to make one call, given by [Breaker.Acquire]. It belongs
// to one goroutine. The zero Lease is of no breaker, and its methods do nothing.
type Lease struct {
	slot slot
	ctx  context.Context // of Acquire, for Release
}

// Done ends the call with what it returned. ctx is the caller's. After the first
// Done or Release, both do nothing.
func (l *Lease) Done(ctx context.Context, err error) { l.slot.done(ctx, err) }

// Release ends a call that did not come to Done. Deferred directly, it counts a
// panic as a failure and lets it go on; a runtime.Goexit counts as nothing.
func (l *Lease) Release() {
	if l.slot.breaker == nil {
		return
	}
	value := recover()
	if value == nil {
		l.slot.settle(l.ctx, Ignored, nil)
		return
	}
	l.slot.settle(l.ctx, Failure, NewPanicError(l.ctx, "breaker "+l.slot.breaker.name, value))
	panic(value)
}

// A slot is a Lease without its context, which an [Op] keeps itself. (A context
// more to copy costs an Op 6 ns.)
type slot struct {
	breaker *Breaker
	word    uint64 // of the breaker when it was given
	probe   uint64 // the half-open slot; 0 for none
}

// done ends the call with what it returned.
func (s *slot) done(ctx context.Context, err error) {
	b := s.breaker
	if b == nil {
		return
	}
	if err != nil || s.probe != 0 {
		s.settle(ctx, b.outcome(ctx, err), err)
		return
	}
	s.breaker = nil
	b.success(s.word)
}

// settle ends the call with an outcome.
func (s *slot) settle(ctx context.Context, outcome Outcome, err error) {
	b := s.breaker
	if b == nil {
		return
	}
	s.breaker = nil
	b.settle(ctx, *s, outcome, err)
}

// outcome judges err. A classifier, or a method of the error, that panics has
// judged it a failure: the slot must not be lost with it.
func (b *Breaker) outcome(ctx context.Context, err error) (judged Outcome) {
	if err == nil {
		return Success
	}
	defer func() {
		if value := recover(); value != nil {
			judged = Failure
			hookOf(ctx).Panic(ctx, NewPanicError(ctx, "classifier of breaker "+b.name, value))
		}
	}()
	if classify := b.config.Load().Classify; classify != nil {
		return classify(ctx, err)
	}
	return DefaultOutcome(ctx, err)
}
