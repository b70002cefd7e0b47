// Package pools hands work to the goroutines of worker pools.
package pools

import (
	"strings"

	"example.com/nakedgo/pools/pool"
)

func second(line string) string { return strings.Split(line, ",")[1] }

type workers struct{ tasks chan func() }

func newWorkers(n int) *workers {
	w := &workers{tasks: make(chan func())}
	for range n {
		go w.loop()
	}
	return w
}

func (w *workers) loop() {
	for task := range w.tasks {
		task()
	}
}

func (w *workers) submit(task func()) { w.tasks <- task }

func Own(line string) {
	w := newWorkers(4)
	w.submit(func() { println(second(line)) }) // want `^function started by workers.submit has no panic guard \(index out of range at pools.go:10, reached by second\)$`
}

type careful struct{ tasks chan func() }

func newCareful() *careful {
	c := &careful{tasks: make(chan func())}
	go c.loop()
	return c
}

func (c *careful) loop() {
	for task := range c.tasks {
		c.run(task)
	}
}

func (c *careful) run(task func()) {
	defer func() { recover() }()
	task()
}

func (c *careful) submit(task func()) { c.tasks <- task }

func Careful(line string) {
	c := newCareful()
	c.submit(func() { println(second(line)) })
}

func Elsewhere(line string) {
	p := pool.New(4)
	p.Submit(func() { println(second(line)) }) // want `^function started by Pool.Submit has no panic guard \(index out of range at pools.go:10, reached by second\)$`
}

func ElsewhereGuarded(line string) {
	p := pool.NewSafe()
	p.Submit(func() { println(second(line)) })
}

func Generic(line string) {
	q := pool.NewQueue(func(s string) { // want `^function started by pool.NewQueue has no panic guard \(index out of range at pools.go:10, reached by second\)$`
		println(second(s))
	})
	q.Push(line)
}

// By two packages.
func Indirect(line string) {
	pool.Default(func() { println(second(line)) }) // want `^function started by pool.Default has no panic guard`
}
