// Package stored asserts types that it stores itself, or that were looked at.
package stored

import (
	"compress/flate"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
)

type job struct{ name string }

type queue struct{ jobs chan any }

func (q *queue) Put(j *job) { q.jobs <- any(j) }

// Only jobs are put there.
func (q *queue) Run() {
	go func() { // want `^goroutine has no panic guard \(type assertion \(<-q\.jobs\)\.\(\*job\) without ok at stored.go:22\)$`
		println((<-q.jobs).(*job).name)
	}()
}

// The first value is stored where there is none.
var locks sync.Map

func Locked(key string) {
	go func() {
		lock, _ := locks.LoadOrStore(key, &sync.Mutex{})
		lock.(*sync.Mutex).Lock()
		defer lock.(*sync.Mutex).Unlock()
		v, ok := locks.Load(key)
		if !ok {
			v = &sync.Mutex{}
		}
		v.(*sync.Mutex).TryLock()
	}()
}

// The kind says what the value is.
type message struct {
	kind string
	data any
}

type created struct{ id string }

func (m message) Handle() {
	go func() { // want `^goroutine has no panic guard \(type assertion m\.data\.\(created\) without ok at stored.go:53\)$`
		if m.kind == "created" {
			println(m.data.(created).id)
		}
	}()
}

// What JSON holds, nobody vouches for.
func JSON(values map[string]any) {
	go func() { // want `^goroutine has no panic guard \(type assertion values\["name"\]\.\(string\) without ok at stored.go:61\)$`
		println(values["name"].(string))
	}()
}

// Std says what it returns.
var readers = sync.Pool{New: func() any { return flate.NewReader(nil) }}

func Std(r io.Reader) {
	go func() {
		println(io.LimitReader(r, 10).(*io.LimitedReader).N)
		fr, _ := readers.Get().(io.ReadCloser)
		fr.(flate.Resetter).Reset(strings.NewReader(""), nil)
	}()
}

// Only this package implements it.
type recorder interface{ record(int) }

type shim struct{ n int }

func (s *shim) record(n int) { s.n = n }

func Sealed(v any) {
	go func() { // want `^goroutine has no panic guard \(type assertion v\.\(recorder\) without ok at stored.go:\d+\)$`
		v.(recorder).record(1)
	}()
}

func Transport() {
	go func() { // want `^goroutine has no panic guard \(type assertion http\.DefaultTransport\.\(\*http\.Transport\) without ok at stored.go:\d+\)$`
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	}()
}

// Of two that store at once, the first one's is taken.
type indexes struct {
	next atomic.Uint64
	all  sync.Map
}

func (x *indexes) of(names []string) (list []uint64) {
	for _, name := range names {
		v, ok := x.all.Load(name)
		if !ok {
			v = x.next.Add(1)
			if other, loaded := x.all.LoadOrStore(name, v); loaded {
				v = other
			}
			println("stored", name)
		}
		list = append(list, v.(uint64))
	}
	return list
}

func (x *indexes) Index(names []string) {
	go func() { println(len(x.of(names))) }()
}

// Who has numbered the kinds knows what belongs to each.
type kind int

const resized kind = 1

func Draw(events map[kind]any, fields map[string]any) {
	go func() { // want `type assertion events\[resized\].\(int64\) without ok`
		println(events[resized].(int64))
	}()
	go func() { // want `type assertion fields\["size"\].\(int64\) without ok`
		println(fields["size"].(int64))
	}()
}
