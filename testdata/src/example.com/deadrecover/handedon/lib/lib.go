// Package lib runs functions for other packages.
package lib

// Protect defers guard around f.
func Protect(guard, f func()) {
	defer guard()
	f()
}

var kept []func()

// Keep keeps f for later.
func Keep(f func()) { kept = append(kept, f) }

// Later gives f back.
func Later(f func()) func() { return f }

// Run runs what was kept.
func Run(work func()) {
	for _, f := range kept {
		defer f()
	}
	work()
}
