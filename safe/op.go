package safe

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"
)

// OpConfig is the policy of an operation. The zero value is a panic guard alone.
type OpConfig struct {
	Budget   time.Duration // what one call may take; 0: as long as the caller's context lets it
	Adaptive *Adaptive     // sets the budget from the calls themselves; Budget holds until it has seen enough
	Breaker  *Breaker      // of the dependency; nil: none
	Hook     Hook          // hears of this operation, and of what it calls; nil: the hook of the caller's context or of the process

	// PanicOnBug lets a runtime.Error (nil dereference, index out of range, ...)
	// go on as a panic once the breaker and the hook have heard of it.
	PanicOnBug bool
}

// An Op is one guarded operation. It is made once, at start, and used by all
// calls; [Call.Begin] and [Call.End] go around each of them, in plain code. This
// is what gen-safe writes:
//
//	func (s *SafeUsers) Get(ctx context.Context, id int) (user User, err error) {
//		var call safe.Call
//		if ctx, err = call.Begin(ctx, s.get); err != nil {
//			return user, err
//		}
//		defer call.End(&err)
//		if err = call.Inject(ctx); err == nil {
//			user, err = s.next.Get(ctx, id)
//		}
//		call.Returned()
//		return user, err
//	}
type Op struct {
	name       string
	breaker    *Breaker
	adaptive   *Adaptive
	hook       *toldHook // nil: that of the context
	panicOnBug bool
	limit      atomic.Pointer[DeadlineError] // the budget, as the cause of the contexts that it ends; nil: none
}

// NewOp returns the operation name ("users.Get") with its policy.
func NewOp(name string, config OpConfig) *Op {
	o := &Op{name: name, breaker: config.Breaker, adaptive: config.Adaptive, hook: newToldHook(config.Hook), panicOnBug: config.PanicOnBug}
	o.SetBudget(config.Budget)
	return o
}

// Name is the operation's name.
func (o *Op) Name() string { return o.name }

// Budget is what one call may take now; 0 means no limit.
func (o *Op) Budget() time.Duration {
	if limit := o.limit.Load(); limit != nil {
		return limit.Budget
	}
	return 0
}

// SetBudget changes the budget of the calls that begin from now on; 0 means no limit.
func (o *Op) SetBudget(budget time.Duration) {
	if budget <= 0 {
		o.limit.Store(nil)
		return
	}
	o.limit.Store(&DeadlineError{Op: o.name, Budget: budget})
}

// HookContext returns ctx with the hook of the operation, or ctx itself if it has
// none: for what belongs to the operation but is outside of its calls, a fallback.
func (o *Op) HookContext(ctx context.Context) context.Context {
	if o.hook == nil {
		return ctx
	}
	return context.WithValue(ctx, hookKey{}, o.hook)
}

// A Call is one call of an [Op]. It belongs to the goroutine that makes it, and
// is not to be copied.
type Call struct {
	op       *Op
	ctx      context.Context
	cancel   context.CancelFunc // nil: none needed, or handed out by Keep
	limit    *DeadlineError     // the budget it began with
	slot     slot               // of the breaker
	began    time.Duration
	armed    bool // ctx ends by limit, not by the caller's deadline
	returned bool
}

// Begin begins a call of op. It returns the context to make it with, which ends
// with the budget or with ctx, whichever is earlier. The error is an [*OpenError]
// if the breaker refuses the call; then there is nothing to end. Otherwise defer
// [Call.End] at once.
func (c *Call) Begin(ctx context.Context, op *Op) (context.Context, error) {
	if op.hook != nil {
		ctx = op.HookContext(ctx)
	}
	c.op, c.ctx = op, ctx
	if op.breaker != nil {
		var err error
		if ctx, c.slot, err = op.breaker.acquire(ctx); err != nil {
			return ctx, err
		}
	}
	if limit := op.limit.Load(); limit != nil {
		ctx = c.limitTo(ctx, limit)
	}
	if op.adaptive != nil {
		c.began = sinceStart()
	}
	c.ctx = ctx
	return ctx, nil
}

// limitTo gives the call its budget, unless the caller's deadline is earlier.
func (c *Call) limitTo(ctx context.Context, limit *DeadlineError) context.Context {
	c.limit = limit
	if left, limited := DeadlineLeft(ctx); limited && left <= limit.Budget {
		return ctx
	}
	ctx, c.cancel = context.WithTimeoutCause(ctx, limit.Budget, limit)
	c.armed = true
	return ctx
}

