// Package lib runs functions for other packages.
package lib

import "example.com/deadrecover/passed/lib/deep"

// Call calls f.
func Call(f func()) { f() }

// Start starts f.
func Start(f func()) { go f() }

// Indirect calls f, by way of another package.
func Indirect(f func()) { deep.Call(func() { Call(f) }) }

// Defer defers f around work.
func Defer(f, work func()) {
	defer f()
	work()
}

// With calls f with v.
func With[T any](v T, f func(T)) { f(v) }

// Runner runs functions.
type Runner struct{}

// Run calls f.
func (*Runner) Run(f func()) { Call(f) }

// All calls each function.
func All(fs ...func()) {
	for _, f := range fs {
		f()
	}
}
