// Package exclusive stores errors in an atomic.Value.
package exclusive

import (
	"io"
	"sync/atomic"
	"time"
)

func twice(check func() error) {
	var state atomic.Value
	go func() { // want `atomic.Value.Store panics on an error of another type than the one before at exclusive.go:\d+`
		if err := check(); err != nil {
			state.Store(err)
		}
		if err := check(); err != nil {
			state.Store(err)
		}
	}()
}

func either(check func() error, done chan bool) error {
	var state atomic.Value
	go func() {
		if err := check(); err != nil {
			state.Store(err)
			return
		}
		<-done
		if err := check(); err != nil {
			state.Store(err)
		}
	}()
	err, _ := state.Load().(error)
	return err
}

func both(check func() error) {
	var state atomic.Value
	for range 2 {
		go func() { // want `atomic.Value.Store panics on an error of another type than the one before at exclusive.go:\d+`
			if err := check(); err != nil {
				state.Store(err)
			}
		}()
	}
}

// A listener reads until it cannot.
type listener struct {
	conn   io.ReadCloser
	many   bool
	failed atomic.Value
	closed atomic.Value
}

func listen(conn io.ReadCloser, many bool) *listener {
	l := &listener{conn: conn, many: many}
	go l.loop()
	go func() {
		if err := conn.Close(); err != nil {
			l.closed.Store(err)
		}
	}()
	return l
}

func (l *listener) loop() {
	if l.many {
		l.readMany()
	} else {
		l.read()
	}
}

func (l *listener) read() {
	for {
		if _, err := l.conn.Read(make([]byte, 8)); err != nil {
			l.failed.Store(err)
			return
		}
	}
}

func (l *listener) readMany() {
	for {
		if _, err := l.conn.Read(make([]byte, 80)); err != nil {
			l.failed.Store(err)
			return
		}
	}
}

// A reader is told again.
type reader struct {
	conn   io.ReadCloser
	failed atomic.Value
}

func newReader(conn io.ReadCloser) *reader { return &reader{conn: conn} }

func (r *reader) restart() {
	go r.loop() // want `atomic.Value.Store panics on an error of another type than the one before at exclusive.go:\d+, reached by reader.loop`
}

func (r *reader) loop() {
	if _, err := r.conn.Read(make([]byte, 8)); err != nil {
		r.failed.Store(err)
	}
}

// What is made for each start stores once.
type pool struct {
	writers map[int]*writer
}

type writer struct {
	conn   io.ReadCloser
	failed atomic.Value
}

func (w *writer) fail(err error) {
	if err != nil {
		w.failed.Store(err)
	}
}

func (p *pool) add(n int, conn io.ReadCloser) {
	w := &writer{conn: conn}
	p.writers[n] = w
	time.AfterFunc(time.Second, func() {
		_, err := w.conn.Read(make([]byte, 8))
		w.fail(err)
	})
}
