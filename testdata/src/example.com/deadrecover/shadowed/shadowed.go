// Package shadowed calls functions that are not the builtin recover.
package shadowed

import "errors"

var errBroken = errors.New("broken")

func Variable() error {
	recover := func() error { return errBroken }
	return recover()
}

func Parameter(recover func() any) any {
	defer recover()
	return recover()
}

type source struct{}

func (source) recover() any { return nil }

func Method(s source) any {
	defer s.recover()
	return s.recover()
}

type scope struct{}

func (scope) recover(int) {}

func Closure() {
	var s scope
	recover := s.recover
	go recover(1)
	func() { recover(2) }()
}
