// Package safe holds guards.
package safe

import (
	"fmt"
	"log"
)

// Recover is to be deferred.
func Recover() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Named is to be deferred.
func Named(name string) {
	if r := recover(); r != nil {
		log.Println(name, r)
	}
}

// To is to be deferred with the address of the error result.
func To(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// Guard is to be embedded.
type Guard struct{}

// Catch is to be deferred.
func (Guard) Catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Typed is to be deferred.
func Typed[T any]() {
	if r := recover(); r != nil {
		v, ok := r.(T)
		log.Println(v, ok)
	}
}

// Run defers guard around f.
func Run(f, guard func()) {
	defer guard()
	f()
}

// A Controller counts calls, as mocks do.
type Controller struct{ missing []string }

// Finish is called, or deferred: it looks for calls that are missing, and goes on with a
// panic.
func (c *Controller) Finish() { c.finish(false, recover()) }

func (c *Controller) finish(cleanup bool, panicked any) {
	c.check(cleanup)
	if panicked != nil {
		panic(panicked)
	}
}

func (c *Controller) check(cleanup bool) {
	if len(c.missing) > 0 && !cleanup {
		println(c.missing[0])
	}
}

// Report hands on what it recovers to a function that has nothing else to do.
func Report() { report("worker", recover()) }

func report(who string, value any) {
	if value == nil {
		return
	}
	println(who)
}
