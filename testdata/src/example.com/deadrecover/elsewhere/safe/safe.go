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
