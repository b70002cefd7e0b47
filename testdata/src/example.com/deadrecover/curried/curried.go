// Package curried defers functions that return the function that recovers.
package curried

import "log"

func guard(service string) func(op string) func() {
	return func(op string) func() {
		return func() {
			if r := recover(); r != nil {
				log.Print(service, op, r)
			}
		}
	}
}

func oneMissing(list []int) int {
	defer guard("shop")("first") // want `defer runs a function, which only returns the function that recovers`
	return list[0]
}

func twoMissing(list []int) int {
	defer guard("shop") // want `defer runs guard, which only returns the function that recovers`
	return list[0]
}

var factories = map[string]func() func(){
	"print": func() func() {
		return func() { log.Print(recover()) }
	},
}

func table(list []int) int {
	defer factories["print"]() // want `defer runs a function, which only returns the function that recovers`
	return list[0]
}

func literal(list []int) int {
	defer func() func() { // want `defer runs a function literal, which only returns the function that recovers`
		log.Print("enter")
		return func() { log.Print(recover()) }
	}()
	return list[0]
}

type policy interface{ Guard() func() }

type printing struct{}

func (printing) Guard() func() {
	return func() { log.Print(recover()) }
}

type service struct{ policy }

func (s service) first(list []int) int {
	defer s.Guard() // want `defer runs Guard, which only returns the function that recovers`
	return list[0]
}

func use(list []int) { service{printing{}}.first(list) }

// right calls what is returned.
func right(list []int) int {
	defer working("shop")("first")()
	return list[0]
}

func working(service string) func(op string) func() {
	return func(op string) func() {
		return func() { log.Print(service, op, recover()) }
	}
}

// tracer returns no guard.
func tracer() func() { return func() { log.Print("done") } }

func traced() {
	trace := tracer
	defer trace()
}

// Given is set by others, who may give something that recovers itself.
var Given = func() func() { return func() { recover() } }

func given(list []int) int {
	defer Given()
	return list[0]
}
