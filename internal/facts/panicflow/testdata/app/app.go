// want package:`traced`

// Package app is the user's own, and calls a dependency.
package app

import "example.org/dep/work"

func Start(f func()) { work.Start(f) } // want Start:`^0 starts$`

func Guarded(parts []string) string {
	defer work.Guard()
	return parts[1]
}

func Unguarded(parts []string) string { // want Unguarded:`^asks: index out of range at example.org/app/app.go:16$`
	return parts[1]
}

// The panics of a dependency are not looked for.
func Foreign() error { // want Foreign:`^panics: call of work.Load at example.org/app/app.go:21$`
	return work.Load("a")
}

func Quiet() int { return work.Count() }
