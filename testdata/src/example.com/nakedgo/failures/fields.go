package failures

import (
	"log"
	"net"

	"github.com/gorilla/websocket"
)

type feed struct {
	conn   *websocket.Conn
	url    string
	key    string
	closed bool
}

func newFeed(url, key string) *feed { return &feed{url: url, key: key} }

func (f *feed) private() bool { return f.key != "" }

func (f *feed) login() error { return f.conn.WriteJSON(f.key) }

func (f *feed) connect() {
	var err error
	f.conn, _, err = websocket.DefaultDialer.Dial(f.url, nil)
	if f.private() {
		if err != nil {
			return
		}
		if err = f.login(); err != nil {
			return
		}
	}
	go f.read() // want `nil dereference \(result used without a look at its error\) at fields.go:\d+, reached by feed.read → websocket.Conn.ReadMessage`
}

func (f *feed) read() {
	for {
		if _, _, err := f.conn.ReadMessage(); err != nil {
			return
		}
	}
}

func (f *feed) logged() {
	go func() { // want `nil dereference \(result used although there is an error\) at fields.go:\d+, reached by websocket.Conn.WriteJSON`
		var err error
		f.conn, _, err = websocket.DefaultDialer.Dial(f.url, nil)
		if err != nil {
			log.Print(err)
		}
		_ = f.conn.WriteJSON("hello")
	}()
}

func (f *feed) calls() {
	go func() { // want `nil dereference \(result used although there is an error\) at fields.go:\d+, reached by feed.readAll → websocket.Conn.ReadMessage`
		var err error
		f.conn, _, err = websocket.DefaultDialer.Dial(f.url, nil)
		if err != nil {
			log.Print(err)
		}
		f.readAll()
	}()
}

func (f *feed) readAll() {
	for {
		if _, _, err := f.conn.ReadMessage(); err != nil {
			return
		}
	}
}

// The error is looked at.
type quiet struct {
	conn *websocket.Conn
	url  string
}

func newQuiet(url string) *quiet { return &quiet{url: url} }

func (q *quiet) connect() error {
	var err error
	q.conn, _, err = websocket.DefaultDialer.Dial(q.url, nil)
	if err != nil {
		return err
	}
	go q.read()
	return nil
}

func (q *quiet) read() {
	for {
		if _, _, err := q.conn.ReadMessage(); err != nil {
			return
		}
	}
}

// The reader looks itself.
type wary struct {
	conn *websocket.Conn
	url  string
}

func newWary(url string) *wary { return &wary{url: url} }

func (w *wary) connect() {
	var err error
	w.conn, _, err = websocket.DefaultDialer.Dial(w.url, nil)
	if err != nil {
		log.Print(err)
	}
	go w.read()
}

func (w *wary) read() {
	if w.conn == nil {
		return
	}
	_, _, _ = w.conn.ReadMessage()
}

// Where it fails, another connection is made.
type steady struct {
	conn net.Conn
	addr string
}

func newSteady(addr string) *steady { return &steady{addr: addr} }

func (s *steady) connect() {
	var err error
	s.conn, err = net.Dial("tcp", s.addr)
	if err != nil {
		log.Print(err)
		s.spare()
	}
	go s.read()
}

func (s *steady) spare() {
	s.conn, _ = net.Pipe()
}

func (s *steady) read() {
	_, _ = s.conn.Read(nil)
}

// Somebody connects before it starts.
type late struct {
	conn net.Conn
	addr string
}

func newLate(addr string) *late { return &late{addr: addr} }

func (l *late) connect() error {
	var err error
	l.conn, err = net.Dial("tcp", l.addr)
	return err
}

func (l *late) run() {
	if err := l.connect(); err != nil {
		return
	}
	go l.read()
}

func (l *late) read() {
	_, _ = l.conn.Read(nil)
}
