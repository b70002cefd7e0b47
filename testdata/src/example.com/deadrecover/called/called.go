// Package called recovers where no defer statement runs the function.
package called

import "errors"

var errFailed = errors.New("failed")

func protect() {
	recover() // want `^recover has no effect: protect is called, no defer statement runs it$`
}

func Parse(parts []string) string {
	protect()
	return parts[0]
}

// The author took recover for a catch block.
func Try(parts []string) (err error) {
	_ = parts[0]
	if r := failed(); r != nil {
		return errFailed
	}
	return nil
}

func failed() any {
	return recover() // want `^recover has no effect: failed is called, no defer statement runs it$`
}

func Immediately(parts []string) string {
	func() {
		_ = recover() // want `^recover has no effect: the function literal is called, no defer statement runs it$`
	}()
	return parts[0]
}

func Variable(parts []string) string {
	handle := func() any {
		return recover() // want `the function literal is called, no defer statement runs it`
	}
	handle()
	return parts[0]
}

// Two functions call each other, and no defer statement begins it.
func Round(n int) { ping(n) }

func ping(n int) {
	recover() // want `ping is called, no defer statement runs it`
	if n > 0 {
		pong(n - 1)
	}
}

func pong(n int) {
	if n > 0 {
		ping(n - 1)
	}
}

type server struct{ parts []string }

func (s *server) catch() {
	if r := recover(); r != nil { // want `catch is called, no defer statement runs it`
		s.parts = nil
	}
}

func (s *server) serve() string {
	s.catch()
	return s.parts[0]
}

func Serve(parts []string) string { return (&server{parts}).serve() }

// The iterator's function is called by the loop, not deferred.
func Each(parts []string) int {
	n := 0
	for range func(yield func() bool) {
		recover() // want `the function literal is called, no defer statement runs it`
		yield()
	} {
		n++
	}
	return n
}
