// Package values starts functions that are held in variables, fields, maps,
// slices and channels.
package values

import "strings"

func parse(line string) func() {
	return func() { println(strings.Split(line, ",")[1]) }
}

func Variable(line string) {
	work := func() { println(strings.Split(line, ",")[1]) }
	go work() // want `^goroutine has no panic guard \(index out of range at values.go:12\)$`
}

func Result(line string) {
	go parse(line)() // want `index out of range at values.go:8`
}

func Reassigned(line string, loud bool) {
	work := func() {}
	if loud {
		work = func() { println(strings.Split(line, ",")[2]) }
	}
	go work() // want `index out of range at values.go:23`
}

type job struct{ run func() }

func Field(line string) {
	j := job{func() { println(strings.Split(line, ",")[3]) }}
	go j.run() // want `index out of range at values.go:31`
}

func Map(line string) {
	jobs := map[string]func(){"a": func() { println(strings.Split(line, ",")[4]) }}
	for _, run := range jobs {
		go run() // want `index out of range at values.go:36`
	}
}

func Slice(line string) {
	jobs := []func(){func() { println(strings.Split(line, ",")[5]) }}
	for _, run := range jobs {
		go run() // want `index out of range at values.go:43`
	}
	go jobs[0]() // want `index out of range at values.go:43`
}

func Channel(line string) {
	jobs := make(chan func(), 1)
	jobs <- func() { println(strings.Split(line, ",")[6]) }
	go (<-jobs)() // want `index out of range at values.go:52`
}

var table = map[string]func(string){
	"a": func(line string) { println(strings.Split(line, ",")[7]) },
}

func Table(line string) {
	go table["a"](line) // want `index out of range at values.go:57`
}

var handler = func(line string) { println(strings.Split(line, ",")[8]) }

func Handler(line string) {
	go handler(line) // want `index out of range at values.go:64`
}

var background = func(line string) bool {
	go func() { // want `index out of range at values.go:72`
		println(strings.Split(line, ",")[9])
	}()
	return true
}

var started = background("a")

func Interface(line string) {
	var work any = func() { println(strings.Split(line, ",")[10]) }
	go work.(func())() // want `index out of range at values.go:80`
}

// Closures over closures over closures.
func Layers(line string) {
	first := func() func() func() {
		return func() func() {
			return func() { println(strings.Split(line, ",")[11]) }
		}
	}
	go first()()() // want `index out of range at values.go:88`
}

type option func(*options)

type options struct{ work func() }

func with(work func()) option { return func(o *options) { o.work = work } }

// Functional options.
func Options(line string) {
	build(with(func() { println(strings.Split(line, ",")[12]) }))
}

func build(opts ...option) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	go o.work() // want `index out of range at values.go:102`
}

type middleware func(func()) func()

func logged(next func()) func() {
	return func() {
		println("begin")
		next()
		println("end")
	}
}

// Middleware.
func Chain(line string) {
	work := func() { println(strings.Split(line, ",")[13]) }
	for _, m := range []middleware{logged} {
		work = m(work)
	}
	go work() // want `index out of range at values.go:125`
}
