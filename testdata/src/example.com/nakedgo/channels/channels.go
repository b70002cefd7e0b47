// Package channels has channels that one function closes and another sends on, or closes.
package channels

import (
	"log"
	"net/http"
	"sync"
	"time"
)

type queue struct {
	jobs   chan string
	orders chan string
	events chan string
	locked chan string
	asked  chan string
	done   chan bool
	once   sync.Once
	mu     sync.RWMutex
	closed bool
	wg     sync.WaitGroup
}

func newQueue() *queue {
	return &queue{jobs: make(chan string), orders: make(chan string), events: make(chan string), locked: make(chan string), asked: make(chan string), done: make(chan bool)}
}

// Close does not wait for those who retry.
func (q *queue) Close() {
	q.once.Do(func() { close(q.jobs) })
	q.mu.Lock()
	q.closed = true
	close(q.locked)
	close(q.asked)
	q.mu.Unlock()
}

func (q *queue) retry(job string) {
	time.AfterFunc(time.Second, func() { q.jobs <- job }) // want `send on a channel that queue.Close closes at channels.go:\d+`
	go func() {                                           // want `send on a channel that queue.Close closes at channels.go:\d+`
		select {
		case q.jobs <- job:
		default:
		}
	}()
	go func() {
		q.mu.RLock()
		defer q.mu.RUnlock()
		if !q.closed {
			q.locked <- job
		}
	}()
	go func() { // want `send on a channel that queue.Close closes at channels.go:\d+`
		if !q.closed { // without the lock, it may be closed right after
			q.asked <- job
		}
	}()
}

// Stop waits for those who send.
func (q *queue) Stop() {
	q.wg.Wait()
	close(q.orders)
}

func (q *queue) order(name string) {
	q.wg.Add(1)
	go func() {
		defer q.wg.Done()
		q.orders <- name
	}()
}

// Who sends, closes.
func (q *queue) produce(names []string) {
	go func() {
		q.each(names)
		q.end()
	}()
}

func (q *queue) each(names []string) {
	for _, name := range names {
		q.events <- name
	}
}

func (q *queue) end() { close(q.events) }

// A hub is shut down by its server, and by those who drain it.
type hub struct {
	done chan struct{}
	quit chan struct{}
	over bool
}

func newHub() *hub { return &hub{done: make(chan struct{}), quit: make(chan struct{})} }

func (h *hub) Shutdown() { close(h.done) }

func (h *hub) Drain() {
	h.Shutdown()
	time.Sleep(time.Second)
}

func (h *hub) Quit() {
	if !h.over {
		h.over = true
		close(h.quit)
	}
}

func (h *hub) Leave() { h.Quit() }

func serve(srv *http.Server, h *hub) {
	srv.RegisterOnShutdown(h.Shutdown) // want `close of a closed channel \(hub.Shutdown is called by others, too\) at channels.go:\d+`
	srv.RegisterOnShutdown(h.Quit)
}

// A session is ended by those who read and by those who write.
type session struct {
	ended  chan struct{}
	read   chan string
	write  chan string
	failed chan struct{}
}

func newSession() *session {
	return &session{ended: make(chan struct{}), failed: make(chan struct{})}
}

func (s *session) start() {
	go s.reads()  // want `close of a closed channel \(session.writes closes it, too\) at channels.go:\d+`
	go s.writes() // want `close of a closed channel \(session.reads closes it, too\) at channels.go:\d+`
}

func (s *session) reads() {
	log.Print("read")
	close(s.ended)
}

func (s *session) writes() {
	log.Print("written")
	close(s.ended)
}

// One of two branches closes it.
func (s *session) finish(ok bool) {
	go func() {
		if ok {
			s.fail()
		} else {
			s.pass()
		}
	}()
}

func (s *session) fail() { close(s.failed) }
func (s *session) pass() { close(s.failed) }

// Each call has a channel of its own, which who answers closes.
type call struct{ answered chan struct{} }

func (c *call) set() { close(c.answered) }

type calls struct{ pending map[int]*call }

func (c *calls) reply(id int) {
	go func() { c.pending[id].set() }() // want `nil dereference`
}

func (c *calls) fail() {
	for _, p := range c.pending {
		go p.set()
	}
}

// A lexer runs its states, and closes what they send on.
type lexer struct{ items chan string }

type state func(*lexer) state

func (l *lexer) run() {
	for s := state(text); s != nil; {
		s = s(l)
	}
	close(l.items)
}

func (l *lexer) emit(s string) { l.items <- s }

func text(l *lexer) state {
	l.emit("text")
	return nil
}

func lex() *lexer {
	l := &lexer{items: make(chan string)}
	go l.run()
	return l
}

// Whoever takes a worker out of the map stops it, and stops it once.
type worker struct{ quit chan struct{} }

func (w *worker) Stop() { close(w.quit) }

type manager struct {
	mu      sync.Mutex
	workers map[string]*worker
	stop    sync.Once
	over    chan struct{}
}

func (m *manager) remove(name string) {
	m.mu.Lock()
	w, ok := m.workers[name]
	delete(m.workers, name)
	m.mu.Unlock()
	if ok {
		w.Stop()
	}
}

func (m *manager) shutdown() {
	for _, w := range m.workers {
		w.Stop()
	}
}

func (m *manager) end() { close(m.over) }

func (m *manager) start() {
	go m.remove("a")
	go m.shutdown()
	go func() { m.stop.Do(m.end) }()
	go func() { m.stop.Do(m.end) }()
}

type written struct {
	kind string
	err  error
}

// What is closed after as many were received as are sent is closed in time.
func persist(write func(string) error) error {
	done := make(chan written)
	go func() { done <- written{"keys", write("keys")} }()
	go func() { done <- written{"values", write("values")} }()
	all := map[string]written{}
	for len(all) < 2 {
		w := <-done
		if w.err != nil {
			return w.err
		}
		all[w.kind] = w
	}
	close(done)
	return nil
}
