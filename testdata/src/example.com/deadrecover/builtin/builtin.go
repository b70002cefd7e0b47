// Package builtin defers recover, or a call that is given its result, in the
// function that panics.
package builtin

import (
	"fmt"
	"log"
	"os"
)

func Alone(parts []string) string {
	defer recover() // want `^recover has no effect: a defer statement must run the function that calls recover, not recover itself$`
	return parts[0]
}

func Parenthesised(parts []string) string {
	defer (recover)() // want `not recover itself`
	return parts[0]
}

func Logged(parts []string) string {
	defer log.Println(recover()) // want `^recover has no effect: the arguments of a deferred call are evaluated by the defer statement, before any panic$`
	return parts[0]
}

func Formatted(parts []string) string {
	defer fmt.Fprintf(os.Stderr, "panic: %v", recover()) // want `the arguments of a deferred call are evaluated by the defer statement`
	return parts[0]
}

func Literal(parts []string) string {
	defer func(v any) { log.Println(v) }(recover()) // want `the arguments of a deferred call are evaluated by the defer statement`
	return parts[0]
}

type event struct{ value any }

func (e event) send() { log.Println(e.value) }

func Receiver(parts []string) string {
	defer event{recover()}.send() // want `the arguments of a deferred call are evaluated by the defer statement`
	return parts[0]
}

func Panicked(parts []string) string {
	defer panic(recover()) // want `the arguments of a deferred call`
	return parts[0]
}

func Goroutine(parts []string) {
	go func() {
		defer recover() // want `not recover itself`
		_ = parts[0]
	}()
}

func Loop(parts []string) (n int) {
	for _, part := range parts {
		defer recover() // want `not recover itself`
		n += int(part[0])
	}
	return n
}

func Branch(parts []string, careful bool) string {
	if careful {
		defer recover() // want `not recover itself`
	}
	return parts[0]
}
