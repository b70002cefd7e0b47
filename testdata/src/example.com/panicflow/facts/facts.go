// want package:`traced`

// Package facts has functions whose summaries other packages need.
package facts

import "log"

func Guard() { // want Guard:`^recovers; pure$`
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func Again() { // want Again:`^recovers; repanics; pure$`
	if r := recover(); r != nil {
		panic(r)
	}
}

func Deep() { Guard() }

func New() func() { // want New:`^returns .recovers; pure.$`
	return func() { _ = recover() }
}

func Run(f func()) { // want Run:`^0 calls$`
	f()
}

func Keep(f func()) { kept = f }

var kept func()

func Second(parts []string) string { // want Second:`^asks: index out of range at example.com/panicflow/facts/facts.go:35$`
	return parts[1]
}

func First(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return parts[0]
}

func Guarded(parts []string) string {
	defer Guard()
	return parts[1]
}

// Says gives what it recovered, or nothing.
func Says() error { // want Says:`^recovers; pure; same$`
	if err, ok := recover().(error); ok {
		return err
	}
	return nil
}
