// Package maker closes channels that goroutines still send on.
package maker

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

func work() int { return 1 }

func timeout(ctx context.Context) int {
	results := make(chan int)
	defer close(results)
	go func() { // want `send on a channel that timeout closes at maker.go:\d+`
		results <- work()
	}()
	select {
	case n := <-results:
		return n
	case <-ctx.Done():
		return 0
	}
}

func early(fail bool) int {
	results := make(chan int, 1)
	go func() { // want `send on a channel that early closes at maker.go:\d+`
		results <- work()
	}()
	if fail {
		close(results)
		return 0
	}
	return <-results
}

func endless() {
	ticks := make(chan int)
	defer close(ticks)
	go func() { // want `send on a channel that endless closes at maker.go:\d+`
		for {
			time.Sleep(time.Second)
			ticks <- 1
		}
	}()
	<-ticks
}

func given() {
	ticks := make(chan int)
	defer close(ticks)
	go tick(ticks) // want `send on a channel that given closes at maker.go:\d+, reached by tick`
	<-ticks
}

func tick(out chan<- int) {
	for {
		out <- work()
	}
}

// All that is sent is received before the channel is closed.
func received() int {
	results := make(chan int)
	defer close(results)
	go func() { results <- work() }()
	return <-results
}

func receivedByLoop(n int) (sum int) {
	results := make(chan int)
	defer close(results)
	for range n {
		go func() { results <- work() }()
	}
	for range n {
		sum += <-results
	}
	return sum
}

func waited(n int) {
	results := make(chan int, n)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		results <- work()
	}()
	wg.Wait()
	close(results)
}

func told() int {
	results, done := make(chan int, 1), make(chan bool)
	go func() {
		results <- work()
		close(done)
	}()
	<-done
	close(results)
	return <-results
}

// The goroutine that sends closes.
func own() (sum int) {
	results := make(chan int)
	go func() {
		defer close(results)
		for i := range 3 {
			results <- i
		}
	}()
	for n := range results {
		sum += n
	}
	return sum
}

// That it ends when it is told to does not help: the channel is closed before.
func stopped(stop chan struct{}) {
	ticks := make(chan int)
	defer close(ticks)
	go func() { // want `send on a channel that stopped closes at maker.go:\d+`
		for {
			select {
			case <-stop:
				return
			default:
				ticks <- 1
			}
		}
	}()
	<-ticks
}

// Told and closed at once: the goroutine may be between the two.
func toldAndClosed() {
	ticks, done := make(chan int), make(chan struct{})
	defer close(ticks)
	defer close(done)
	go untilDone(ticks, done) // want `send on a channel that toldAndClosed closes at maker.go:\d+, reached by untilDone`
	<-ticks
}

func untilDone(out chan<- int, done <-chan struct{}) {
	for {
		select {
		case out <- work():
		case <-done:
			return
		}
	}
}

// The first answer wins, and the others are sent on a closed channel.
func firstWins(n int) int {
	results := make(chan int, 1)
	for range n {
		go func() { results <- work() }() // want `send on a channel that firstWins closes at maker.go:\d+`
	}
	first := <-results
	close(results)
	return first
}

// The last one closes, or the maker where there is none.
func lastCloses(n int) <-chan int {
	results := make(chan int, n)
	var left atomic.Int32
	left.Store(int32(n))
	for range n {
		go func() {
			results <- work()
			if left.Add(-1) == 0 {
				close(results)
			}
		}()
	}
	if n == 0 {
		close(results)
	}
	return results
}

// What the goroutine does before it is told to end is waited for.
func toldAndWaited() {
	ticks, done := make(chan int), make(chan struct{})
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case ticks <- work():
			case <-done:
				return
			}
		}
	}()
	<-ticks
	close(done)
	wg.Wait()
	close(ticks)
}

// It sends so often as is received.
func counted() (sum int) {
	ticks := make(chan int)
	defer close(ticks)
	go func() {
		for i := range 2 {
			ticks <- i
		}
	}()
	return <-ticks + <-ticks
}

// Each round has a channel of its own.
func rounds(n int) (sum int) {
	for range n {
		results := make(chan int, 1)
		go func() { results <- work() }()
		sum += <-results
		close(results)
	}
	return sum
}

// Each goroutine has a channel of its own.
func eachOwn(n int) {
	for range n {
		go func() {
			abort := make(chan int)
			defer close(abort)
			go func() { <-abort }()
		}()
	}
}

type conn struct {
	mu   sync.Mutex
	recv chan int
}

func newConn() *conn {
	c := &conn{recv: make(chan int)}
	return c
}

// The lock is held where the goroutine is started, not where it sends.
func (c *conn) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go func() { // want `send on a channel that conn.Close closes at maker.go:\d+`
		c.recv <- n
	}()
}

func (c *conn) Close() {
	c.mu.Lock()
	close(c.recv)
	c.mu.Unlock()
}

// A literal that is kept runs on the goroutine that closes, before it does.
type loop struct {
	later  []func()
	events chan int
	done   chan bool
}

func newLoop() *loop {
	l := &loop{events: make(chan int), done: make(chan bool)}
	go l.run()
	return l
}

func (l *loop) afterwards(f func()) { l.later = append(l.later, f) }

func (l *loop) notify(n int) {
	l.afterwards(func() {
		select {
		case l.events <- n:
		case <-l.done:
		}
	})
}

func (l *loop) run() {
	defer func() {
		for _, f := range l.later {
			f()
		}
		close(l.events)
	}()
	<-l.done
}
