// Package sharedclose closes channels in variables that two goroutines know.
package sharedclose

import (
	"sync"
	"sync/atomic"
	"time"
)

var done = make(chan struct{})

func watch(lines chan string) {
	go func() { // want `close of a closed channel \(watch closes it, too\) at sharedclose.go:\d+`
		for line := range lines {
			if line == "stopped" {
				close(done)
				return
			}
		}
	}()
	go func() { // want `close of a closed channel \(watch closes it, too\) at sharedclose.go:\d+`
		select {
		case <-done:
		case <-time.After(time.Minute):
			close(done)
		}
	}()
}

func first(a, b func()) {
	ready := make(chan bool)
	go func() { // want `close of a closed channel \(first closes it, too\) at sharedclose.go:\d+`
		a()
		close(ready)
	}()
	go func() { // want `close of a closed channel \(first closes it, too\) at sharedclose.go:\d+`
		b()
		close(ready)
	}()
	<-ready
}

// One of the two closes.
func once(a, b func()) {
	ready := make(chan bool)
	var only sync.Once
	go func() {
		a()
		only.Do(func() { close(ready) })
	}()
	go func() {
		b()
		only.Do(func() { close(ready) })
	}()
	<-ready
}

func swapped(a, b func()) {
	ready := make(chan bool)
	var closed atomic.Bool
	go func() {
		a()
		if closed.CompareAndSwap(false, true) {
			close(ready)
		}
	}()
	go func() {
		b()
		if closed.CompareAndSwap(false, true) {
			close(ready)
		}
	}()
	<-ready
}

func locked(a, b func()) {
	ready, closed := make(chan bool), false
	var mu sync.Mutex
	go func() {
		a()
		mu.Lock()
		defer mu.Unlock()
		if !closed {
			closed = true
			close(ready)
		}
	}()
	go func() {
		b()
		mu.Lock()
		defer mu.Unlock()
		if !closed {
			closed = true
			close(ready)
		}
	}()
	<-ready
}

// Each has its own.
func own(names []string) {
	for range names {
		ready := make(chan bool)
		go func() { close(ready) }()
		<-ready
	}
}

// A started function closes what it was given.
func given(a func()) {
	ready := make(chan bool)
	go run(a, ready)
	<-ready
}

func run(a func(), ready chan bool) {
	a()
	close(ready)
}

// Only one of the two is done.
func either(handler func()) chan bool {
	ready := make(chan bool)
	if handler == nil {
		close(ready)
		return ready
	}
	go func() {
		handler()
		close(ready)
	}()
	return ready
}

func both(handler func(), now bool) chan bool {
	ready := make(chan bool)
	go func() { // want `close of a closed channel \(both closes it, too\) at sharedclose.go:\d+`
		handler()
		close(ready)
	}()
	if now {
		close(ready)
	}
	return ready
}
