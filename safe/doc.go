// Package safe is the runtime of what recoverlint and gen-safe ask for: nothing
// that goes wrong in an operation goes wrong silently. It is small, depends on the
// standard library alone, writes nothing and starts nothing unless asked.
//
// The contract:
//
//   - A panic becomes a [*PanicError]: one line of text, the stack on request (%+v,
//     slog), errors.Is(err, [ErrPanic]). See [Recover], [Try], [Do].
//   - A panic that no error can report goes on, after the [Hook] heard of it. In a
//     goroutine of [Go], [AfterFunc] or [Group] it does not end the program.
//     [Once] reports it at every later call.
//   - http.ErrAbortHandler goes on as itself, and runtime.Goexit is neither a
//     success nor a panic ([ErrGoexit]).
//   - An operation ends with its budget or its caller's deadline, whichever is
//     earlier, and the [*DeadlineError] says which it was. A stream that it returned
//     lives on until it is closed or drained. See [Deadline], [KeepReader].
//   - A [Breaker] stops calls to what is down. No panic, Goexit, hang or
//     cancellation takes one of its slots away.
//   - An answer from a cache or a fallback says so. See [Fallback].
//   - What happened is told to a [Hook]: [SlogHook] logs it; [Reporter] groups
//     panics by [Fingerprint], reports the first of a kind at once and counts the
//     rest; [BlackBox] keeps what the process did. What nobody heard is counted
//     ([Unheard]).
//
// A program sets its hook first, and then uses the parts that it needs:
//
//	func main() {
//		safe.SetHook(safe.SlogHook{})
//		safe.Go(ctx, "cache.Refresh", cache.Refresh)
//		http.ListenAndServe(addr, safe.Handler(mux, safe.HandlerOptions{}))
//	}
//
//	func (s *Users) Get(ctx context.Context, id int) (user User, err error) {
//		defer safe.RecoverContext(ctx, &err, "users.Get")
//
// [Op] puts guard, deadline and breaker around one operation; gen-safe writes the
// code that uses it.
//
// No recover stops a stack overflow, concurrent map writes, running out of memory or
// a fault in C: the process ends, and [StartCrashMonitor] lets another one report it.
// os.Exit runs no deferred function. A goroutine that a guarded function starts
// with a plain go statement is not guarded.
package safe
