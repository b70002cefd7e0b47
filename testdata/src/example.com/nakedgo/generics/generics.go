// Package generics starts generic functions and their instances.
package generics

import "strings"

func first[T any](items []T, n int) T { return items[len(items)-1] }

func Inferred(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at generics.go:6, reached by first\)$`
		println(first(strings.Fields(line), 1))
	}()
}

func run[T any](v any) { println(v.(T)) }

func Explicit(v any) {
	go run[int](v) // want `type assertion v\.\(T\) without ok at generics.go:14, reached by run`
}

func Value(v any) {
	work := run[string]
	go work(v) // want `type assertion v\.\(T\) without ok at generics.go:14, reached by run`
}

type queue[T any] struct{ items chan T }

func (q *queue[T]) drain() {
	for item := range q.items {
		println(any(item).(string))
	}
}

func Method(q *queue[int]) {
	go q.drain() // want `type assertion any\(item\)\.\(string\) without ok at generics.go:29, reached by queue.drain`
}

func Bound(q *queue[bool]) {
	drain := q.drain
	go drain() // want `type assertion any\(item\)\.\(string\) without ok at generics.go:29, reached by queue.drain`
}

type worker interface{ work() }

type digger struct{ line string }

func (d digger) work() { println(strings.Split(d.line, ",")[1]) }

func launch[W worker](w W) {
	go w.work() // want `index out of range at generics.go:46, reached by digger.work`
}

func Constrained(line string) { launch(digger{line}) }

func spawn[T any](v T, f func(T)) {
	go f(v)
}

func Callback(line string) {
	spawn(line, func(s string) { // want `^function started by spawn has no panic guard \(index out of range at generics.go:60\)$`
		println(strings.Split(s, ",")[1])
	})
}

func guarded[T any](v any) {
	defer func() { recover() }()
	println(v.(int))
}

func Guarded(v any) {
	go guarded[int](v)
	go guarded[string](v)
}
