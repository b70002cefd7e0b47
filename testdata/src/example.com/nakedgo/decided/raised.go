package decided

import "errors"

type caughtPanic struct{ value any }

func (caughtPanic) Error() string { return "panic" }

func result(err error) {
	var caught caughtPanic
	if errors.As(err, &caught) {
		panic(caught.value)
	}
}

func made(text string) {
	panic(caughtPanic{text})
}

func raise(err error) {
	go result(err) // want `explicit panic\(caught.value\)`
	go made("x")   // want `explicit panic\(caughtPanic`
}
