// Package exportedworks recovers in exported functions, of which some are for anything but
// a defer statement.
package exportedworks

import (
	"errors"
	"fmt"
	"log"
	"net"
	"time"
)

// Listen works for long.
func Listen(conn net.Conn, handle func([]byte)) {
	defer conn.Close()
	for {
		if r := recover(); r != nil { // want `^recover has no effect: Listen waits in a loop, no defer statement is to run it$`
			log.Println("recovered", r)
		}
		b := make([]byte, 1500)
		n, err := conn.Read(b)
		if err != nil {
			return
		}
		handle(b[:n])
	}
}

// A Pool runs jobs.
type Pool struct{ jobs chan func() }

// Work runs until the jobs are closed.
func (p *Pool) Work() {
	for job := range p.jobs {
		recover() // want `^recover has no effect: Work waits in a loop`
		job()
	}
}

// Drain recovers until nothing is left, and tells.
func Drain() {
	for {
		r := recover()
		if r == nil {
			return
		}
		fmt.Println("recovered", r)
		if err := report(r); err != nil {
			log.Println(err)
		}
	}
}

func report(r any) error { return errors.New(fmt.Sprint(r)) }

// Each tells all hooks.
func Each(hooks []func(any)) {
	r := recover()
	for _, hook := range hooks {
		hook(r)
	}
}

// Serve is deferred by this package, whyever.
func Serve(jobs chan func()) {
	for job := range jobs {
		recover()
		job()
	}
}

func deferred(jobs chan func()) {
	defer Serve(jobs)
	log.Println("done")
}

// Handle is handed to others, who do with it what they like.
func Handle(jobs chan func()) {
	for job := range jobs {
		recover()
		job()
	}
}

// Handlers is for others.
var Handlers = []func(chan func()){Handle}

// Lookup has a result that callers want.
func Lookup(m map[int]*string, k int) (s string) {
	recover() // want `^recover has no effect: Lookup works for its result, no defer statement is to run it$`
	return *m[k]
}

// A User has an id.
type User struct{ ID int }

var users = map[int]User{}

// Get does the same.
func Get(user *User) (result User) {
	recover() // want `^recover has no effect: Get works for its result`
	result = users[user.ID]
	return
}

// Parse takes recover for a catch block.
func Parse(text string) (parts []string, err error) {
	if r := recover(); r != nil { // want `^recover has no effect: Parse works for its result`
		return nil, fmt.Errorf("panic: %v", r)
	}
	parts, err = split(text)
	return
}

func split(text string) ([]string, error) { return []string{text[1:]}, nil }

// Catch gives what it recovered.
func Catch(name string) any {
	r := recover()
	if r != nil {
		log.Println(name, r)
	}
	return r
}

// Wrap gives what it made of that.
func Wrap(name string) string {
	if r := recover(); r != nil {
		return fmt.Sprint(name, r)
	}
	return ""
}

// Given is called with what was recovered, or deferred.
func Given(v any) string {
	if v == nil {
		v = recover()
	}
	return fmt.Sprint(v)
}

// A Timer is stopped by a defer statement too.
type Timer struct{ start time.Time }

// Stop says how long it took.
func (t *Timer) Stop() time.Duration {
	if r := recover(); r != nil {
		log.Println(r)
	}
	return time.Since(t.start)
}

// An Event is told to somebody.
type Event struct {
	Name  string
	Value any
}

func newEvent(name string) *Event { return &Event{Name: name} }

// Tell makes an event of what was recovered.
func Tell(name string) *Event {
	e := newEvent(name)
	r := recover()
	e.Value = r
	return e
}

// TellLater is the same, the other way round.
func TellLater(name string) *Event {
	r := recover()
	e := newEvent(name)
	if r != nil {
		e.Value = r
	}
	return e
}

// OK says that there was no panic, and err what else was wrong.
func OK(check func() (bool, error)) (ok bool, err error) {
	if recover() != nil {
		return false, nil
	}
	return check()
}

// Chain gives its receiver back.
func (t *Timer) Chain() *Timer {
	recover()
	log.Println("chained")
	return t
}
