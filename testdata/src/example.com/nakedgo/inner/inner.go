// Package inner guards a goroutine that starts another.
package inner

import "strings"

func second(line string) string { return strings.Split(line, ",")[1] }

// Whoever reads the outer statement sees a guard, and takes all for guarded.
func Literal(line string) {
	go func() { // want `^panic guard does not reach the goroutine that is started in turn \(index out of range at inner.go:6, reached by second\)$`
		defer func() { recover() }()
		go func() { // want `^goroutine has no panic guard \(index out of range at inner.go:6, reached by second\)$`
			println(second(line))
		}()
	}()
}

func serve(line string) {
	defer func() { recover() }()
	go println(second(line))
	go show(line) // want `^goroutine has no panic guard`
}

func show(line string) { println(second(line)) }

func Named(line string) {
	go serve(line) // want `^panic guard does not reach the goroutine that is started in turn`
}

func Both(line string) {
	go func() {
		defer func() { recover() }()
		go func() {
			defer func() { recover() }()
			println(second(line))
		}()
	}()
}
