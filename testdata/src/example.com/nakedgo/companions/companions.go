// Package companions uses results before, or although, what came with them says that they
// are not there.
package companions

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
)

type guild struct{ ID string }

func fetch(id string) (*guild, error) {
	if id == "" {
		return nil, errors.New("no id")
	}
	return &guild{id}, nil
}

func failed(ids []string) {
	go func() { // want `nil dereference \(the call has failed there\) at companions.go:\d+`
		for _, id := range ids {
			g, err := fetch(id)
			if err != nil {
				log.Printf("%s: %v", g.ID, err)
				continue
			}
			log.Print(g.ID)
		}
	}()
}

func failedStd(url string) {
	go func() { // want `nil dereference \(the call has failed there\) at companions.go:\d+`
		resp, err := http.Get(url)
		if err == nil {
			resp.Body.Close()
		} else {
			log.Print(resp.Status)
		}
	}()
}

func failedAsked(url string) {
	go func() {
		resp, err := http.Get(url)
		if err != nil {
			if resp != nil {
				log.Print(resp.Status)
			}
			return
		}
		resp.Body.Close()
	}()
}

// What gives a part beside an error may be read where there is one.
func partly(id string) (*guild, error) {
	g := &guild{}
	if id == "" {
		return g, errors.New("no id")
	}
	g.ID = id
	return g, nil
}

func failedPartly(id string) {
	go func() {
		g, err := partly(id)
		if err != nil {
			log.Printf("%s: %v", g.ID, err)
			return
		}
	}()
}

func found(id string) *guild {
	if id == "" {
		return nil
	}
	return &guild{id}
}

func foundNil(ids chan string) {
	go func() { // want `nil dereference \(it was found to be nil\) at companions.go:\d+`
		for id := range ids {
			g := found(id)
			if g == nil {
				log.Print(g.ID)
				continue
			}
			log.Print(g.ID)
		}
	}()
}

func foundNilThenMade(ids chan string) {
	go func() {
		for id := range ids {
			g := found(id)
			if g == nil {
				g = &guild{}
				log.Print(g.ID)
			}
			log.Print(g.ID)
		}
	}()
}

func exchange(id string) (*guild, int, error) {
	if id == "" {
		return nil, 0, errors.New("no id")
	}
	return &guild{id}, 1, nil
}

