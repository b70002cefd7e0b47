// Package exported recovers in functions that other packages may defer.
package exported

import "log"

// Catch is to be deferred.
func Catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Guard is to be deferred.
type Guard struct{}

// Catch is to be deferred.
func (*Guard) Catch() { recover() }

type hidden struct{}

// Stop is to be deferred, by those who were given a hidden.
func (hidden) Stop() { recover() }

// New gives a hidden.
func New() hidden { return hidden{} }

// Handler may be deferred.
var Handler = func() { recover() }

// Handlers may be deferred.
var Handlers = map[string]func(){"quiet": func() { recover() }}

// Options have a field that others read.
type Options struct{ Guard func() }

// Default gives options with a guard.
func Default() Options { return Options{Guard: func() { recover() }} }

// Make gives a guard.
func Make() func() { return func() { recover() } }

// Register keeps the hook that others will be given.
func Register() { hooks = append(hooks, func() { recover() }) }

var hooks []func()

// Hooks gives what was registered.
func Hooks() []func() { return hooks }

// Send sends a guard to somebody.
func Send(ch chan<- func()) { ch <- func() { recover() } }
