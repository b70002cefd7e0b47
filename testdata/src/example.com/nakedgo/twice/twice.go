// Package twice closes a channel by two calls.
package twice

import (
	"os"
	"sync"

	"example.com/nakedgo/twice/conn"
)

type worker struct {
	done   chan struct{}
	mu     sync.Mutex
	closed bool
}

func newWorker() *worker { return &worker{done: make(chan struct{})} }

func (w *worker) stop() { close(w.done) }

func (w *worker) step() error { return nil }

func deferred() {
	w := newWorker()
	go func() { // want `close of a closed channel \(a deferred call closes it, too\) at twice.go:\d+`
		defer w.stop()
		if err := w.step(); err != nil {
			w.stop()
			return
		}
	}()
}

func inLiteral() {
	go func() { // want `close of a closed channel \(a deferred call closes it, too\) at twice.go:\d+`
		w := newWorker()
		defer func() { w.stop() }()
		for {
			if err := w.step(); err != nil {
				w.stop()
				return
			}
		}
	}()
}

func again(w *worker) {
	go func() { // want `close of a closed channel at twice.go:\d+`
		w.stop()
		close(w.done)
	}()
}

func fatal(err error) {
	println(err.Error())
	os.Exit(1)
}

// Deferred calls do not run where the process ends.
func ends(w *worker) {
	go func() {
		defer w.stop()
		if err := w.step(); err != nil {
			w.stop()
			fatal(err)
		}
	}()
}

func foreign() {
	go func() { // want `close of a closed channel \(a deferred call closes it, too\) at twice.go:\d+`
		c := conn.Dial()
		defer c.Close()
		if err := c.Send("hello"); err != nil {
			c.Close()
			return
		}
	}()
}

func foreignOnce() {
	go func() {
		c := conn.Dial()
		defer c.Stop()
		if err := c.Send("hello"); err != nil {
			c.Stop()
		}
	}()
}

// Another one each time.
func each(n int) {
	go func() {
		for range n {
			w := newWorker()
			w.stop()
		}
		w := newWorker()
		defer w.stop()
		w = newWorker()
		w.stop()
	}()
}

func either(w *worker) {
	go func() {
		if err := w.step(); err != nil {
			w.stop()
			return
		}
		w.stop()
	}()
}

// One that asks.
type asking struct {
	done chan struct{}
	open bool
}

func (a *asking) stop() {
	if !a.open {
		return
	}
	a.open = false
	close(a.done)
}

func asks() {
	go func() {
		a := &asking{done: make(chan struct{}), open: true}
		defer a.stop()
		a.stop()
	}()
}

// One that is opened again.
type reopened struct{ done chan struct{} }

func (r *reopened) open()  { r.done = make(chan struct{}) }
func (r *reopened) close() { close(r.done) }

func reopens() {
	go func() {
		r := &reopened{}
		r.open()
		r.close()
		r.open()
		r.close()
	}()
}
