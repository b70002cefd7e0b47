// Package senders closes channels on which goroutines that were not waited for still send.
package senders

import (
	"sync"
	"sync/atomic"
	"time"
)

// The signal to stop tells the hub nothing of its clients.
type hub struct {
	gone chan *client
	stop chan bool
}

type client struct {
	hub *hub
	in  chan string
}

func newHub() *hub {
	h := &hub{gone: make(chan *client), stop: make(chan bool)}
	go h.run()
	return h
}

func (h *hub) run() {
	for {
		select {
		case c := <-h.gone:
			close(c.in)
		case <-h.stop:
			close(h.gone)
			return
		}
	}
}

func (h *hub) Close() { h.stop <- true }

func (h *hub) accept() *client {
	c := &client{hub: h, in: make(chan string, 9)}
	go func() { // want `send on a channel that hub.run closes at senders.go:\d+`
		for range c.in {
			time.Sleep(time.Second)
		}
		c.hub.gone <- c
	}()
	return c
}

// Who is looked up may be gone before something is sent to him.
type room struct {
	mu      sync.Mutex
	members map[string]*member
}

type member struct {
	room *room
	name string
	Msgs chan string
}

func (m *member) serve(to string, lines []string) {
	for _, line := range lines {
		m.room.tell(to, line)
		m.room.tellAll(line)
	}
	m.room.leave(m)
}

func (r *room) tell(name, line string) {
	r.mu.Lock()
	to, ok := r.members[name]
	r.mu.Unlock()
	if ok {
		to.Msgs <- line
	}
}

// Under the lock nobody leaves.
func (r *room) tellAll(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range r.members {
		m.Msgs <- line
	}
}

func (r *room) leave(m *member) {
	r.mu.Lock()
	delete(r.members, m.name)
	r.mu.Unlock()
	close(m.Msgs)
}

func newRoom() *room { return &room{members: map[string]*member{}} }

func (r *room) enter(name string) {
	m := &member{room: r, name: name, Msgs: make(chan string, 9)}
	r.mu.Lock()
	r.members[m.name] = m
	r.mu.Unlock()
	go m.serve("all", nil) // want `send on a channel that room.leave closes at senders.go:\d+, reached by member.serve → room.tell`
}

// A flag that is read without a lock may be set right after; start makes the channel.
type monitor struct {
	resets  chan time.Duration
	stopped atomic.Bool
}

func (m *monitor) start() {
	m.resets = make(chan time.Duration)
	go func() {
		for d := range m.resets {
			time.Sleep(d)
		}
	}()
}

func (m *monitor) isStopped() bool { return m.stopped.Load() }

func (m *monitor) Stop() {
	if m.stopped.CompareAndSwap(false, true) {
		close(m.resets)
	}
}

func (m *monitor) reset() {
	if m.isStopped() {
		return
	}
	m.resets <- time.Second
}

func (m *monitor) watch(events chan int) {
	go func() { // want `send on a channel that monitor.Stop closes at senders.go:\d+, reached by monitor.reset`
		for range events {
			m.reset()
		}
	}()
}

// A channel that is made again by who closes it is another one.
type restarted struct{ jobs chan int }

func (r *restarted) renew() {
	close(r.jobs)
	r.jobs = make(chan int)
}

func (r *restarted) feed() {
	go func() { r.jobs <- 1 }()
}

// The senders are counted down by a helper that runs them.
type group struct {
	wg   sync.WaitGroup
	out  chan int
	done chan struct{}
	last chan int
	busy atomic.Bool
	slot chan int
}

func (g *group) run(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

func (g *group) feed() {
	g.run(func() { g.out <- 1 })
}

func (g *group) Close() {
	g.wg.Wait()
	close(g.out)
}

// Who sends tells that he is done.
func (g *group) tellsEnd() {
	go func() {
		defer close(g.done)
		g.last <- 1
	}()
}

func (g *group) CloseLast() {
	select {
	case <-g.done:
		close(g.last)
	case <-time.After(time.Second):
	}
}

// A swap decides who of the two goes on.
func (g *group) takesSlot() {
	go func() {
		if g.busy.CompareAndSwap(false, true) {
			g.slot <- 1
		}
	}()
}

func (g *group) CloseSlot() {
	if g.busy.CompareAndSwap(false, true) {
		close(g.slot)
	}
}

// Three may clean up, each for a reason of its own.
type session struct {
	conn interface{ Read([]byte) (int, error) }
	Quit chan bool
}

func (s *session) CleanUp() { close(s.Quit) }

func (s *session) read() {
	buf := make([]byte, 9)
	for {
		if _, err := s.conn.Read(buf); err != nil {
			s.CleanUp()
			return
		}
		go s.timeout() // want `close of a closed channel \(session.CleanUp is called by others, too\) at senders.go:\d+, reached by session.(read|timeout) → session.CleanUp`
	}
}

func (s *session) timeout() {
	select {
	case <-s.Quit:
	case <-time.After(time.Second):
		s.CleanUp()
	}
}

func serve(conn interface{ Read([]byte) (int, error) }) {
	s := &session{conn, make(chan bool)}
	go s.read() // want `close of a closed channel \(session.CleanUp is called by others, too\) at senders.go:\d+, reached by session.(read|timeout) → session.CleanUp`
}
