// Package defers runs recovering functions by defer statements of every kind.
package defers

import (
	"fmt"
	"log"
)

func catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func catchTo(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

func Named(parts []string) string {
	defer catch()
	return parts[0]
}

func Argument(parts []string) (err error) {
	defer catchTo(&err)
	_ = parts[0]
	return nil
}

func Variable(parts []string) string {
	handle := func() { recover() }
	defer handle()
	return parts[0]
}

func Reassigned(parts []string, loud bool) string {
	handle := func() { recover() }
	if loud {
		handle = func() { log.Println(recover()) }
	}
	defer handle()
	return parts[0]
}

type guard struct{ name string }

func (g guard) catch()    { log.Println(g.name, recover()) }
func (g *guard) caught()  { log.Println(g.name, recover()) }
func (g guard) twice()    { log.Println(g.name, recover()) }
func (g *guard) pointed() { log.Println(g.name, recover()) }

func Method(parts []string) string {
	g := guard{"a"}
	defer g.catch()
	return parts[0]
}

func Bound(parts []string) string {
	g := &guard{"a"}
	handle := g.caught
	defer handle()
	return parts[0]
}

func Expression(parts []string) string {
	handle := guard.twice
	defer handle(guard{"a"})
	return parts[0]
}

func PointerExpression(parts []string) string {
	handle := (*guard).pointed
	defer handle(&guard{"a"})
	return parts[0]
}

// Promoted through two levels.
type inner struct{}

func (inner) handle() { recover() }

type middle struct{ inner }

type outer struct{ *middle }

func Promoted(parts []string) string {
	o := outer{&middle{}}
	defer o.handle()
	return parts[0]
}

// Promoted, bound and passed on.
type second struct{ deep }

type deep struct{}

func (*deep) handle() { recover() }

func BoundPromoted(parts []string) {
	var s second
	protect(s.handle, func() { _ = parts[0] })
}

func protect(handle, work func()) {
	defer handle()
	work()
}

type catcher interface{ stop() }

type first struct{}

func (first) stop() { recover() }

func Interface(parts []string) string {
	var c catcher = first{}
	defer c.stop()
	return parts[0]
}

type bounds interface{ halt() }

type third struct{}

func (*third) halt() { recover() }

// The bound method of an interface.
func BoundInterface(parts []string) string {
	var b bounds = new(third)
	halt := b.halt
	defer halt()
	return parts[0]
}

type ended interface{ end() }

type fourth struct{}

func (fourth) end() { recover() }

func InterfaceExpression(parts []string) string {
	end := ended.end
	defer end(fourth{})
	return parts[0]
}

func Generic(parts []string) string {
	defer typed[int]()
	return parts[0]
}

func typed[T any]() {
	if v, ok := recover().(T); ok {
		log.Println(v)
	}
}

type box[T any] struct{ value T }

func (b *box[T]) open() { log.Println(b.value, recover()) }

func GenericMethod(parts []string) string {
	b := &box[string]{"a"}
	defer b.open()
	return parts[0]
}

func GenericValue(parts []string) string {
	handle := shaped[*guard]
	defer handle()
	return parts[0]
}

func shaped[T any]() { recover() }

type opener interface{ shut() }

type fifth struct{}

func (fifth) shut() { recover() }

func Constrained(parts []string) string { return constrained(fifth{}, parts) }

func constrained[T opener](t T, parts []string) string {
	defer t.shut()
	return parts[0]
}

// Recover is at the end of a recursion, and the outermost call is deferred.
func Recursive(parts []string) string {
	defer unwind(0)
	return parts[0]
}

func unwind(n int) {
	if n == 0 {
		recover()
		return
	}
	unwind(n - 1)
}

func Converted(parts []string) string {
	defer handler(func() { recover() })()
	return parts[0]
}

type handler func()

func (h handler) run() { recover() }

func FuncReceiver(parts []string) string {
	defer handler(nil).run()
	return parts[0]
}

func Goroutine(parts []string) {
	go func() {
		defer catch()
		_ = parts[0]
	}()
}
