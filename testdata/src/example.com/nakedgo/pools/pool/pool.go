// Package pool holds worker pools.
package pool

import "example.com/nakedgo/pools/pool/internal/spawn"

// Pool runs tasks on goroutines.
type Pool struct{ tasks chan func() }

// New gives a pool of n workers.
func New(n int) *Pool {
	p := &Pool{tasks: make(chan func())}
	for range n {
		go p.loop()
	}
	return p
}

func (p *Pool) loop() {
	for task := range p.tasks {
		task()
	}
}

// Submit hands a task to a worker.
func (p *Pool) Submit(task func()) { p.tasks <- task }

// Safe runs tasks on a goroutine, and their panics are not fatal.
type Safe struct{ tasks chan func() }

// NewSafe gives a pool of one worker.
func NewSafe() *Safe {
	s := &Safe{tasks: make(chan func())}
	go s.loop()
	return s
}

func (s *Safe) loop() {
	for task := range s.tasks {
		func() {
			defer func() { recover() }()
			task()
		}()
	}
}

// Submit hands a task to the worker.
func (s *Safe) Submit(task func()) { s.tasks <- task }

// Queue runs a function on each item.
type Queue[T any] struct{ items chan T }

// NewQueue starts a worker that runs f on each item.
func NewQueue[T any](f func(T)) *Queue[T] {
	q := &Queue[T]{items: make(chan T)}
	go func() { // want `^goroutine has no panic guard \(call of the callback f at pool.go:57\)$`
		for item := range q.items {
			f(item)
		}
	}()
	return q
}

// Push adds an item.
func (q *Queue[T]) Push(item T) { q.items <- item }

// Default hands task to a goroutine.
func Default(task func()) { spawn.Start(task) }
