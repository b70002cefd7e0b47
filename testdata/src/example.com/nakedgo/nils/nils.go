// Package nils dereferences what functions may not have found.
package nils

import (
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io/fs"
	"log"
	"math/big"
	"net/http"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

type peer struct {
	name string
	sent int
}

func (p *peer) push() { p.sent++ }

func (p *peer) String() string {
	if p == nil {
		return "nobody"
	}
	return p.name
}

type cluster struct {
	peers []*peer
	byID  map[string]*peer
}

func (c *cluster) find(name string) *peer {
	for _, p := range c.peers {
		if p.name == name {
			return p
		}
	}
	return nil
}

func (c *cluster) load(name string) (*peer, error) {
	if name == "" {
		return nil, errors.New("no name")
	}
	if c.byID[name] == nil {
		return nil, nil
	}
	return c.byID[name], nil
}

func (c *cluster) looked(name string) {
	if p := c.find(name); p != nil {
		p.push()
	}
}

func (c *cluster) replicate(name string) {
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+`
		log.Print(c.find(name).name)
	}()
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+, reached by peer.push`
		c.find(name).push()
	}()
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+, reached by show`
		show(c.find(name))
	}()
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+`
		p, err := c.load(name)
		if err != nil {
			return
		}
		log.Print(p.name)
	}()
	go func() {
		log.Print(c.find(name).String())
		if c.find(name) != nil {
			c.find(name).push()
		}
		if p, err := c.load(name); err == nil && p != nil {
			log.Print(p.name)
		}
		if c.has(name) {
			c.find(name).push()
		}
	}()
}

func (c *cluster) has(name string) bool { return c.byID[name] != nil }

func show(p *peer) { log.Print(p.name) }

// A method value is started with the receiver that it was made with.
func (c *cluster) bound(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		p := c.find(name)
		wg.Go(p.push) // want `nil dereference \(the function may find nothing\) at nils.go:\d+, reached by peer.push`
		go p.push()   // want `nil dereference \(the function may find nothing\) at nils.go:\d+, reached by peer.push`
		if p != nil {
			wg.Go(p.push)
			go p.push()
		}
	}
	wg.Wait()
}

// Nobody looks, wherever it is called: it is always found.
func (c *cluster) must(name string) *peer {
	for _, p := range c.peers {
		if p.name == name {
			return p
		}
	}
	return nil
}

func (c *cluster) always() {
	go func() { c.must("a").push() }()
	go func() { c.must("b").push() }()
}

// What it is given decides.
func self(p *peer) *peer {
	if p == nil {
		return nil
	}
	return p
}

func selves(p *peer) {
	go func() { self(p).push() }()
}

