// Package containers keeps recovering functions in fields, maps, slices and
// channels, and defers what it takes out.
package containers

type job struct {
	run   func()
	guard func()
}

func Field(parts []string) {
	j := job{run: func() { _ = parts[0] }, guard: func() { recover() }}
	defer j.guard()
	j.run()
}

func EmbeddedField(parts []string) {
	type named struct{ *job }
	n := named{&job{}}
	n.guard = func() { recover() }
	defer n.guard()
	_ = parts[0]
}

func Map(parts []string) string {
	guards := map[string]func(){"quiet": func() { recover() }}
	defer guards["quiet"]()
	return parts[0]
}

func Slice(parts []string) string {
	guards := []func(){func() {}, func() { recover() }}
	for _, guard := range guards {
		defer guard()
	}
	return parts[0]
}

func Array(parts []string) string {
	guards := [...]func(){func() { recover() }}
	defer guards[0]()
	return parts[0]
}

func Channel(parts []string) string {
	guards := make(chan func(), 1)
	guards <- func() { recover() }
	defer (<-guards)()
	return parts[0]
}

func Selected(parts []string) string {
	guards := make(chan func(), 1)
	select {
	case guards <- func() { recover() }:
	default:
	}
	select {
	case guard := <-guards:
		defer guard()
	default:
	}
	return parts[0]
}

func Interface(parts []string) string {
	var guard any = func() { recover() }
	defer guard.(func())()
	return parts[0]
}

func Pointer(parts []string) string {
	guard := func() { recover() }
	p := &guard
	defer (*p)()
	return parts[0]
}

func Results(parts []string) string {
	guard, _ := pair()
	defer guard()
	return parts[0]
}

func pair() (func(), error) { return func() { recover() }, nil }

// Closures over closures over closures.
func Layers(parts []string) string {
	first := func() func() func() {
		return func() func() {
			return func() { recover() }
		}
	}
	defer first()()()
	return parts[0]
}

func Variadic(parts []string) string {
	return with(parts, func() { recover() }, func() { recover() })
}

func with(parts []string, guards ...func()) string {
	for _, guard := range guards {
		defer guard()
	}
	return parts[0]
}

var table = map[string]func(){
	"quiet": func() { recover() },
}

func Table(parts []string) string {
	defer table["quiet"]()
	return parts[0]
}

var handler = struct{ catch func() }{catch: func() { recover() }}

func Variable(parts []string) string {
	defer handler.catch()
	return parts[0]
}

type option func(*options)

type options struct{ guard func() }

func quiet() option {
	return func(o *options) { o.guard = func() { recover() } }
}

// Functional options.
func New(parts []string) string { return work(parts, quiet()) }

func work(parts []string, opts ...option) string {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	defer o.guard()
	return parts[0]
}
