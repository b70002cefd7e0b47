// Package deadrecover defines the rule deadrecover.
//
// # Analyzer deadrecover
//
// deadrecover: report recover calls that can never stop a panic
//
// A recover stops a panic only when it is called directly by a function that
// a defer statement runs (https://go.dev/ref/spec#Handling_panics). One call
// deeper, one goroutine aside, or outside any deferred function it returns
// nil, and the panic goes on. Nothing else tells: it compiles, and go vet is
// silent.
//
// WRONG
//
//	defer recover() // recover must be called by the deferred function, not be it
//
//	defer func() {
//		logPanic() // calls recover one call too deep
//	}()
//
// RIGHT
//
//	defer func() {
//		if r := recover(); r != nil {
//			log.Printf("panic: %v", r)
//		}
//	}()
//
//	defer logPanic()
//
// # Categories
//
// All are errors.
//
//   - outside: no defer statement runs the function that calls recover
//   - nested: recover is called by a helper or closure of the deferred function
//   - goroutine: recover runs on another goroutine than the panic
//   - deferred-builtin: defer recover(), or defer f(recover()), in the function that panics
//   - returned: defer guard(), where guard, or what a variable or an interface holds, only returns the function that recovers, or guard("a"), which returns what returns it
//   - rangefunc: recover in the body of a range-over-func loop, which is a function of its own (https://go.dev/issue/71685: this may change)
//
// A function that recovers when it is deferred, in this package or in another
// one, is also reported where it is called plainly by a deferred function, or
// called anywhere if recovering is all it does: also where its result is used,
// which is always the same then (but not in tests). One of another module that does
// more, and one that is given what it would recover, may be called for that.
//
// # Silences
//
// The rule is silent where something that it does not see may defer the
// function: it is exported, stored in an exported variable or field, passed
// to code that may keep it, or a method of a value that others hold as an
// interface. (An exported function is reported where no defer statement is
// meant to run it: it recovers in a loop that waits, or first, and then works
// for a result, which a defer statement would drop.) It does not follow reflection. A function that is deferred in
// one place and called in another to do other work as well is taken to be
// meant so.
//
// # Suppression
//
//	//nolint:deadrecover // reason
//	//lint:ignore deadrecover reason
package deadrecover
