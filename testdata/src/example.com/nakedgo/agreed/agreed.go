// Package agreed has values of which callers and callees agree.
package agreed

import (
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"strings"
	"sync"
	"sync/atomic"
)

type named interface {
	SetName(string)
	Name() string
}

type base struct{ name string }

func (b *base) SetName(n string) { b.name = n }
func (b *base) Name() string     { return b.name }

type event struct{ base }

type plain struct{}

func send(content any) { content.(named).SetName("a") }

func sends() {
	go func() { send(&event{}) }()
	go func() { send(plain{}) }() // want `type assertion content.\(named\) without ok at agreed.go:\d+, reached by send`
}

type msg interface{ String() string }
type ping struct{}
type pong struct{}

func (*ping) String() string { return "ping" }
func (*pong) String() string { return "pong" }

func dispatch(kind int, m msg) {
	switch kind {
	case 0:
		println(m.(*ping))
	case 1:
		println(m.(*pong))
	}
}

func dispatches() {
	go func() { // want `type assertion m.\(\*ping\) without ok at agreed.go:\d+, reached by dispatch`
		dispatch(0, &ping{})
		dispatch(1, &pong{})
	}()
}

type info struct{ nonce string }

// One flag decides about both.
func create(remote *string) {
	solicited := false
	if remote != nil {
		solicited = true
	}
	var i *info
	if !solicited {
		i = &info{}
	}
	if solicited {
		println(*remote)
	} else {
		println(i.nonce)
	}
}

func creates(remote string) {
	go create(&remote)
	go create(nil)
}

type watcher struct {
	once sync.Once
	err  atomic.Value
}

// It is stored once.
func (w *watcher) fail(err error) { w.once.Do(func() { w.err.Store(err) }) }

func (w *watcher) watch() {
	go func() { w.fail(errors.New("gone")) }()
}

type image struct{ data *info }

// What an image has, those who use it know.
func (i *image) reader() *info {
	if i.data == nil {
		return nil
	}
	return &info{i.data.nonce}
}

func (i *image) load() {
	go func() { // want `nil dereference \(the function may find nothing\) at agreed.go:\d+`
		println(i.reader().nonce)
	}()
}

func parse(topic string) string {
	if !strings.Contains(topic, "://") {
		topic = "persistent://" + topic
	}
	return strings.SplitN(topic, "://", 2)[1]
}

func parses(topics chan string) {
	go func() { // want `index out of range at agreed.go:\d+, reached by parse`
		for t := range topics {
			println(parse(t))
		}
	}()
}

// All that makes the value makes a hash.
func digest(strong bool, texts chan string) {
	newHash := func() any { return sha1.New() }
	if strong {
		newHash = func() any { return sha256.New() }
	}
	go func() {
		for text := range texts {
			h := newHash()
			io.WriteString(h.(io.Writer), text)
			println(h.(hash.Hash).Size())
		}
	}()
}

type settings struct{ all sync.Map }

func (s *settings) get(key string, or any) any {
	if v, ok := s.all.Load(key); ok {
		return v
	}
	return or
}

// Who gives a string as the default has put strings there.
func (s *settings) prints() {
	go func() { // want `type assertion s.get\("name", ""\).\(string\) without ok`
		println(s.get("name", "").(string))
	}()
}

func copyOf(name string, src *info) string {
	if src == nil {
		panic(name + ": src is nil")
	}
	return src.nonce
}

func (i *image) copies() {
	go func() { // want `explicit panic`
		println(copyOf("data", i.data))
	}()
}
