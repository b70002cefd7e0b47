package safe

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A DeadlineError says which operation ran out of time, how much it had, and
// whose deadline it was. errors.Is(err, context.DeadlineExceeded) holds for it.
//
// It is the cause (context.Cause) of a context made by [Deadline] or [Call.Begin]
// whose budget is used up, and it wraps the error that the operation returned then.
type DeadlineError struct {
	Op     string        // the operation, as in "users.Get"
	Budget time.Duration // what the operation was allowed to take; 0 means no limit of its own
	Caller bool          // the caller's earlier deadline ended it, not the budget
	Err    error         // what the operation returned; nil in a context's cause
}

// Error is one line: the operation, whose deadline passed, and what the operation
// said to it if that is more than "context deadline exceeded".
func (e *DeadlineError) Error() string {
	whose := fmt.Sprintf("budget of %v", e.Budget)
	if e.Caller {
		whose = "deadline of the caller"
	}
	if e.Err == nil || e.Err == context.DeadlineExceeded {
		return fmt.Sprintf("%s: %s exceeded", e.Op, whose)
	}
	return fmt.Sprintf("%s: %s exceeded: %v", e.Op, whose, e.Err)
}

// Is reports whether target is context.DeadlineExceeded, which every
// DeadlineError is, whatever it wraps.
func (e *DeadlineError) Is(target error) bool { return target == context.DeadlineExceeded }

// Unwrap returns what the operation returned, or context.DeadlineExceeded.
func (e *DeadlineError) Unwrap() error {
	if e.Err == nil {
		return context.DeadlineExceeded
	}
	return e.Err
}

// Timeout is always true. Package net asks for it.
func (e *DeadlineError) Timeout() bool { return true }

// Deadline gives an operation at most budget. If the caller's deadline is
// earlier it returns ctx itself and a cancel function that does nothing: no
// timer, no allocation. Otherwise it is context.WithTimeoutCause with a
// [*DeadlineError] as the cause. A budget of 0 or less means no limit.
//
// Call cancel when the operation is over. If its result is a stream, hand cancel
// to [KeepReader], [KeepSeq] or another Keep function instead: canceled with its
// operation, a body ends after the bytes that were already buffered.
//
// [ExplainDeadline] turns the operation's error into a DeadlineError.
func Deadline(ctx context.Context, op string, budget time.Duration) (context.Context, context.CancelFunc) {
	left, limited := DeadlineLeft(ctx)
	if budget <= 0 || limited && left <= budget {
		return ctx, noCancel
	}
	return context.WithTimeoutCause(ctx, budget, &DeadlineError{Op: op, Budget: budget})
}

// DeadlineLeft is the time that ctx has left, 0 or less when it is over; false
// means that ctx has no deadline.
func DeadlineLeft(ctx context.Context) (time.Duration, bool) {
	d, ok := ctx.Deadline()
	if !ok {
		return 0, false
	}
	return time.Until(d), true
}

// ExplainDeadline wraps err in a [*DeadlineError] if it comes from the deadline
// of ctx, the context that [Deadline] returned for op and budget, and tells the
// hook. It returns every other err as it is. Call it before cancel.
func ExplainDeadline(ctx context.Context, op string, budget time.Duration, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	cause, _ := context.Cause(ctx).(*DeadlineError)
	ours := cause != nil && cause.Op == op && cause.Budget == budget && cause.Err == nil
	return explain(ctx, op, budget, ours, err)
}

// explain wraps err in a DeadlineError if ctx is over and err says so. ours means
// that ctx ended by the budget of op.
func explain(ctx context.Context, op string, budget time.Duration, ours bool, err error) error {
	if !ours && ctx.Err() != context.DeadlineExceeded {
		return err // the caller canceled
	}
	if !isTimeout(err) && !(ours && errors.Is(err, context.Canceled)) {
		return err // an error of its own, which came late
	}
	e := &DeadlineError{Op: op, Budget: budget, Caller: !ours, Err: err}
	hookOf(ctx).Deadline(ctx, e)
	return e
}

// isTimeout reports whether err is a deadline's: the context's, or that of a
// connection (os.ErrDeadlineExceeded and the like), which drivers derive from it.
func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func noCancel() {}

// explainCause wraps err in the DeadlineError that ended ctx, if one did. A
// stream calls it: it knows neither operation nor budget, but ctx does.
func explainCause(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	cause, ok := context.Cause(ctx).(*DeadlineError)
	if !ok {
		return err
	}
	return explain(ctx, cause.Op, cause.Budget, !cause.Caller, err)
}
