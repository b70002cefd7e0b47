// Package safe means to hold guards.
package safe

import "log"

// Broken recovers one call too deep.
func Broken() { handle() }

func handle() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Guard gives a function to defer.
func Guard() func() { return func() { recover() } }

// Repanic tells, and panics again.
func Repanic() {
	if r := recover(); r != nil {
		log.Println(r)
		panic(r)
	}
}

// Go starts f under a guard that does not hold.
func Go(f func()) {
	go func() { // want `^goroutine has no panic guard \(call of the callback f at safe.go:30\)$`
		defer func() { handle() }()
		f()
	}()
}