func block(data []byte) {
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+`
		b, _ := pem.Decode(data)
		log.Print(b.Type)
	}()
	go func() {
		b, _ := pem.Decode(data)
		if b == nil {
			return
		}
		log.Print(b.Type)
	}()
}

func zone(name, text string) {
	go func() { // want `nil dereference \(result used without a look at its error\) at nils.go:\d+, reached by time.Time.In`
		loc, _ := time.LoadLocation(name)
		log.Print(time.Now().In(loc))
	}()
	go func() { // want `nil dereference \(result used without a look at its error\) at nils.go:\d+, reached by url.URL.Query`
		u, _ := url.Parse(text)
		log.Print(u.Query())
	}()
}

// The error is logged, and that is all.
func logged(text string) {
	go func() { // want `nil dereference \(result used although there is an error\) at nils.go:\d+`
		resp, err := http.Get(text)
		if err != nil {
			log.Print(err)
		}
		defer resp.Body.Close()
	}()
	go func() {
		resp, err := http.Get(text)
		if err != nil {
			log.Fatal(err)
		}
		defer resp.Body.Close()
	}()
	go func() {
		for range 3 {
			resp, err := http.Get(text)
			if err != nil {
				log.Print(err)
				continue
			}
			resp.Body.Close()
		}
	}()
	go func() {
		resp, err := http.Get(text)
		if err != nil && !errors.Is(err, http.ErrUseLastResponse) {
			return
		}
		defer resp.Body.Close()
	}()
	go func() {
		for {
			resp, err := http.Get(text)
			if err != nil {
				log.Print(err)
				time.Sleep(time.Second)
				continue
			}
			log.Print(resp.Status)
		}
	}()
	go func() {
		resp, err := http.Get(text)
		ok := true
		if err != nil {
			ok = false
		}
		if ok {
			resp.Body.Close()
		}
	}()
}

func walk(dir string) {
	go func() { // want `nil dereference \(where there is an error, info is nil\) at nils.go:\d+`
		filepath.Walk(dir, func(path string, info fs.FileInfo, err error) error {
			if info.IsDir() {
				return nil
			}
			log.Print(path)
			return err
		})
	}()
	go func() {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			log.Print(d.Name())
			return nil
		})
	}()
}

type bus struct {
	handlers map[string]func(string)
	beats    chan string
	byID     map[string]*peer
}

func (b *bus) dispatch(kind, text string) { b.handlers[kind](text) }

func (b *bus) run(in chan [2]string) {
	go func() { // want `call of a nil function \(the map may not have the key\) at nils.go:\d+, reached by bus.dispatch`
		for m := range in {
			b.dispatch(m[0], m[1])
		}
	}()
	go func() {
		for m := range in {
			if h := b.handlers[m[0]]; h != nil {
				h(m[1])
			}
		}
		for kind := range b.handlers {
			b.handlers[kind]("end")
		}
	}()
	go func() { // want `nil dereference \(the map may not have the key\) at nils.go:\d+`
		for id := range b.beats {
			log.Print(b.byID[id].name)
		}
	}()
}

func done(urls []string) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() { // want `negative WaitGroup counter \(Done is called again\) at nils.go:\d+`
			defer wg.Done()
			if url == "" {
				wg.Done()
				return
			}
			log.Print(url)
		}()
		wg.Add(1)
		go func() {
			defer wg.Done()
			wg.Add(1)
			wg.Done()
		}()
	}
	wg.Wait()
}

func last(check func() error) {
	var state atomic.Value
	go func() { // want `atomic.Value.Store panics on an error of another type than the one before at nils.go:\d+`
		for range 3 {
			if err := check(); err != nil {
				state.Store(err)
			}
		}
	}()
	go func() { state.Store("text") }()
}

// Everything else is raised again.
func serve(line chan []byte) {
	go func() { // want `index out of range at nils.go:\d+`
		defer func() {
			if v := recover(); v != nil {
				if v != http.ErrAbortHandler {
					panic(v)
				}
			}
		}()
		for l := range line {
			log.Print(l[0])
		}
	}()
}

type stack struct{ list []*peer }

func (s *stack) len() int { return len(s.list) }

func (s *stack) pop() *peer {
	if len(s.list) == 0 {
		return nil
	}
	p := s.list[len(s.list)-1]
	s.list = s.list[:len(s.list)-1]
	return p
}

// The stack was asked whether it has one.
func (s *stack) drain() {
	go func() {
		for s.len() > 0 {
			s.pop().push()
		}
	}()
	go func() { // want `nil dereference \(the function may find nothing\) at nils.go:\d+, reached by peer.push`
		s.pop().push()
		if p := s.pop(); p != nil {
			p.push()
		}
	}()
}

type finder interface {
	find(name string) (*peer, error)
}

// What an interface gives beside an error, its documentation says.
func (c *cluster) ask(f finder, name string) {
	go func() {
		p, err := f.find(name)
		log.Print(p.name)
		if err != nil {
			log.Print(err)
		}
	}()
}

// Random bytes are always there.
func draw() {
	go func() {
		n, _ := rand.Int(rand.Reader, big.NewInt(100))
		log.Print(n.Int64())
	}()
}

type branch struct{ parts int }

// The keys come from the lists of the program itself.
func layers(dag [][]string, branches map[string]*branch) {
	for _, layer := range dag {
		for i, key := range layer {
			go func(id string, i int) {
				println(i, branches[id].parts)
			}(key, i)
		}
	}
}

func asked(key string, branches map[string]*branch) {
	go func(id string) { // want `nil dereference \(the map may not have the key\)`
		println(branches[id].parts)
	}(key)
}
