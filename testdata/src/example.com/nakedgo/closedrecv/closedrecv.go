// Package closedrecv receives from channels that get closed, and does not look.
package closedrecv

import (
	"context"
	"log"
	"sync"

	"github.com/IBM/sarama"
	"github.com/fsnotify/fsnotify"
)

type group struct{ name string }

func (g *group) follow(ctx context.Context, part sarama.PartitionConsumer) {
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\) at closedrecv.go:20\)`
		for {
			select {
			case msg := <-part.Messages():
				log.Printf("%s: %s", g.name, msg.Value)
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\) at closedrecv.go:\d+, reached by group.store\)`
		for {
			select {
			case msg := <-part.Messages():
				g.store(msg)
			case <-ctx.Done():
				return
			}
		}
	}()
}

func (g *group) looks(ctx context.Context, part sarama.PartitionConsumer) {
	go func() {
		for {
			select {
			case msg, ok := <-part.Messages():
				if !ok {
					return
				}
				g.store(msg)
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		for msg := range part.Messages() {
			g.store(msg)
		}
	}()
	go func() {
		for {
			msg := <-part.Messages()
			if msg == nil {
				return
			}
			g.store(msg)
		}
	}()
	go func() { // want `goroutine has no panic guard \(nil dereference \(result used although its ok is false\) at closedrecv.go:\d+\)`
		for {
			select {
			case msg, ok := <-part.Messages():
				if ok {
					log.Print("a message")
				}
				log.Print(string(msg.Value))
			case <-ctx.Done():
				return
			}
		}
	}()
}

func (g *group) store(msg *sarama.ConsumerMessage) { log.Printf("%s: %s", g.name, msg.Value) }

func watch(w *fsnotify.Watcher, stop chan struct{}) {
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\) at closedrecv.go:\d+\)`
		for {
			select {
			case err := <-w.Errors:
				log.Print(err.Error())
			case <-stop:
				return
			}
		}
	}()
	go func() {
		for {
			select {
			case err := <-w.Errors:
				log.Print(err) // prints nil
			case <-stop:
				return
			}
		}
	}()
}

// cases looks whether one of the channels is closed.
func (g *group) cases(part sarama.PartitionConsumer, jobs chan *job, stop chan struct{}) {
	go func() {
		for {
			select {
			case _, ok := <-stop:
				if !ok {
					return
				}
			case j := <-jobs:
				log.Print(j.id)
			}
		}
	}()
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\)`
		for {
			select {
			case _, ok := <-stop:
				if !ok {
					return
				}
			case msg := <-part.Messages():
				g.store(msg)
			}
		}
	}()
}

type job struct{ id int }

// A pool closes its channel while its worker may receive.
type pool struct {
	jobs chan *job
	quit chan struct{}
	seen []int
}

func newPool() *pool {
	p := &pool{jobs: make(chan *job), quit: make(chan struct{})}
	go p.work() // want `goroutine has no panic guard \(nil dereference \(received from a channel that pool.Stop closes\) at closedrecv.go:\d+, reached by pool.work\)`
	return p
}

func (p *pool) work() {
	for {
		select {
		case j := <-p.jobs:
			p.seen = append(p.seen, j.id)
		case <-p.quit:
			return
		}
	}
}

func (p *pool) Stop() {
	close(p.quit)
	close(p.jobs)
}

// A calm pool waits for its worker.
type calm struct {
	jobs chan *job
	quit chan struct{}
	done sync.WaitGroup
	seen []int
}

func newCalm() *calm {
	p := &calm{jobs: make(chan *job), quit: make(chan struct{})}
	p.done.Add(1)
	go p.work()
	return p
}

func (p *calm) work() {
	defer p.done.Done()
	for {
		select {
		case j := <-p.jobs:
			p.seen = append(p.seen, j.id)
		case <-p.quit:
			return
		}
	}
}

func (p *calm) Stop() {
	close(p.quit)
	p.done.Wait()
	close(p.jobs)
}

// produce closes what it has made, when it is at the end.
func produce(ctx context.Context, ids []int) {
	out := make(chan *job)
	go func() {
		defer close(out)
		for _, id := range ids {
			out <- &job{id}
		}
	}()
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that produce closes\) at closedrecv.go:\d+\)`
		for {
			select {
			case j := <-out:
				log.Print(j.id)
			case <-ctx.Done():
				return
			}
		}
	}()
}

// counted receives as often as there are.
func counted(ids []int) {
	out := make(chan *job)
	go func() {
		defer close(out)
		for _, id := range ids {
			out <- &job{id}
		}
	}()
	go func() {
		for range ids {
			log.Print((<-out).id)
		}
	}()
	go func() {
		for {
			j := <-out
			if j.id < 0 {
				return // the last one
			}
		}
	}()
}

type reply struct{ text string }

// A client gives up its calls when the connection is gone.
type client struct {
	mu      sync.Mutex
	pending map[int]chan *reply
}

func (c *client) gone() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, ch := range c.pending {
		close(ch)
		delete(c.pending, id)
	}
}

func (c *client) read(id int, r *reply) {
	c.mu.Lock()
	ch := c.pending[id]
	c.mu.Unlock()
	if ch != nil {
		ch <- r
	}
}

func (c *client) call(id int) {
	ch := make(chan *reply, 1)
	c.mu.Lock()
	c.pending[id] = ch
	c.mu.Unlock()
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that client.gone closes\) at closedrecv.go:\d+\)`
		r := <-ch
		log.Print(r.text)
	}()
}
