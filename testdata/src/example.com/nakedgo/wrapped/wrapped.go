// Package wrapped starts functions that others wrap.
package wrapped

import (
	"log"
	"net/http"
	"sync"

	"example.com/nakedgo/wrapped/lib"
)

func recovered(next func()) func() {
	return func() {
		defer func() { log.Print(recover()) }()
		next()
	}
}

func logged(next func()) func() {
	return func() {
		defer log.Print("done")
		next()
	}
}

func fails() { panic("fails") }

// folded holds the bare function only before it is wrapped.
func folded(f func()) {
	for _, wrap := range []func(func()) func(){logged, recovered} {
		f = wrap(f)
	}
	go f()
}

func shared() {
	f := fails
	f = recovered(f)
	go func() { f() }()
}

func startSafely(f func()) {
	f = recovered(f)
	go func() { f() }()
}

func forked(safe bool) {
	f := fails
	if safe {
		f = recovered(f)
	}
	go f() // want `explicit panic\("fails"\)`
}

func useThem() {
	folded(fails)
	startSafely(fails)
}

// What is done with one result of logged says nothing of another.
func eachResult() {
	go logged(func() { log.Print("harmless") })()
	defer func() { log.Print(recover()) }()
	run := logged(fails)
	run()
	logged(fails)()
}

func naked(wg *sync.WaitGroup) {
	go logged(fails)() // want `explicit panic\("fails"\)`
	run := logged(fails)
	go func() { // want `explicit panic\("fails"\)`
		run()
	}()
	wg.Go(logged(fails))         // want `explicit panic\("fails"\)`
	wg.Go(logged(logged(fails))) // want `explicit panic\("fails"\)`
	wg.Go(logged(recovered(fails)))
}

// kept hands the results on: where they run is not seen, so that the wrapper counts as what
// starts them.
func kept(next func()) func() {
	return func() {
		defer log.Print("done")
		next()
	}
}

type queue struct{ jobs chan func() }

func (q *queue) work() {
	for job := range q.jobs {
		job()
	}
}

func newQueue() *queue {
	q := &queue{make(chan func())}
	go q.work()
	q.jobs <- kept(fails) // want `explicit panic\("fails"\)`
	return q
}

type job interface{ Run() }

type funcJob func()

func (f funcJob) Run() { f() }

func safely(j job) job {
	return funcJob(func() {
		defer func() { log.Print(recover()) }()
		j.Run()
	})
}

func jobs() {
	j := safely(funcJob(fails))
	go j.Run()
	var other job = bare{}
	other = guarded{other}
	go func() { other.Run() }()
	go bare{}.Run() // want `explicit panic\("bare"\)`
}

type bare struct{}

func (bare) Run() { panic("bare") }

type guarded struct{ job }

func (g guarded) Run() {
	defer func() { log.Print(recover()) }()
	g.job.Run()
}

type option func(*config)

type config struct{ name string }

func withHook(f func(*config)) option {
	return func(c *config) { go f(c) }
}

func newConfig(opts ...option) *config {
	c := new(config)
	for _, opt := range opts {
		opt(c)
	}
	return c
}

func configure() {
	newConfig(withHook(func(c *config) { // want `explicit panic\("hook"\)`
		panic("hook")
	}))
	newConfig(withHook(func(c *config) { log.Print(c.name) }))
}

type task struct{ run func() }

// Another package wraps, too.
func elsewhere(t *task) {
	f := fails
	f = lib.Recovered(f)
	go func() { f() }()
	t.run = fails
	t.run = lib.Recovered(t.run)
	go t.run()
}

func try(f func()) {
	defer func() { log.Print(recover()) }()
	f()
}

func retried(next func()) func() {
	return func() {
		for range 3 {
			next()
		}
	}
}

var kept2 = recovered(retried(fails))

// The guard is one call further.
func further() {
	run := fails
	inner := run
	run = func() { try(inner) }
	go func() { run() }()
	again := fails
	again = retried(recovered(again))
	go func() { again() }()
	go kept2()
	go retried(fails)() // want `explicit panic\("fails"\)`
}

func startJob(j job) { // one caller passes what is not wrapped
	go j.Run() // want `explicit panic\("bare"\)`
}

func startWrapped(j job) {
	go func() { j.Run() }()
}

func startJobs() {
	startJob(bare{})
	startJob(guarded{bare{}})
	startWrapped(guarded{bare{}})
}

// A function whose own method another package calls.
func serve(h http.HandlerFunc) {
	var handler http.Handler = h
	handler.ServeHTTP(nil, nil)
}
