// Package nakedgo defines the rule nakedgo.
//
// # Analyzer nakedgo
//
// nakedgo: report work on another goroutine where nothing stops a panic
//
// A panic that no deferred function of its own goroutine recovers ends the
// process, whatever guards the goroutine that started it. That holds for go
// statements and for every function that runs its argument on a goroutine:
// errgroup, sync.WaitGroup.Go, time.AfterFunc, context.AfterFunc, cron jobs,
// worker pools, message consumers, and functions of your own that do so,
// which the rule finds by itself, in any package.
//
// A finding names the instruction that can panic and the calls that lead to
// it.
//
// WRONG
//
//	go func() {
//		handle(parts[1]) // index out of range ends the process
//	}()
//
// RIGHT
//
//	go func() {
//		defer func() {
//			if r := recover(); r != nil {
//				log.Printf("panic: %v\n%s", r, debug.Stack())
//			}
//		}()
//		handle(parts[1])
//	}()
//
// # Categories
//
//   - unguarded (error): an instruction that can panic, and no guard
//   - late (error): the guard is installed after the instruction that can panic
//   - shared (error): singleflight.Group.Do raises a panic again where no caller can recover it
//   - inner (warning): the function is guarded, but starts a goroutine that is not
//   - argument (warning): an argument of the go statement can panic; it is evaluated in the calling goroutine, outside the guard
//   - opaque (warning): a call of an interface or function value whose code is not seen, or an instruction that callers may have made safe, and no guard
//   - foreign (note): calls of other modules only, and no guard
//
// These instructions count: a panic statement, an unchecked type assertion, an
// index or slice bound that nobody compared with a length, a write to a nil
// map, a division by a value that may be zero, a send on or close of a closed
// channel, a dereference of a result whose error was not looked at, a call of
// a callback (in doubt where an exported function is given it), a Must function
// on run-time input.
//
// # Silences
//
// The rule is silent where the function is guarded: by a deferred function
// that recovers, its own or of any package, by one that is returned or held
// in a variable, or by the function that starts it; a guard that is installed
// on some paths only counts. It is silent where nothing in the body is seen
// to panic, where the function that is started is not known (a field, an
// interface; see -unknown), in tests (see -tests), and for a panic whose
// message says that it is unreachable. A plain dereference with no sign that
// the pointer may be nil is no reason to report. A guard that always panics
// again is none.
//
// # Flags
//
//   - nakedgo.starters: functions that run an argument on a goroutine: import/path.Func:0,import/path.Type.Method:1
//   - nakedgo.guards: functions that recover when deferred: import/path.Func
//   - nakedgo.level: error reports only what has a concrete witness
//   - nakedgo.fix: the function that the fix defers, instead of a literal that logs the panic: import/path.Func
//   - nakedgo.unknown: report also what is started but not known
//   - nakedgo.tests: report in tests too
//
// # Suppression
//
//	//nolint:nakedgo // reason
//	//lint:ignore nakedgo reason
package nakedgo
