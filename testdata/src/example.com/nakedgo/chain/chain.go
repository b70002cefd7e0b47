// Package chain panics some calls away from the goroutine.
package chain

import "strings"

func Literal(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at chain.go:26, reached by handle → parse\)$`
		handle(line)
	}()
}

func Named(line string) {
	go handle(line) // want `^goroutine has no panic guard \(index out of range at chain.go:26, reached by handle → parse\)$`
}

func Longer(line string) {
	go first(line) // want `^goroutine has no panic guard \(index out of range at chain.go:26, reached by first → … → parse\)$`
}

func first(line string)  { second(line) }
func second(line string) { handle(line) }
func handle(line string) { println(parse(line)) }

func parse(line string) string {
	parts := strings.Split(line, ",")
	return parts[1]
}

type server struct{ lines chan string }

func (s *server) loop() {
	for line := range s.lines {
		s.serve(line)
	}
}

func (s *server) serve(line string) { println(parse(line)) }

func (s *server) Start() {
	go s.loop() // want `reached by server.loop → … → parse\)`
}

func Expression(s *server) {
	go (*server).loop(s) // want `reached by server.loop → … → parse\)`
}

func Bound(s *server) {
	loop := s.loop
	go loop() // want `reached by server.loop → … → parse\)`
}

type daemon struct{ *worker }

type worker struct{ server }

// Promoted through two levels.
func Promoted(d daemon) {
	go d.loop() // want `reached by server.loop → … → parse\)`
}

type looper interface{ loop() }

func Interface() {
	var l looper = &server{make(chan string)}
	go l.loop() // want `reached by server.loop → … → parse\)`
}

func BoundInterface() {
	var l looper = &server{make(chan string)}
	loop := l.loop
	go loop() // want `reached by server.loop → … → parse\)`
}

func InterfaceExpression() {
	go looper.loop(&server{make(chan string)}) // want `reached by server.loop → … → parse\)`
}

// Recursion has an end.
func Recursive(line string) {
	go descend(line, 3) // want `index out of range at chain.go:26, reached by descend → parse\)`
}

func descend(line string, n int) {
	if n > 0 {
		descend(line, n-1)
		return
	}
	println(parse(line))
}

// The deferred function panics when all else is done.
func Deferred(line string) {
	go func() { // want `index out of range at chain.go:26, reached by handle → parse\)`
		defer handle(line)
		println(line)
	}()
}

func Immediate(line string) {
	go func() { // want `index out of range at chain.go:26, reached by parse\)`
		func() {
			println(parse(line))
		}()
	}()
}
