// Package states panics where only a mistake in the code around it leads.
package states

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strings"
	"sync/atomic"
)

type shape int

const (
	circle shape = iota
	square
	line
)

// A switch over a kind lists all that there are.
func area(s shape) int {
	switch s {
	case circle:
		return 3
	case square:
		return 4
	default:
		panic("unknown shape")
	}
}

func Area(s shape) {
	go func() { // want `^goroutine has no panic guard \(explicit panic\("unknown shape"\) at states.go:31, reached by area\)$`
		println(area(s))
	}()
}

// Text and a look at a field or variable make an assertion.
type pool struct {
	users  int
	closed bool
	refs   atomic.Int64
}

func (p *pool) release() {
	if p.refs.Add(-1) < 0 {
		panic("released more often than taken")
	}
	if p.closed {
		panic("released after Close")
	}
	p.users--
}

func (p *pool) Run() {
	go func() { // want `^goroutine has no panic guard \(explicit panic\("released more often than taken"\) at states.go:50, reached by pool.release\)$`
		p.release()
	}()
}

// An error is no state.
func (p *pool) read(data []byte) {
	if err := json.Unmarshal(data, p); err != nil {
		panic("cannot read the pool")
	}
}

func (p *pool) Read(data []byte) {
	go func() { // want `^goroutine has no panic guard \(explicit panic\("cannot read the pool"\) at states.go:67, reached by pool.read\)$`
		p.read(data)
	}()
}

// These errors do not come.
func Entropy() {
	go func() {
		key := make([]byte, 16)
		if _, err := rand.Read(key); err != nil {
			panic("no entropy: " + err.Error())
		}
		var buf bytes.Buffer
		if err := json.NewEncoder(&buf).Encode(key); err != nil {
			panic(err)
		}
		log.Println(buf.String())
	}()
}

// The author says so beside it.
func Remarked(data []byte) {
	go func() {
		var n int
		if err := json.Unmarshal(data, &n); err != nil {
			// Should never happen: we wrote it ourselves.
			panic(err)
		}
		println(n)
	}()
}

// A debug switch inside of an assertion changes nothing about it.
func (p *pool) drop() {
	p.users--
	if p.users < 0 {
		if os.Getenv("POOL_DEBUG") == "1" {
			panic("dropped more often than taken")
		}
	}
}

func (p *pool) Drop() {
	go p.drop() // want `^goroutine has no panic guard \(explicit panic\("dropped more often than taken"\) at states.go:\d+, reached by pool.drop\)$`
}

// The form of a file that is always the same is known.
func Threads() {
	go func() { // want `^goroutine has no panic guard \(index out of range at states.go:\d+\)$`
		stat, err := os.ReadFile("/proc/self/stat")
		if err == nil {
			log.Println(strings.Fields(string(stat))[19])
		}
	}()
}

// A text that the package puts together has the parts that it put there.
type source struct{ key string }

func compose(stream, filter string) string { return strings.Join([]string{stream, filter}, " ") }

func newSource(stream, filter string) *source { return &source{key: compose(stream, filter)} }

func (s *source) Header() {
	go func() { // want `^goroutine has no panic guard \(index out of range at states.go:\d+\)$`
		log.Println(strings.Split(s.key, " ")[1])
	}()
}

// These constants lead to no error.
func (p *pool) transition(state string) error {
	switch state {
	case "open", "closed":
		p.closed = state == "closed"
		return nil
	}
	return errors.New("no such state: " + state)
}

func (p *pool) Close() {
	go func() {
		if err := p.transition("closed"); err != nil {
			panic(err)
		}
	}()
}

func (p *pool) Set(state string) {
	go func() { // want `^goroutine has no panic guard \(explicit panic\(err\) at states.go:\d+\)$`
		if err := p.transition(state); err != nil {
			panic(err)
		}
	}()
}

// A split text has a last part too.
func Last(host string) {
	go func() {
		parts := strings.Split(host, ".")
		log.Println(parts[len(parts)-1])
	}()
}

// PanicOnStuck is for those who would rather see a crash.
var PanicOnStuck = false

type watched struct{ panicOnSlow bool }

// A panic that a program asks for, it gets.
func (w *watched) watch(done chan bool, err error) {
	go func() { // want `explicit panic\(err\)`
		if PanicOnStuck {
			panic(err)
		}
	}()
	go func() { // want `explicit panic\(err\)`
		if w.panicOnSlow {
			panic(err)
		}
	}()
}

var strict bool

func strictly(err error) {
	go func() { // want `explicit panic\(err\)`
		if strict {
			panic(err)
		}
	}()
}

// What a method panics with may be a variable; that it is used too late is a mistake of the
// caller's.
var errDone = errors.New("transaction is done")

type transaction struct{ done bool }

func (t *transaction) iterate() {
	if t.done {
		panic(errDone)
	}
}

func (t *transaction) start() {
	go func() { // want `explicit panic\(errDone\) at states.go:\d+, reached by transaction.iterate`
		t.iterate()
	}()
}