func third(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at companions.go:\d+`
		g, _, err := exchange(id)
		if err != nil {
			log.Print(err)
		}
		g.ID = id
	}()
}

func thirdReturns(id string) {
	go func() {
		g, n, err := exchange(id)
		if err != nil {
			log.Print(err)
			return
		}
		g.ID = fmt.Sprint(n)
	}()
}

func dial(addr string) {
	go func() { // want `nil dereference \(result used although there is an error\) at companions.go:\d+`
		conn, err := net.Dial("tcp", "localhost:80")
		if err != nil {
			log.Print(err)
		}
		conn.Close()
	}()
}

func dialDeferred(addr string) {
	go func() { // want `nil dereference \(result used before its error is looked at\) at companions.go:\d+`
		conn, err := net.Dial("tcp", addr)
		defer conn.Close()
		if err != nil {
			log.Print(err)
			return
		}
	}()
}

func dialUnasked(addr string) {
	go func() { // want `nil dereference \(result used without a look at its error\) at companions.go:\d+`
		conn, _ := net.Dial("tcp", addr)
		conn.Close()
	}()
}

func dialed(addr string) {
	go func() {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprintln(conn, "hello")
	}()
}

func (g *guild) name() string { return g.ID }

type ring struct {
	mu   sync.Mutex
	ids  map[string]string
	byID map[string]*guild
}

func (r *ring) find(addr string) (*guild, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id, ok := r.ids[addr]
	return r.byID[id], ok
}

func (r *ring) removed(addrs chan string) {
	go func() { // want `nil dereference \(result used before its ok is looked at\) at companions.go:\d+, reached by guild.name`
		for addr := range addrs {
			g, ok := r.find(addr)
			name := g.name()
			if ok {
				log.Print(name)
			}
		}
	}()
}

func (r *ring) lookup(addr string) {
	go func() { // want `nil dereference \(result used although its ok is false\) at companions.go:\d+`
		g, ok := r.byID[addr]
		if !ok {
			log.Print("not there")
		}
		g.ID = addr
	}()
}

func (r *ring) lookupReturns(addr string) {
	go func() {
		g, ok := r.byID[addr]
		if !ok {
			return
		}
		g.ID = addr
	}()
}

func (r *ring) lookupPrints(addr string) {
	go func() { // want `nil dereference \(its ok is false there\)`
		if g, ok := r.byID[addr]; !ok {
			log.Print(g.ID)
		}
	}()
}

func asserted(v any) {
	go func() { // want `nil dereference \(result used before its ok is looked at\) at companions.go:\d+`
		g, ok := v.(*guild)
		id := g.ID
		if ok {
			log.Print(id)
		}
	}()
}

func opened() {
	go func() { // want `nil dereference \(result used although there is an error\) at companions.go:\d+`
		info, err := os.Stat("/etc/app.conf")
		if err != nil {
			log.Print(err)
		}
		log.Print(info.Size())
	}()
}

func foundNilTwice(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil {
			return
		}
		log.Print(g.ID)
		if err != nil {
			log.Print(err.Error())
		}
	}()
}

type trace struct{ only bool }

// Its bool says something else.
func (r *ring) trace(id string) (*trace, bool) {
	if id == "" {
		return nil, false
	}
	t := &trace{}
	return t, t.only
}

func (r *ring) traced(id string) {
	go func() {
		t, only := r.trace(id)
		if t != nil {
			defer func() { t.only = false }()
			t.only = true
		}
		if only {
			log.Print(id)
		}
	}()
}

// One bool decides twice.
func (r *ring) twice(addr string) {
	go func() {
		g, ok := r.byID[addr]
		if ok {
			log.Print("there")
		} else {
			log.Print("not there")
		}
		if ok {
			g.ID = addr
		}
	}()
}

func (r *ring) thrice(addrs chan string) {
	go func() {
		for addr := range addrs {
			g, ok := r.byID[addr]
			if !ok {
				log.Print("not there")
			}
			if ok && addr != "" {
				g.ID = addr
			}
			if !ok {
				continue
			}
			g.ID = addr
		}
	}()
}

func (r *ring) get(addr string) (*guild, bool, error) {
	g, ok := r.byID[addr]
	return g, ok, nil
}

func (r *ring) asks(addr string) {
	go func() {
		if g, ok, _ := r.get(addr); ok {
			g.ID = addr
		}
	}()
}

// The error is another one by then.
func reused(id string) {
	go func() {
		g, err := fetch(id)
		defer func() { log.Print(err) }()
		if err != nil {
			return
		}
		_, err = fetch(g.ID)
		if err != nil {
			log.Print(err)
		}
		log.Print(g.ID)
	}()
}

// Two ways lead out of the loop, and one of them with an error.
func retries(id string, stop func() bool) {
	go func() { // want `nil dereference \(result used although there is an error\) at companions.go:\d+`
		var g *guild
		for {
			var err error
			g, err = fetch(id)
			if err == nil {
				break
			}
			if stop() {
				break
			}
		}
		log.Print(g.ID)
	}()
}

func retriesAsked(id string, stop func() bool) {
	go func() {
		var g *guild
		for {
			var err error
			g, err = fetch(id)
			if err == nil {
				break
			}
			if stop() {
				return
			}
		}
		log.Print(g.ID)
	}()
}

func both(url string) {
	go func() {
		resp, err := http.Get(url)
		if err != nil && resp == nil {
			return
		}
		log.Print(resp.Status)
	}()
}

func ends(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil {
			if !errors.Is(err, os.ErrExist) {
				return
			}
		}
		log.Print(g.ID)
	}()
}

type packet struct{ kind byte }

func parsePacket(data []byte) (*packet, error) {
	if len(data) < 40 {
		return nil, io.ErrUnexpectedEOF
	}
	return &packet{data[0]}, nil
}

// What fails on a short buffer does not fail on one of 1500 bytes.
func received(conn io.Reader) {
	go func() {
		buf := make([]byte, 1500)
		conn.Read(buf)
		p, _ := parsePacket(buf[8:])
		println(p.kind)
	}()
	go func() { // want `nil dereference \(result used without a look at its error\)`
		buf := make([]byte, 1500)
		n, _ := conn.Read(buf)
		p, _ := parsePacket(buf[8:n])
		println(p.kind)
	}()
}

// What stands in for another is there, whatever the error is about.
type app struct {
	run, placeholder *packet
	err              error
}

func newApp() *app { return &app{placeholder: &packet{}} }

func (a *app) state() (*packet, error) {
	run := a.run
	if run == nil {
		run = a.placeholder
	}
	return run, a.err
}

func (a *app) sample() {
	go func() {
		run, _ := a.state()
		println(run.kind)
	}()
}
