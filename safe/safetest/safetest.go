// Package safetest proves that wrappers hold: it injects a panic, a hang and an
// error into each method of a wrapper and looks at what the caller sees. The tests
// that gen-safe writes call it.
package safetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// A Policy is what a wrapper is to be made with for a test.
type Policy struct {
	Hook     safe.Hook
	Deadline time.Duration // for each method that has one
	Breaker  *safe.Breaker // opens at the first failure
}

// A Method is one method of a wrapper whose wrapped value panics whatever it is
// asked: that must be so, or the proof proves less.
type Method struct {
	Op       string                          // the operation's name, for [safe.SetFault]
	Call     func(ctx context.Context) error // calls it, with any arguments
	Context  bool                            // it takes a context
	Deadline bool                            // it has a deadline of its own
	Error    bool                            // it returns an error
	Breaker  bool                            // it has a breaker
	Empty    bool                            // an empty answer stands in for an error
	Sound    bool                            // what it wraps does not panic by itself: only injected faults are tried
}

// Holds reports to t what [Check] finds.
func Holds(t *testing.T, build func(Policy) []Method) {
	t.Helper()
	for _, err := range Check(build) {
		t.Error(err)
	}
}

// Check injects each fault into each method, and returns what the caller should not
// have seen. build makes a new wrapper and gives its methods, always the same ones
// in the same order. Faults are process-wide ([safe.SetFault]): nothing else may use
// the operations meanwhile.
func Check(build func(Policy) []Method) []error {
	var problems []error
	for i := range build(newTrial(long).policy) {
		for _, fault := range faults {
			err := fault.on(build, i, fault.deadline)
			if err != nil && fault.deadline == short {
				err = fault.on(build, i, patient) // a busy machine leaves no time to a second leg
			}
			if err != nil {
				problems = append(problems, err)
			}
		}
	}
	return problems
}

// on tries the fault on method i of a new wrapper, if it applies to that.
func (f *fault) on(build func(Policy) []Method, i int, deadline time.Duration) error {
	trial := newTrial(deadline)
	method := build(trial.policy)[i]
	if !f.applies(method) {
		return nil
	}
	if err := f.try(trial, method); err != nil {
		return fmt.Errorf("%s, %s: %w", method.Op, f.name, err)
	}
	return nil
}

const (
	short = 2 * time.Millisecond // the deadline of a trial that waits for it
	long  = time.Minute          // that of the others

	patient = 200 * time.Millisecond // that of a trial that failed with the short one

	hopeless = time.Second // the caller's patience with an operation that has a deadline of its own
)

var errFault = errors.New("a fault of the test")

// A trial is one call of one method.
type trial struct {
	hook   *hook
	policy Policy
}

func newTrial(deadline time.Duration) *trial {
	h := new(hook)
	return &trial{hook: h, policy: Policy{
		Hook: h, Deadline: deadline,
		Breaker: safe.NewBreaker("safetest", safe.BreakerConfig{Consecutive: 1, OpenFor: time.Hour}),
	}}
}

// A hook counts what it hears.
type hook struct {
	safe.NopHook
	panics, fallbacks int
}

func (h *hook) Panic(context.Context, *safe.PanicError)    { h.panics++ }
func (h *hook) Fallback(context.Context, safe.FallbackUse) { h.fallbacks++ }

// A fault is one way to go wrong, and what the caller must see then.
type fault struct {
	name     string
	deadline time.Duration // of the wrapper
	applies  func(Method) bool
	try      func(*trial, Method) error
}

var faults = []fault{
	{"the wrapped value panics", long, func(m Method) bool { return !m.Sound }, (*trial).broken},
	{"an injected panic", long, always, (*trial).panics},
	{"an injected error", long, func(m Method) bool { return m.Error }, (*trial).fails},
	{"an injected hang", short, func(m Method) bool { return m.Error && m.Context }, (*trial).hangs},
	{"a breaker that opened", long, func(m Method) bool { return m.Error && m.Breaker }, (*trial).opens},
}

func always(Method) bool { return true }

// call calls m with a fault set, if there is one. A panic comes back as an error.
func (t *trial) call(ctx context.Context, m Method, fault *safe.Fault) (err error) {
	before := safe.SetHook(t.hook) // for wrappers that have none of their own
	defer safe.SetHook(before)
	if fault != nil {
		defer safe.SetFault(m.Op, *fault)()
	}
	defer func() {
		if value := recover(); value != nil {
			err = safe.NewPanicError(ctx, "safetest", value)
		}
	}()
	return m.Call(ctx)
}

func (t *trial) broken(m Method) error {
	return t.guards(m, t.call(context.Background(), m, nil), safe.ErrPanic)
}

func (t *trial) panics(m Method) error {
	return t.guards(m, t.call(context.Background(), m, &safe.Fault{Kind: safe.FaultPanic, Err: errFault}), errFault)
}

// guards checks that a panic became the error want, and that the hook heard of it.
// Without an error result it goes on as a panic, which call turned into an error.
func (t *trial) guards(m Method, err error, want error) error {
	if t.hook.panics == 0 {
		return errors.New("the hook did not hear of the panic")
	}
	if m.Empty {
		return t.stoodIn(err)
	}
	if !errors.Is(err, want) || !errors.Is(err, safe.ErrPanic) {
		return fmt.Errorf("the caller sees %v, not a PanicError", err)
	}
	var p *safe.PanicError
	if errors.As(err, &p); m.Error && p.Op() != m.Op {
		return fmt.Errorf("the panic got through: it was caught as %s", p.Op())
	}
	return nil
}

// stoodIn checks that an empty answer stood in for an error, and that this was told.
func (t *trial) stoodIn(err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("the caller sees %w, not an empty answer", err)
	case t.hook.fallbacks == 0:
		return errors.New("the hook did not hear of the empty answer")
	}
	return nil
}

func (t *trial) fails(m Method) error {
	err := t.call(context.Background(), m, &safe.Fault{Kind: safe.FaultError, Err: errFault})
	switch {
	case m.Empty:
		return t.stoodIn(err)
	case !errors.Is(err, errFault):
		return fmt.Errorf("the caller sees %v, not the error", err)
	}
	return nil
}

// hangs lets the operation hang. The deadline must end it: its own, or else that of
// the caller.
func (t *trial) hangs(m Method) error {
	ctx, cancel := context.WithTimeout(context.Background(), hopeless)
	if !m.Deadline {
		ctx, cancel = context.WithTimeout(context.Background(), short)
	}
	defer cancel()
	err := t.call(ctx, m, &safe.Fault{Kind: safe.FaultHang})
	if m.Empty && m.Deadline {
		return t.stoodIn(err)
	}
	var deadline *safe.DeadlineError
	switch {
	case !errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("the caller sees %v, not context.DeadlineExceeded", err)
	case m.Deadline && (!errors.As(err, &deadline) || deadline.Op != m.Op):
		return fmt.Errorf("the caller sees %v, which does not name the operation", err)
	}
	return nil
}

// opens fails once and calls again: the breaker must refuse.
func (t *trial) opens(m Method) error {
	fault := &safe.Fault{Kind: safe.FaultError, Err: errFault}
	_ = t.call(context.Background(), m, fault) // it fails, as it should
	if t.policy.Breaker.State() != safe.Open {
		return errors.New("it is not open after a failure")
	}
	err := t.call(context.Background(), m, nil)
	if !m.Empty && !errors.Is(err, safe.ErrOpen) {
		return fmt.Errorf("the caller sees %v, not ErrOpen", err)
	}
	return nil
}
