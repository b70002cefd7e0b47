// want package:`traced`

// Package params has functions that do something with the functions they are
// given.
package params

import (
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func Call(f func()) { f() } // want Call:`^0 calls$`

func Second(name string, f func()) { f() } // want Second:`^1 calls$`

func Start(f func()) { go f() } // want Start:`^0 starts$`

func StartLiteral(f func()) { // want StartLiteral:`^0 starts$`
	go func() { f() }()
}

func Defer(f, work func()) { // want Defer:`^0 defers; 1 calls$`
	defer f()
	work()
}

func Guarded(f func()) { // want Guarded:`^0 calls guarded$`
	defer func() { recover() }()
	f()
}

func Safe(f func()) { // want Safe:`^0 starts guarded$`
	go func() {
		defer func() { recover() }()
		f()
	}()
}

// A recover one call too deep is none.
func Unsafe(f func()) { // want Unsafe:`^0 starts$`
	go func() {
		defer func() { quiet() }()
		f()
	}()
}

func quiet() { recover() } // want quiet:`^recovers; pure$`

// By way of another function.
func Indirect(f func()) { Start(f) } // want Indirect:`^0 starts$`

func Deferred(f func()) { // want Deferred:`^0 calls$`
	defer func() { f() }()
}

// By way of std and others.
func Timer(f func()) { time.AfterFunc(time.Second, f) } // want Timer:`^0 starts$`

func Wait(wg *sync.WaitGroup, f func()) { wg.Go(f) } // want Wait:`^1 starts$`

func Group(g *errgroup.Group, f func() error) { g.Go(f) } // want Group:`^1 starts$`

func Once(f func()) { // want Once:`^0 calls$`
	var once sync.Once
	once.Do(f)
}

func All(fs ...func()) { // want All:`^0 calls$`
	for _, f := range fs {
		f()
	}
}

func Both(f func(), later bool) { // want Both:`^0 calls; 0 starts$`
	if later {
		go f()
		return
	}
	f()
}

func Typed[T any](v T, f func(T)) { go f(v) } // want Typed:`^1 starts$`

type Runner struct{}

func (*Runner) Run(f func()) { go f() } // want Run:`^0 starts$`

type Pool struct{ tasks chan func() }

func New() *Pool {
	p := &Pool{make(chan func())}
	go p.loop()
	return p
}

func (p *Pool) loop() {
	for task := range p.tasks {
		task()
	}
}

func (p *Pool) Submit(task func()) { p.tasks <- task } // want Submit:`^0 starts$`

// What is kept is not followed, and no summary says so.
func Keep(f func()) { kept = append(kept, f) }

var kept []func()
