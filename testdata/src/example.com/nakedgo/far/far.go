// Package far starts several goroutines that lead, by many calls, to one
// instruction: the reader is told of it once. The rule reported each start.
package far

func first(parts []string) {
	go func() { // want `index out of range at far.go:\d+, reached by handle → … → third`
		handle(parts)
	}()
}

func second(parts []string) {
	go func() {
		handle(parts)
	}()
}

func handle(parts []string) { step(parts) }

func step(parts []string) { next(parts) }

func next(parts []string) { third(nil) }

func third(parts []string) { println(parts[2]) }

// Near starts are reported each.
func near() {
	go third(nil) // want `index out of range at far.go:\d+, reached by third`
	go third(nil) // want `index out of range at far.go:\d+, reached by third`
}
