// Package early uses what a call returned before it looks at the error that came with
// it.
package early

import (
	"context"
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"

	"example.com/nakedgo/early/client"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func poll(url string) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+, reached by fetch`
		fetch(url)
	}()
}

func captured(url string) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+`
		resp, err := http.Get(url)
		defer func() {
			if err != nil {
				log.Print(err)
			}
		}()
		log.Print(resp.Status)
		if err != nil {
			return
		}
	}()
}

// The error is handed on, the result was used.
func handedOn(url string, done chan error) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+`
		_, err := status(url)
		done <- err
	}()
}

func status(url string) (int, error) {
	resp, err := http.Head(url)
	return resp.StatusCode, err
}

type order struct{ id int }

func load(id int) (*order, error) {
	if id == 0 {
		return nil, errors.New("no order")
	}
	return &order{id}, nil
}

// What it returns is never nil.
func partly(id int) (*order, error) {
	o := &order{}
	if id == 0 {
		return o, errors.New("no order")
	}
	o.id = id
	return o, nil
}

func own(id int) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+`
		o, err := load(id)
		log.Print(o.id)
		if err != nil {
			log.Print(err)
		}
	}()
	go func() {
		o, err := partly(id)
		log.Print(o.id)
		if err != nil {
			log.Print(err)
		}
	}()
}

func others(ctx context.Context, c *client.Client) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+`
		item, err := c.Get(ctx)
		log.Print(item.Name)
		if err != nil {
			log.Print(err)
		}
	}()
}

func check(err error) {
	if err != nil {
		os.Exit(1)
	}
}

// Somebody has looked.
func looked(url string) {
	go func() {
		resp, err := http.Get(url)
		check(err)
		defer resp.Body.Close()
		if err != nil {
			return
		}
	}()
	go func() {
		resp, err := http.Get(url)
		if err == nil {
			defer resp.Body.Close()
		}
		if err != nil {
			return
		}
	}()
	go func() {
		resp, err := http.Get(url)
		if resp != nil {
			defer resp.Body.Close()
		}
		if err != nil {
			return
		}
	}()
	go func() {
		var resp *http.Response
		var err error
		for range 3 {
			if resp, err = http.Get(url); err == nil {
				break
			}
		}
		if err != nil {
			return
		}
		resp.Body.Close()
	}()
}

// LevelFatal is the level at which the handler of the program ends it.
const LevelFatal = slog.Level(12)

func fatally(ctx context.Context, l *slog.Logger, url string) {
	go func() {
		resp, err := http.Get(url)
		if err != nil {
			l.LogAttrs(ctx, LevelFatal, "no answer")
		}
		resp.Body.Close()
	}()
	go func() { // want `nil dereference \(result used although there is an error\)`
		resp, err := http.Get(url)
		if err != nil {
			l.LogAttrs(ctx, slog.LevelError, "no answer")
		}
		resp.Body.Close()
	}()
}

func handled(resp *http.Response, err error) bool {
	return err == nil && resp.StatusCode < 300
}

func fine(resp *http.Response) bool { return resp.StatusCode < 300 }

func together(url string) {
	go func() {
		resp, err := http.Get(url)
		if !handled(resp, err) {
			log.Print(err)
		}
	}()
	go func() { // want `nil dereference \(result used before its error is looked at\) at early.go:\d+, reached by fine`
		resp, err := http.Get(url)
		if !fine(resp) {
			log.Print(err)
		}
	}()
}

// What is declared before the look runs after it.
func declaredBefore(addr string, done chan bool) error {
	conn, err := dial(addr)
	send := func(text string) { conn.send(text) }
	if err != nil {
		return err
	}
	send("hello")
	go func() {
		<-done
		send("bye")
	}()
	return nil
}

func calledBefore(addr string) error {
	conn, err := dial(addr)
	send := func(text string) { conn.send(text) }
	send("hello")
	if err != nil {
		return err
	}
	return nil
}

type session struct{ sent int }

func (s *session) send(text string) { s.sent += len(text) }

func dial(addr string) (*session, error) {
	if addr == "" {
		return nil, errors.New("no address")
	}
	return &session{}, nil
}

// A literal that has ok as well asks.
func askedInside(values map[string]*session, each func(func())) {
	s, ok := values["main"]
	each(func() {
		if ok {
			s.send("event")
		}
	})
	if ok {
		s.send("end")
	}
}

func declared(addrs chan string) {
	go func() {
		for addr := range addrs {
			declaredBefore(addr, nil)
		}
	}()
	go func() { // want `result used before its error is looked at`
		for addr := range addrs {
			calledBefore(addr)
		}
	}()
	go askedInside(map[string]*session{}, func(f func()) { f() })
}
