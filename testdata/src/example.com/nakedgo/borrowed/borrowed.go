// Package borrowed sends on the channel of Collect, which the registry closes once Collect
// has returned.
package borrowed

import (
	"errors"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

type metric struct{ name string }

func (metric) Write() error { return nil }

func measure(host string) (prometheus.Metric, error) {
	if host == "" {
		return nil, errors.New("no host")
	}
	return metric{host}, nil
}

type hosts struct {
	names []string
	busy  bool
	wg    sync.WaitGroup
}

func (h *hosts) Describe(chan<- string) {}

// Nobody waits.
func (h *hosts) Collect(ch chan<- prometheus.Metric) {
	for _, name := range h.names {
		go func() { // want `send on the channel of Collect, which is closed once that returns at borrowed.go:\d+`
			if m, err := measure(name); err == nil {
				ch <- m
			}
		}()
	}
}

type early struct{ hosts }

func (e *early) Collect(ch chan<- prometheus.Metric) { e.collect(ch) }

// Some return before they wait.
func (e *early) collect(ch chan<- prometheus.Metric) {
	var wg sync.WaitGroup
	wg.Add(len(e.names))
	for _, name := range e.names {
		go func() { // want `send on the channel of Collect, which is closed once that returns at borrowed.go:\d+`
			defer wg.Done()
			send(ch, name)
		}()
		if _, err := measure(name + "/status"); err != nil {
			return
		}
	}
	wg.Wait()
}

func send(ch chan<- prometheus.Metric, name string) { ch <- metric{name} }

type signal struct{ hosts }

// The signal comes before the metric.
func (s *signal) Collect(ch chan<- prometheus.Metric) {
	done := make(chan bool, len(s.names))
	for _, name := range s.names {
		go func(name string) { // want `send on the channel of Collect, which is closed once that returns at borrowed.go:\d+`
			m, err := measure(name)
			done <- true
			if err != nil {
				return
			}
			ch <- m
		}(name)
	}
	for range s.names {
		<-done
	}
}

type other struct{ hosts }

// The one WaitGroup is waited for, the other is not.
func (o *other) Collect(ch chan<- prometheus.Metric) {
	for _, name := range o.names {
		if _, err := measure(name); err == nil {
			wg := &sync.WaitGroup{}
			wg.Add(1)
			go parse(ch, name, wg)
			wg.Wait()
		}
		wg1 := &sync.WaitGroup{}
		wg1.Add(1)
		go parse(ch, name, wg1) // want `send on the channel of Collect, which is closed once that returns at borrowed.go:\d+, reached by parse`
	}
}

func parse(ch chan<- prometheus.Metric, name string, wg *sync.WaitGroup) {
	defer wg.Done()
	ch <- metric{name}
}

// These wait.

type waiting struct{ hosts }

func (w *waiting) Collect(ch chan<- prometheus.Metric) {
	var wg sync.WaitGroup
	for _, name := range w.names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			send(ch, name)
		}()
	}
	wg.Wait()
}

type deferring struct{ hosts }

func (d *deferring) Collect(ch chan<- prometheus.Metric) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, name := range d.names {
		wg.Add(1)
		go parse(ch, name, &wg)
		if _, err := measure(name); err != nil {
			return
		}
	}
}

type counting struct{ hosts }

func (c *counting) Collect(ch chan<- prometheus.Metric) {
	done := make(chan struct{})
	for _, name := range c.names {
		go func() {
			send(ch, name)
			done <- struct{}{}
		}()
	}
	for range c.names {
		<-done
	}
}

type filling struct{ hosts }

func (f *filling) Collect(ch chan<- prometheus.Metric) {
	slots := make(chan struct{}, 4)
	for _, name := range f.names {
		slots <- struct{}{}
		go func() {
			defer func() { <-slots }()
			send(ch, name)
		}()
	}
	for range cap(slots) {
		slots <- struct{}{}
	}
}

type perhaps struct{ hosts }

func (p *perhaps) Collect(ch chan<- prometheus.Metric) {
	done := make(chan struct{})
	if p.busy {
		go func() {
			defer close(done)
			send(ch, "busy")
		}()
	}
	ch <- metric{"all"}
	if p.busy {
		<-done
	}
}

type elsewhere struct{ hosts }

func (e *elsewhere) Collect(ch chan<- prometheus.Metric) {
	for _, name := range e.names {
		e.begin(ch, name)
	}
	e.wg.Wait()
}

func (e *elsewhere) begin(ch chan<- prometheus.Metric, name string) {
	e.wg.Add(1)
	go func() {
		defer e.wg.Done()
		send(ch, name)
	}()
}

type passing struct{ hosts }

// A channel of its own.
func (p *passing) Collect(ch chan<- prometheus.Metric) {
	all := make(chan prometheus.Metric)
	go func() {
		defer close(all)
		for _, name := range p.names {
			all <- metric{name}
		}
	}()
	for m := range all {
		ch <- m
	}
}

type guarded struct{ hosts }

func (g *guarded) Collect(ch chan<- prometheus.Metric) {
	go func() {
		defer func() { _ = recover() }()
		send(ch, "late")
	}()
}

type early2 struct{ hosts }

// What leaves early has waited.
func (e *early2) Collect(ch chan<- prometheus.Metric) {
	var wg sync.WaitGroup
	wg.Add(1)
	go parse(ch, "all", &wg)
	if _, err := measure("status"); err != nil {
		wg.Wait()
		return
	}
	finish(&wg)
}

func finish(wg *sync.WaitGroup) { wg.Wait() }
