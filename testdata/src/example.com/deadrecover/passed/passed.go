// Package passed hands recovering functions to other packages, which do not
// defer them.
package passed

import (
	"sync"

	"example.com/deadrecover/passed/lib"
)

func Called(parts []string) string {
	lib.Call(func() { recover() }) // want `^recover has no effect: the function literal is called, no defer statement runs it$`
	return parts[0]
}

func InDeferred(parts []string) string {
	defer lib.Call(func() { recover() }) // want `^recover has no effect: the function literal is called by a deferred function, it is not the deferred function$`
	return parts[0]
}

func Started(parts []string) string {
	lib.Start(func() { recover() }) // want `^recover has no effect: the function literal runs on a goroutine of its own$`
	return parts[0]
}

// Through two packages, and a wrapper of each.
func Twice(parts []string) string {
	defer lib.Indirect(func() { recover() }) // want `the function literal is called by a deferred function`
	return parts[0]
}

func DeferredThere(parts []string) {
	lib.Defer(func() { recover() }, func() { _ = parts[0] })
}

func Map(parts []string) string {
	var m sync.Map
	defer m.Range(func(any, any) bool {
		recover() // want `the function literal is called by a deferred function`
		return true
	})
	return parts[0]
}

func halt() { recover() }

// Deferred by one function, called by another.
func Both(parts []string) {
	lib.Defer(halt, func() { _ = parts[0] })
	lib.Call(halt)
}

type guard struct{}

func (guard) catch() {
	recover() // want `^recover has no effect: catch is called by a deferred function`
}

func Bound(parts []string) string {
	var g guard
	defer lib.Call(g.catch)
	return parts[0]
}

func Generic(parts []string) string {
	defer lib.With(1, func(int) { recover() }) // want `the function literal is called by a deferred function`
	return parts[0]
}

func Method(parts []string) string {
	var r lib.Runner
	defer r.Run(func() { recover() }) // want `the function literal is called by a deferred function`
	return parts[0]
}

func Variadic(parts []string) string {
	defer lib.All(
		func() {},
		func() { recover() }, // want `the function literal is called by a deferred function`
	)
	return parts[0]
}
