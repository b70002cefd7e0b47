// Package deliberate panics where its authors chose to, and say so.
package deliberate

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"runtime"
	"syscall"
)

// unmap gives what undoes a mapping. It panics if that fails: the heap is not to be trusted
// any longer.
func unmap(size int) func(*byte) {
	return func(addr *byte) {
		if err := munmap(addr, size); err != nil {
			panic(err)
		}
	}
}

// unlock undoes it.
func unlock(size int) func(*byte) {
	return func(addr *byte) {
		if err := munmap(addr, size); err != nil {
			panic(err)
		}
	}
}

func munmap(addr *byte, size int) error {
	if size == 0 {
		return errors.New("nothing is mapped")
	}
	return nil
}

func mapped(addr *byte, size int) {
	runtime.SetFinalizer(addr, unlock(size)) // want `explicit panic\(err\)`
	go unmap(size)(addr)                     // want `explicit panic\(err\)`
	go unlock(size)(addr)                    // want `explicit panic\(err\)`
}

// options say what is done with errors; where they say nothing, it panics.
type options struct{ onError func(error) }

func newOptions(kind string) options {
	switch kind {
	case "log":
		return options{func(err error) { log.Print(err) }}
	case "none":
		return options{func(error) {}}
	}
	return options{func(err error) { panic(err) }}
}

func reports(kind string, failures chan error) {
	o := newOptions(kind)
	go func() { // want `explicit panic\(err\)`
		for err := range failures {
			o.onError(err)
		}
	}()
}

// A function that runs until its context ends fails for nothing else.
func lead(ctx context.Context, term func(context.Context) error) {
	go func() { // want `explicit panic\(err\)`
		if err := term(ctx); err != nil {
			if !errors.Is(err, context.Canceled) && ctx.Err() == nil {
				panic(err)
			}
		}
	}()
}

// What was checked when it was added is checked again.
type job struct{ name string }

func (j *job) validate() error {
	if j.name == "" {
		return errors.New("no name")
	}
	return nil
}

func (j *job) mustValidate() *job {
	if err := j.validate(); err != nil {
		panic(err)
	}
	return j
}

type jobs struct{ all []*job }

func (s *jobs) add(j *job) error {
	if err := j.validate(); err != nil {
		return err
	}
	s.all = append(s.all, j)
	return nil
}

func (s *jobs) run() {
	go func() { // want `explicit panic\(err\)`
		for _, j := range s.all {
			println(j.mustValidate().name)
		}
	}()
}

// There are always random bytes.
func keys() {
	go func() {
		public, _, err := ed25519.GenerateKey(nil)
		if err != nil {
			panic(err)
		}
		println(len(public))
	}()
}

// Nobody says anything of this one.
func decoded(lines chan []byte) {
	go func() { // want `explicit panic\(err\)`
		for line := range lines {
			var j job
			if err := json.Unmarshal(line, &j); err != nil {
				panic(err)
			}
		}
	}()
}

// A method that panics is called after another one has said that it does not.
var errMissing = errors.New("missing")

type transactions struct{ open map[string]int }

func (t *transactions) has(key string) bool { _, ok := t.open[key]; return ok }

func (t *transactions) pop(key string) int {
	n, ok := t.open[key]
	if !ok {
		panic(errMissing)
	}
	delete(t.open, key)
	return n
}

type peers struct {
	open transactions
	last transactions
}

func newPeers() *peers {
	return &peers{transactions{map[string]int{}}, transactions{map[string]int{}}}
}

func (p *peers) read(keys chan string) {
	go func() { // want `explicit panic\(errMissing\)`
		for key := range keys {
			if !p.open.has(key) {
				continue
			}
			println(p.open.pop(key))
		}
	}()
	go func() { // want `explicit panic\(errMissing\)`
		for key := range keys {
			if p.open.has(key) {
				println(p.last.pop(key))
			}
		}
	}()
}

// An array has as much as is copied.
type id struct{ bits [20]byte }

func (i *id) set(b []byte) {
	if n := copy(i.bits[:], b); n != 20 {
		panic(n)
	}
}

func fromArray(b [20]byte) (i id) {
	i.set(b[:])
	return i
}

func fromSlice(b []byte) (i id) {
	i.set(b)
	return i
}

func ids(arrays chan [20]byte, slices chan []byte) {
	go func() {
		for b := range arrays {
			println(fromArray(b).bits[0])
		}
	}()
	go func() { // want `explicit panic\(n\)`
		for b := range slices {
			println(fromSlice(b).bits[0])
		}
	}()
}

// explode panics.
func explode() { panic(errors.New("too many")) }

func explodes() {
	go explode() // want `explicit panic`
}

// What was given twice, or is not there, is a mistake of the program.
func (t *transactions) add(key string, n int) {
	if _, ok := t.open[key]; ok {
		panic(key)
	}
	t.open[key] = n
}

func (p *peers) adds(keys chan string) {
	go func() { // want `explicit panic\(key\)`
		for key := range keys {
			p.open.add(key, 1)
		}
	}()
}

// What cannot be closed was not open.
func descriptors(fds chan int) {
	go func() { // want `explicit panic`
		for fd := range fds {
			if err := syscall.Close(fd); err != nil {
				panic("close(2): " + err.Error())
			}
		}
	}()
}

func text(parts ...any) string { return fmt.Sprint(parts...) }

// A text of its own may be put together by another function.
type reserved struct{ capacity int }

func (r *reserved) take(n int) {
	if n > r.capacity {
		panic(text("overflow: ", n))
	}
	r.capacity -= n
}

func (r *reserved) takes(sizes chan int) {
	go func() { // want `explicit panic`
		for n := range sizes {
			r.take(n)
		}
	}()
}

// The kinds that there are may be variables.
type decision struct{ n int }

var (
	retry = decision{1}
	stop  = decision{2}
)

func decides(decide func(error) decision, failures chan error) {
	go func() { // want `explicit panic`
		for err := range failures {
			switch d := decide(err); d {
			case retry:
			case stop:
				return
			default:
				panic(err)
			}
		}
	}()
}

type cipher struct{ key [64]byte }

func newCipher(key []byte) *cipher {
	if len(key) != 64 {
		panic(len(key))
	}
	return &cipher{[64]byte(key)}
}

func ciphers(keys chan []byte) {
	go func() { // want `explicit panic\(len\(key\)\)`
		for key := range keys {
			println(newCipher(key).key[0])
		}
	}()
}
