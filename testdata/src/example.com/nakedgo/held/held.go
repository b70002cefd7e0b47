// Package held starts what variables, type parameters and interfaces of other packages
// hold.
package held

import (
	"context"
	"crypto/cipher"
	"encoding/binary"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"example.com/nakedgo/held/run"
)

var afterFunc = time.AfterFunc

var start = launch

func launch(f func()) { go f() }

func variables() {
	afterFunc(time.Second, func() { panic("late") }) // want `function started by time.AfterFunc has no panic guard \(explicit panic\("late"\)`
	afterFunc(time.Second, func() { log.Print("late") })
	start(func() { panic("started") }) // want `explicit panic\("started"\)`
}

type metrics struct{ gauges map[string]float64 }

func (m *metrics) Name() string { panic("name") }

func (m *metrics) Run() error { panic("run") }

type quiet struct{}

func (quiet) Name() string { panic("name") }

func (quiet) Run() error { return nil }

func methods() {
	var g run.Group
	g.Add(&metrics{}) // want `function started by Group.Add has no panic guard \(explicit panic\("run"\)`
	g.AddSafely(&metrics{})
	g.AddSafely(quiet{})
}

type job interface{ Do(context.Context) }

type queue[J job] struct{ ch chan J }

func newQueue[J job]() *queue[J] {
	q := &queue[J]{make(chan J)}
	go q.work(context.Background()) // want `explicit panic\("job"\)`
	return q
}

func (q *queue[J]) work(ctx context.Context) {
	for j := range q.ch {
		j.Do(ctx)
	}
}

type resize struct{}

func (resize) Do(context.Context) { panic("job") }

func queues() { newQueue[resize]().ch <- resize{} }

var load = sync.OnceValue(read)

func read() string { panic("read") }

func once() {
	go func() { // want `explicit panic\("read"\)`
		log.Print(load())
	}()
}

// What a client sends may not be there.
func requests(r *http.Request) {
	go func() { // want `index out of range`
		log.Print(r.Header["X-User"][0])
	}()
	go func() { // want `index out of range`
		log.Print(r.URL.Query()["id"][0])
	}()
	go func() {
		if ids := r.Form["id"]; len(ids) > 0 {
			log.Print(ids[0])
		}
		if len(r.Header["X-User"]) == 1 {
			log.Print(r.Header["X-User"][0])
		}
	}()
	own := http.Header{"X-User": {"me"}}
	go log.Print(own["X-User"][0])
}

// An array is as long as its author made it.
func arrays(block cipher.Block, packet []byte) {
	go func() {
		var iv [8]byte
		cipher.NewCBCDecrypter(block, iv[:]).CryptBlocks(packet, make([]byte, 8))
	}()
}

func packets(conn net.Conn, packets chan []byte) {
	go func() { // want `binary.ByteOrder.Uint32 panics on less than 4 bytes`
		for packet := range packets {
			log.Print(binary.BigEndian.Uint32(packet))
		}
	}()
	go func() {
		for packet := range packets {
			if len(packet) < 6 {
				continue
			}
			log.Print(binary.BigEndian.Uint32(packet[2:]))
		}
		head := make([]byte, 8)
		if _, err := conn.Read(head); err == nil {
			log.Print(binary.LittleEndian.Uint32(head[4:]), binary.LittleEndian.Uint16(head[2:4]))
		}
	}()
}

// Who asked somebody about the request, or set the value, may know.
func asked(w http.ResponseWriter, r *http.Request, own *client) {
	if !hasUser(r) {
		return
	}
	go func() { log.Print(r.Header["X-User"][0]) }() // want `index out of range`
	go func() {                                      // want `index out of range`
		log.Print(own.header["X-Key"][0])
		for key := range r.URL.Query() {
			log.Print(r.URL.Query()[key][0])
		}
	}()
	r.Form["page"] = []string{"1"}
	go func() { log.Print(r.Form["page"][0]) }() // want `index out of range`
}

func hasUser(r *http.Request) bool { return len(r.Header["X-User"]) > 0 }

type client struct{ header http.Header }

// Who gives no function is not asked about the function of another.
type parser struct{ rows int }

func (p *parser) parse(lines []string, report func(string)) {
	if report == nil {
		report = func(line string) { log.Print("unexpected ", line) }
	}
	p.rows += parseLines(lines, report)
}

func parseLines(lines []string, report func(string)) int {
	n := 0
	for _, line := range lines {
		if line == "" {
			report(line)
			continue
		}
		n++
	}
	return n
}

func mustParse(lines []string) int {
	var p parser
	p.parse(lines, func(line string) { panic("bad " + line) })
	return p.rows
}

func scrapes(lines []string) {
	go func() {
		var p parser
		p.parse(lines, nil)
		println(p.rows)
	}()
	go func() { // want `explicit panic`
		println(mustParse(lines))
	}()
}
