// Package safe holds guards and starters that install them.
package safe

import "log"

// Recover is to be deferred.
func Recover() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Guard gives a function to defer.
func Guard(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

// Go starts f under a guard.
func Go(f func()) {
	go Do(f)
}

// GoWith starts f with v under a guard.
func GoWith[T any](v T, f func(T)) {
	Go(func() { f(v) })
}

// Do calls f under a guard.
func Do(f func()) {
	defer Recover()
	f()
}

// Protect gives f under a guard.
func Protect(f func()) func() {
	return func() { Do(f) }
}

// Typed is to be deferred.
func Typed[T any]() {
	if v, ok := recover().(T); ok {
		log.Println(v)
	}
}
