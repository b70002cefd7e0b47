// Package again has guards that report a panic and panic again.
package again

import "log"

// Monitor does nothing without a panic.
func Monitor(name string) {
	if v := recover(); v != nil {
		log.Print(name, ": ", v)
		panic(v)
	}
}

// Count counts, with or without a panic.
func Count(n *int) {
	*n++
	if v := recover(); v != nil {
		panic(v)
	}
}

// Release counts what came to its end.
func Release(n *int) {
	v := recover()
	if v == nil {
		*n++
		return
	}
	panic(v)
}

type Env struct {
	name   string
	n      int
	closes []func()
}

// Close is for a defer statement of others.
func (e *Env) Close() {
	Monitor(e.name) // want `Monitor recovers only when it is deferred: this call has no effect on a panic`
	Count(&e.n)
	Release(&e.n)
	for _, f := range e.closes {
		f()
	}
}

func Run(e *Env) {
	defer Monitor(e.name)
	defer Count(&e.n)
	defer Release(&e.n)
	for _, f := range e.closes {
		f()
	}
}
