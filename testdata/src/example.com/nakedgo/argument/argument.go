// Package argument evaluates arguments of go statements, which happens in the
// calling goroutine.
package argument

import "errors"

var errEmpty = errors.New("empty")

func must(line string) string {
	if line == "" {
		panic(errEmpty)
	}
	return line
}

func check(lines []string) int {
	for _, line := range lines {
		if line == "" {
			panic(errEmpty)
		}
	}
	return len(lines)
}

func work(n int) {
	defer func() { recover() }()
	println(n)
}

func Panics(lines []string) {
	go work(check(lines)) // want `^argument of the go statement panics in the calling goroutine \(explicit panic\(errEmpty\) at argument.go:19, reached by check\)$`
}

func Guarded(lines []string) {
	defer func() { recover() }()
	go work(check(lines))
}

func Literal(lines []string) {
	go func(n int) { // want `^argument of the go statement panics in the calling goroutine`
		defer func() { recover() }()
		println(n)
	}(check(lines))
}

func Quiet(lines []string) { go work(len(lines)) }

// This is a statement before it.
func Before(lines []string) {
	n := check(lines)
	go work(n)
}
