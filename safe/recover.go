package safe

import "context"

// Recover turns a panic into an error. Defer it directly, at the beginning of a
// function with a named error result:
//
//	func (s *Users) Get(id int) (user User, err error) {
//		defer safe.Recover(&err, "users.Get")
//
// (recover works only in the function that a defer statement calls: "Handling
// panics" in the Go specification. Called otherwise, Recover does nothing.)
//
// A panic replaces *err with a [*PanicError], and the hook hears of it. If err is
// nil the function has no way to report it: the hook hears of it, and it goes on
// as a panic with the same value. (To end such a panic there all the same, pass the
// address of a local error.) http.ErrAbortHandler, wrapped or not, always goes
// on as itself, unheard: it is how a handler drops its connection.
//
// runtime.Goexit is no panic, and goes on too: the goroutine ends, *err is not
// touched.
func Recover(err *error, op string) {
	if value := recover(); value != nil {
		recovered(context.Background(), err, op, value)
	}
}

// RecoverContext is [Recover] for a function with a context, from which the trace
// id and the hook come ([WithTraceID], [WithHook]).
//
// (Defer evaluates its arguments at once: a context that is derived later does not
// count.)
func RecoverContext(ctx context.Context, err *error, op string) {
	if value := recover(); value != nil {
		recovered(ctx, err, op, value)
	}
}

// recovered does what Recover promises for a panic that it stopped.
func recovered(ctx context.Context, err *error, op string, value any) {
	if aborts(value) {
		panic(value)
	}
	e := NewPanicError(ctx, op, value)
	hookOf(ctx).Panic(ctx, e)
	if err == nil {
		panic(value)
	}
	*err = e
}

// aborts is isAbort for a value whose methods Is and Unwrap may panic.
func aborts(value any) (abort bool) {
	if _, ok := value.(error); !ok {
		return false
	}
	defer func() {
		if recover() != nil {
			abort = false
		}
	}()
	return isAbort(value)
}

// Try calls fn and returns its error, or a [*PanicError] if it panics. See
// [Recover]. If fn ends its goroutine with runtime.Goexit (as t.FailNow does), the
// goroutine ends and Try does not return.
func Try(op string, fn func() error) (err error) {
	defer Recover(&err, op)
	return fn()
}

// Do is [Try] for a function with a result. If fn panics the result is the zero value.
func Do[T any](op string, fn func() (T, error)) (result T, err error) {
	defer Recover(&err, op)
	return fn()
}
