// Package work is a dependency: what it does with functions is told, and that
// it panics is not.
package work

import "errors"

func Guard() { // want Guard:`^recovers; pure$`
	_ = recover()
}

func Start(f func()) { go f() } // want Start:`^0 starts$`

func New() func() { // want New:`^returns .recovers; pure.$`
	return func() { _ = recover() }
}

func Load(name string) error {
	if name == "" {
		return errors.New("no name")
	}
	panic(name)
}

func Count() int { return 1 }
