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
// worker pools, message consumers, handlers of DNS, SSH and fasthttp servers, collectors of
// Prometheus before v1.24, handlers of client-go's informers, methods that net/rpc serves, and functions of your own that do so,
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
//   - opaque (warning): a call, in what is started itself, of a function that users of the package set, or an instruction that panics for some results of a call, or for some arguments that anybody may pass, and no guard
//   - assumed (note): an instruction that panics unless callers, or the state of an object, see to it that it does not, a call of a callback, or of a hook by way of other functions, and no guard
//   - foreign (note): calls of other modules, or of interfaces behind which we do not see, and no guard
//   - misuse (warning): package safe is used so that what it catches is lost: the error of Group.Wait is dropped, a breaker is made for each call
//
// These instructions count: a panic statement, an unchecked type assertion (of any part of a list
// or map, where another part is asserted with ok, too),
// also of an object that may be a cache.DeletedFinalStateUnknown, an
// index or slice bound that nobody compared with a length, or only with one
// that is too short, or so that the index may be the length, the next element
// where a loop measured this one, a write to a map that nobody made, a division
// by a value that may be zero, by a quotient of which nobody asked which part is larger, or, for a
// percentage, by a total that nobody looked at, a send on or close of a closed channel, also by
// each round of a loop, or for each message of a kind that a loop receives, or by two calls of a method that closes it, or of a channel in a field or a shared
// variable that a function on another goroutine closes without waiting for the sender (a signal to
// stop, or a flag that is read without the lock, does not make it wait), or of one that the function which started the goroutine
// closes on a path on which it has received nothing, or of the channel of a Collect that has not waited for
// the goroutine, a second Done of a WaitGroup, a
// call of a hook that users of the package set, a Must function on run-time
// input, a number or length on which a function of std panics (time.NewTicker(0), rand.Intn(0), also
// of a field that users may leave out, or of half of such a number, where the package asks nothing,
// strings.Repeat of what is left of a width, ed25519.Verify with a short key, binary.BigEndian.Uint32
// of a short packet), a value of a request's header or form that may not be
// there (r.Header["X-User"][0]), a part of a message that is cut at a length which the
// message itself tells, and which is compared with constants only, or has a sign and is only
// capped, or is that of the whole, from which a header is taken off without a look, a method of the zero reflect.Value, gorilla/websocket's Conn.ReadMessage in a loop that goes on
// after an error. A dereference counts
// where there is a sign that the pointer may be nil, here or in a function that
// is given it: the error or bool beside it was not looked at, or only afterwards, or
// its branch does not leave, or it is used in that branch, or on another way on which
// the error is there; it is compared with nil, but only afterwards; a function that may find nothing returned it, and
// other callers look; a map may not have the key; nothing in the package sets
// the variable or unexported field; a method named for the end (Close), or one that runs on another goroutine
// (reconnect), sets the field to nil without waiting, and others look; JSON was decoded into it, and
// nobody looked whether it was there (nor, in what a client sends, whether it is
// null); it is one of the pointers of a Telegram update, of which one is set, or a field that its
// library leaves nil in some of what it gives, by the comment of the field, and nobody on the way asks
// (discordgo, the Kubernetes API, go-github; the table is known.Optional). A map that
// JSON was decoded into is nil where that was null, and one that a function gives without an error where
// it has found nothing. What is received without a look from a channel that a library (messages
// of sarama, requests of SSH, keep-alives of etcd), or somebody else in the package, closes is nil then,
// and so may be what comes to a callback beside an error that it does not read. What conc.WaitGroup.Go is given counts where its Wait is called.
//
// Where the instruction panics for some arguments of its function only, each
// call on the way is asked whether it passes one of them.
//
// # Silences
//
// The rule is silent where the function is guarded: by a deferred function that
// recovers, its own or of any package, by one that is returned or held in a
// variable, or by the function that starts it; a guard that is installed on
// some paths only counts, and one that always panics again, be it but for
// http.ErrAbortHandler, does not, nor, for runtime errors, one that asserts that
// the panic is of one type (r.(string)); or by the library, where the package
// mentions cron.Recover or gocron.SetPanicHandler. It is
// silent where a variable, field or interface holds the function only until it is
// wrapped in a guard (f = recovered(f)), and where nothing in the body is seen to panic, where the function that is
// started is not known (a field, an interface; see -unknown), and in tests and
// in files and packages for tests (those that import testing or are named for
// it, as httptest is; see -tests).
//
// These are no reason to report: a panic that is said to be unreachable, by its
// message or by a comment beside it, or that stands on the way to the end of the
// process; an error that a function never returns, or of what is computed from constants and arrays; an index into
// what a function returned, if it returns that much in every case but errors; a
// plain dereference with no sign that the pointer may be nil. Of several starts
// that lead to one instruction by four calls, or by three to one of another
// package or where one function is given them all, as the handlers of a server
// are, the first is reported.
//
// What the author takes for granted is a note (category assumed):
//
//   - a panic with a text of its own behind a condition on parameters, variables or fields, one in a function that is named for it (fatal), one in a logger, which has no other way to say that it cannot write, and one in a folder for examples or benchmarks
//   - a panic of which the comment of its function says when it comes («panics if»), one that is all that a handler of errors does, one for any other error than that of a context that has ended, one in what a finalizer runs, one of a function must… that repeats a check whose error others hand on, one of a method after another method of the same receiver was asked, and one in a program (package main, or a folder cmd) whose server does not start, or where something does not close
//   - two calls away, or more, a panic for an error: in words of its own, panic(fmt.Errorf("cannot save the term: %w", err)), or in a package that is no program
//   - a panic with a variable, ErrDone, behind a field that says what was done before
//   - a panic statement of a large package that has many of them behind conditions, in many files: its authors mean them
//   - a call of a hook that may be left out: if o.OnDown != nil { o.OnDown() }
//   - an assertion of what no decoder, error, library or caller gave, but the program itself put into a field, a channel or a result: it knows the type
//   - what is cut from the keys of a map, from elements that the function was given, or from what was just written, where a length was looked at
//   - Must functions that encode what the program itself has made
//   - what the starter has come through itself, with the same values, before it starts the goroutine
//   - Must(f()), where f is given no text or bytes: its author says that it does not fail
//   - what a method gives only where a field of its receiver is not nil
//   - a panic about the type of what was passed, by package reflect, or about what the program could not encode
//   - what was decoded from a file or a queue, which belong to the program, or of a value of which another field was looked at before
//   - a regular expression out of the configuration
//
// A text that is put together of constants, numbers and quoted parts (regexp.QuoteMeta,
// url.PathEscape, hex), or made of one that has parsed, is taken to parse. The handlers of grpc.NewServer are bare where
// no interceptor is installed, or only such as call the handler without a guard and such of
// libraries that log, count or trace; of other interceptors nothing is known.
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
