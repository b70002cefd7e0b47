// Package guarded starts functions that stop their panics, in every way.
package guarded

import (
	"fmt"
	"log"
	"net/http"
	"runtime"
	"slices"
	"strings"

	"example.com/nakedgo/guarded/safe"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func Literal(line string) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		println(second(line))
	}()
}

func catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func Named(line string) {
	go func() {
		defer catch()
		println(second(line))
	}()
}

func work(line string) {
	defer catch()
	println(second(line))
}

func Declared(line string) { go work(line) }

func Elsewhere(line string) {
	go func() {
		defer safe.Recover()
		println(second(line))
	}()
}

func Kept(line string) {
	guard := safe.Guard("work")
	go func() {
		defer guard()
		println(second(line))
	}()
}

type worker struct{ guard func() }

func newWorker() *worker { return &worker{guard: safe.Guard("work")} }

func (w *worker) start(line string) {
	go func() {
		defer w.guard()
		println(second(line))
	}()
}

func Made(line string) {
	go func() {
		defer safe.Guard("work")()
		println(second(line))
	}()
}

func OwnMade(line string) {
	go func() {
		defer guard("work")()
		println(second(line))
	}()
}

func guard(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

func Variable(line string) {
	stop := func() { recover() }
	go func() {
		defer stop()
		println(second(line))
	}()
}

type server struct{ name string }

func (s *server) catch() {
	if r := recover(); r != nil {
		log.Println(s.name, r)
	}
}

func (s *server) Start(line string) {
	go func() {
		defer s.catch()
		println(second(line))
	}()
}

type daemon struct{ *wrapped }

type wrapped struct{ server }

// Promoted through two levels.
func Promoted(d daemon, line string) {
	go func() {
		defer d.catch()
		println(second(line))
	}()
}

func BoundMethod(s *server, line string) {
	stop := s.catch
	go func() {
		defer stop()
		println(second(line))
	}()
}

func MethodExpression(s *server, line string) {
	go func() {
		defer (*server).catch(s)
		println(second(line))
	}()
}

type catcher interface{ catch() }

func Interface(line string) {
	var c catcher = &server{"a"}
	go func() {
		defer c.catch()
		println(second(line))
	}()
}

func Postponed(line string) {
	go func() {
		defer func() { defer recover() }()
		println(second(line))
	}()
}

// The starter guards what it is given.
func start(f func()) {
	go func() {
		defer catch()
		f()
	}()
}

func Started(line string) {
	start(func() { println(second(line)) })
}

func StartedElsewhere(line string) {
	safe.Go(func() { println(second(line)) })
	safe.GoWith(line, func(s string) { println(second(s)) })
}

// The wrapper guards what it is given.
func protect(f func()) func() {
	return func() {
		defer catch()
		f()
	}
}

func Wrapped(line string) {
	go protect(func() { println(second(line)) })()
	go safe.Protect(func() { println(second(line)) })()
}

func Inline(line string) {
	go func() {
		safe.Do(func() { println(second(line)) })
	}()
}

// The callee stops its own panics.
func Callee(line string) {
	go func() {
		work(line)
		fmt.Println("done")
	}()
}

// One guard for each round.
func Loop(lines chan string) {
	go func() {
		for line := range lines {
			func() {
				defer catch()
				println(second(line))
			}()
		}
	}()
}

// A defer statement in the body of a range-over-func loop belongs to the
// function around it.
func RangeFunc(lines []string) {
	go func() {
		for line := range slices.Values(lines) {
			defer catch()
			println(second(line))
		}
	}()
}

func RangeFuncAround(lines []string) {
	go func() {
		defer catch()
		for line := range slices.Values(lines) {
			println(second(line))
		}
	}()
}

// On some paths only: its author thought of it.
func Sometimes(line string, careful bool) {
	go func() {
		if careful {
			defer catch()
		}
		println(second(line))
	}()
}

// runtime.Goexit in a deferred function ends the goroutine, not the process.
func Goexit(line string) {
	go func() {
		defer runtime.Goexit()
		println(second(line))
	}()
}

// A switch on what was recovered may let some panics pass.
func Filtered(line string) {
	go func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case runtime.Error:
				log.Println(r)
			default:
				panic(r)
			}
		}()
		println(second(line))
	}()
}

// It recovers, tells and ends the process on purpose.
func Reported(line string) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Fatal(r)
			}
		}()
		println(second(line))
	}()
}

func Generic(line string) {
	go func() {
		defer safe.Typed[error]()
		println(second(line))
	}()
}

func Jump(line string) {
	go func() {
		i := 0
	again:
		defer catch()
		println(second(line))
		if i++; i < 3 {
			goto again
		}
	}()
}

// FilteredByHelper panics again for one value only, in a helper.
func FilteredByHelper(line string) {
	go func() {
		defer func() {
			if v := recover(); v != nil {
				raiseAbort(v)
			}
		}()
		println(strings.Split(line, ",")[1])
	}()
}

func raiseAbort(v any) {
	if v == http.ErrAbortHandler {
		panic(v)
	}
	println("recovered")
}