// Inject is the injection point: nil, or what [SetFault] says. ctx is the call's.
func (c *Call) Inject(ctx context.Context) error { return Inject(ctx, c.op.name) }

// Returned says that the operation has returned: neither a panic nor a
// runtime.Goexit took it away. A call that ends without it was a Goexit.
func (c *Call) Returned() { c.returned = true }

// Keep hands the context's cancel function to a result that needs it for longer
// than the call: a stream. See [KeepReader] and the other Keep functions.
func (c *Call) Keep() context.CancelFunc {
	cancel := c.cancel
	c.cancel = nil
	if cancel == nil {
		return noCancel
	}
	return cancel
}

// End ends the call. It must be deferred directly, with the address of the named
// error result, and does these things, in this order:
//
//   - a panic becomes a [*PanicError] in *err, and the hook hears of it. It goes on
//     as a panic if err is nil (a function without an error result does not swallow
//     it), if the operation's policy says so, or if it is http.ErrAbortHandler;
//   - an error that comes of a deadline becomes a [*DeadlineError];
//   - the breaker gets the outcome, and its slot back;
//   - the context is canceled, unless [Call.Keep] gave it to a stream.
func (c *Call) End(err *error) {
	value := recover()
	if value != nil || !c.returned || err != nil && *err != nil {
		c.endBadly(value, err)
		return
	}
	if c.op.adaptive != nil {
		c.observe(nil)
	}
	if b := c.slot.breaker; b != nil && c.slot.probe == 0 {
		b.success(c.slot.word)
	} else {
		c.slot.done(c.ctx, nil)
	}
	if c.cancel != nil {
		c.cancel()
	}
}

// endBadly ends a call that panicked, failed or never returned.
func (c *Call) endBadly(value any, err *error) {
	if c.cancel != nil {
		defer c.cancel()
	}
	switch {
	case value != nil:
		c.endPanic(value, err)
	case !c.returned: // runtime.Goexit
		c.slot.settle(c.ctx, Ignored, nil)
	default:
		c.endError(err)
	}
}

func (c *Call) endError(err *error) {
	ctx := c.ctx
	c.catchUp(*err)
	if c.limit != nil && ctx.Err() != nil {
		ours := c.armed && context.Cause(ctx) == error(c.limit)
		*err = explain(ctx, c.op.name, c.limit.Budget, ours, *err)
		if ours {
			ctx = context.WithoutCancel(ctx) // the caller has not given up
		}
	}
	if c.op.adaptive != nil {
		c.observe(*err)
	}
	c.slot.done(ctx, *err)
}

// catchUp waits for the context of a call whose error says that its time is over. A
// connection that has the context's deadline has a timer of its own, which may be a
// little faster.
func (c *Call) catchUp(err error) {
	if !c.armed || c.ctx.Err() != nil || !isTimeout(err) {
		return
	}
	if left, _ := DeadlineLeft(c.ctx); left <= 0 {
		<-c.ctx.Done()
	}
}

func (c *Call) endPanic(value any, err *error) {
	if aborts(value) {
		c.slot.settle(c.ctx, Ignored, nil)
		panic(value)
	}
	e := NewPanicError(c.ctx, c.op.name, value)
	hookOf(c.ctx).Panic(c.ctx, e)
	c.slot.done(c.ctx, e)
	if err == nil || c.op.panicOnBug && e.Bug() {
		panic(value)
	}
	*err = e
}

// observe tells the adaptive timeout how long the call took.
func (c *Call) observe(err error) {
	var d *DeadlineError
	took := sinceStart() - c.began
	if errors.As(err, &d) && c.armed && !d.Caller {
		took = 2 * max(took, d.Budget)
	} else if err != nil {
		return // a quick refusal says nothing about how long an answer takes
	}
	if budget, changed := c.op.adaptive.Observe(took); changed {
		c.op.SetBudget(budget)
	}
}

// isAbort reports whether a panic value is http.ErrAbortHandler, wrapped or not:
// the one panic that is no fault, but the way to drop a connection.
func isAbort(value any) bool {
	err, ok := value.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}
