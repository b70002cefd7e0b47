// Package cleared sets fields to nil that goroutines use.
package cleared

import (
	"errors"
	"sync"
)

type wire struct{ sent int }

func (w *wire) write(s string) { w.sent += len(s) }

// One method looks, the goroutine does not.
type session struct {
	mu   sync.Mutex
	conn *wire
}

func newSession() *session {
	s := &session{conn: &wire{}}
	go s.listen() // want `nil dereference \(session.Close sets it to nil\) at cleared.go:\d+, reached by session.listen → wire.write`
	return s
}

func (s *session) Close() {
	s.mu.Lock()
	s.conn = nil
	s.mu.Unlock()
}

func (s *session) Send(m string) error {
	if s.conn == nil {
		return errors.New("closed")
	}
	s.conn.write(m)
	return nil
}

func (s *session) listen() {
	for {
		s.mu.Lock()
		s.conn.write("beat")
		s.mu.Unlock()
	}
}

// The map of a process.
type process struct {
	mu       sync.Mutex
	children map[int]bool
}

func newProcess() *process {
	p := &process{children: map[int]bool{}}
	go func() { // want `write to a nil map \(process.Close sets it to nil\) at cleared.go:\d+, reached by process.add`
		for i := 0; ; i++ {
			p.add(i)
		}
	}()
	return p
}

func (p *process) has(n int) bool { return p.children != nil && p.children[n] }

func (p *process) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.children[n] = true
}

func (p *process) Close() {
	p.mu.Lock()
	p.children = nil
	p.mu.Unlock()
}

// Close waits for the goroutine.
type waiting struct {
	wg   sync.WaitGroup
	conn *wire
}

func newWaiting() *waiting {
	w := &waiting{conn: &wire{}}
	w.wg.Add(1)
	go w.loop()
	return w
}

func (w *waiting) Close() {
	w.wg.Wait()
	w.conn = nil
}

func (w *waiting) Open() bool { return w.conn != nil }

func (w *waiting) loop() {
	defer w.wg.Done()
	w.conn.write("beat")
}

// The goroutine looks, or those that call what uses the field.
type looking struct{ conn *wire }

func newLooking() *looking {
	l := &looking{conn: &wire{}}
	go l.loop()
	go l.check()
	return l
}

func (l *looking) Close()     { l.conn = nil }
func (l *looking) Open() bool { return l.conn != nil }

func (l *looking) loop() {
	for l.conn != nil {
		l.conn.write("beat")
	}
}

func (l *looking) check() {
	if l.conn != nil {
		l.beat()
	}
}

func (l *looking) beat() { l.conn.write("beat") }

// The goroutine sets the field itself.
type dialing struct{ conn *wire }

func newDialing() *dialing {
	d := &dialing{}
	go d.loop()
	return d
}

func (d *dialing) Close()     { d.conn = nil }
func (d *dialing) Open() bool { return d.conn != nil }

func (d *dialing) loop() {
	d.conn = &wire{}
	d.conn.write("beat")
}

// A map's value that is compared with nil, but too late.
type conn struct{ chans map[uint16]*wire }

func update(f string, w *wire) {
	if f == "close" {
		w.write(f)
	}
}

func (c *conn) dispatch(id uint16, f string) {
	w := c.chans[id]
	update(f, w)
	if w != nil {
		w.write(f)
	}
}

func (c *conn) reader(in <-chan string) {
	go func() { // want `nil dereference \(it is compared with nil afterwards\) at cleared.go:\d+, reached by conn.dispatch → … → wire.write`
		for f := range in {
			c.dispatch(7, f)
		}
	}()
}

func newConn() *conn { return &conn{chans: map[uint16]*wire{}} }

// A key that a select statement took from a channel.
func selected(add, beat chan string) {
	wires := map[string]*wire{}
	go func() { // want `nil dereference \(the map may not have the key\) at cleared.go:\d+, reached by wire.write`
		for {
			select {
			case name := <-add:
				wires[name] = &wire{}
			case name := <-beat:
				wires[name].write("beat")
			}
		}
	}()
}

// A method that is started sets the field again, and another goroutine clears it between.
type link struct {
	mu   sync.Mutex
	conn *wire
	done chan struct{}
}

func (l *link) connect() {
	l.conn = &wire{}
	go l.read() // want `nil dereference \(link.reconnect sets it to nil\) at cleared.go:\d+, reached by link.read → wire.write`
	go l.ping()
}

func (l *link) read() {
	for {
		select {
		case <-l.done:
			return
		default:
			l.conn.write("read")
		}
	}
}

func (l *link) ping() {
	for {
		if l.conn == nil {
			l.reconnect()
			return
		}
	}
}

func (l *link) reconnect() {
	l.mu.Lock()
	l.conn = nil
	l.mu.Unlock()
	go l.connect()
}

// It clears what only it uses.
type own struct{ conn *wire }

func (o *own) start() {
	o.conn = &wire{}
	go o.loop()
}

func (o *own) open() bool { return o.conn != nil }

func (o *own) loop() {
	for {
		o.use()
		o.reset()
	}
}

func (o *own) use() { o.conn.write("beat") }

func (o *own) reset() {
	o.conn = nil
	o.renew()
}

func (o *own) renew() { o.conn = &wire{} }

// It is used once, right after it was set.
type short struct{ conn *wire }

func (s *short) start() {
	s.conn = &wire{}
	go func() { s.conn.write("hello") }()
}

func (s *short) open() bool { return s.conn != nil }

func (s *short) Close() { s.conn = nil }
