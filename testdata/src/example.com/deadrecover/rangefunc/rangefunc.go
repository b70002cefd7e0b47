// Package rangefunc recovers in the bodies of range-over-func loops.
package rangefunc

import (
	"iter"
	"log"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func Body(parts []string) string {
	defer func() {
		for range count(1) {
			recover() // want `^recover has no effect: the body of a range-over-func loop is a function of its own$`
		}
	}()
	return parts[0]
}

func Nested(parts []string) string {
	defer func() {
		for range count(1) {
			for range slices.Values(parts) {
				if r := recover(); r != nil { // want `the body of a range-over-func loop is a function of its own`
					log.Println(r)
				}
			}
		}
	}()
	return parts[0]
}

// The deferred function belongs to the function around the loop.
func Postponed(parts []string) string {
	defer func() {
		for range count(1) {
			defer recover()
		}
	}()
	return parts[0]
}

func Installed(parts []string) (n int) {
	for range count(1) {
		defer func() {
			if r := recover(); r != nil {
				n = -1
			}
		}()
	}
	return len(parts[0])
}

// Loops of other kinds are no functions.
func Plain(parts []string, ch chan int) string {
	defer func() {
		for range 1 {
			recover()
		}
	}()
	defer func() {
		for range parts {
			recover()
		}
	}()
	defer func() {
		for range ch {
			recover()
		}
	}()
	return parts[0]
}
