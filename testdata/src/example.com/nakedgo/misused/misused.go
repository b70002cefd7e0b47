// Package misused does with values what their documentation says panics.
package misused

import (
	"crypto/cipher"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gorilla/websocket"
	"github.com/sourcegraph/conc"
)

// A connection that has failed once fails for ever.
func read(conn *websocket.Conn) {
	go func() { // want `websocket.Conn.ReadMessage panics when it is called again after an error at misused.go:\d+`
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				log.Print(err)
				continue
			}
			log.Print(len(data))
		}
	}()
	go func() { // want `websocket.Conn.ReadJSON panics when it is called again after an error at misused.go:\d+`
		for {
			var v map[string]string
			if err := conn.ReadJSON(&v); err == nil {
				log.Print(v)
			}
		}
	}()
	go func() {
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				break
			}
			log.Print(len(data))
		}
	}()
}

type client struct {
	conn *websocket.Conn
	url  string
}

func dial(url string) *websocket.Conn { return nil }

func (c *client) next() ([]byte, error) {
	_, data, err := c.conn.ReadMessage()
	return data, err
}

func (c *client) nextOrDial() ([]byte, error) {
	_, data, err := c.conn.ReadMessage()
	if err != nil {
		c.conn = dial(c.url)
	}
	return data, err
}

func (c *client) helped() {
	go func() { // want `client.next panics when it is called again after an error at misused.go:\d+`
		for {
			data, err := c.next()
			if err != nil {
				continue
			}
			log.Print(len(data))
		}
	}()
	go func() {
		for {
			data, err := c.nextOrDial()
			if err != nil {
				continue
			}
			log.Print(len(data))
		}
	}()
}

func (c *client) reconnect() { c.conn = dial(c.url) }

// Another connection has not failed yet.
func (c *client) loop() {
	go func() {
		for {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				c.reconnect()
				continue
			}
			log.Print(len(data))
		}
	}()
	go func() {
		for {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				c.conn = dial(c.url)
				continue
			}
			log.Print(len(data))
		}
	}()
	go func() {
		for {
			conn := dial(c.url)
			for {
				_, data, err := conn.ReadMessage()
				if err != nil {
					break
				}
				log.Print(len(data))
			}
		}
	}()
	go func() { // want `websocket.Conn.ReadMessage panics when it is called again after an error at misused.go:\d+`
		for {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				log.Print(err)
				continue
			}
			log.Print(len(data))
		}
	}()
}

// Every way out of a goroutine is done once.
func pipe(dst io.Writer, src io.Reader, wg *sync.WaitGroup) {
	if _, err := io.Copy(dst, src); err != nil {
		log.Print(err)
		wg.Done()
	}
	wg.Done()
}

func pipeOnce(dst io.Writer, src io.Reader, wg *sync.WaitGroup) {
	if _, err := io.Copy(dst, src); err != nil {
		wg.Done()
		return
	}
	wg.Done()
}

func twoSteps(wg *sync.WaitGroup) {
	log.Print("one")
	wg.Done()
	log.Print("two")
	wg.Done()
}

func eachJob(jobs chan string, wg *sync.WaitGroup) {
	for job := range jobs {
		if job == "" {
			wg.Done()
			continue
		}
		log.Print(job)
		wg.Done()
	}
}

func pipes(a, b net.Conn, jobs chan string) {
	var wg sync.WaitGroup
	wg.Add(4)
	go pipe(a, b, &wg) // want `negative WaitGroup counter \(Done is called again\) at misused.go:\d+, reached by pipe`
	go pipeOnce(b, a, &wg)
	go twoSteps(&wg)
	go eachJob(jobs, &wg)
	wg.Wait()
}

// The index of the one after the last.
type ring struct{ entries []string }

func (r *ring) get(i int) string {
	if i < 0 || i > len(r.entries) {
		return ""
	}
	return r.entries[i]
}

func (r *ring) getUnder(i int) string {
	if i < 0 || i >= len(r.entries) {
		return ""
	}
	return r.entries[i]
}

func (r *ring) getBefore(i int) string {
	if i < 1 || i > len(r.entries) {
		return ""
	}
	return r.entries[i-1]
}

func (r *ring) getNot(i int) string {
	if i > len(r.entries) {
		return ""
	}
	if i == len(r.entries) {
		return "none"
	}
	return r.entries[i]
}

func (r *ring) upTo(i int) []string {
	if i > len(r.entries) {
		return nil
	}
	return r.entries[:i]
}

func (r *ring) print(wanted chan int) {
	go func() { // want `index out of range \(the index may be the length\) at misused.go:\d+, reached by ring.get`
		for i := range wanted {
			log.Print(r.get(i))
		}
	}()
	go func() {
		for i := range wanted {
			log.Print(r.getUnder(i), r.getBefore(i), r.getNot(i), r.upTo(i))
		}
	}()
}

// Text that is no number is nil.
func price(text string, best *big.Int) {
	go func() { // want `nil dereference \(result used without a look at its error\)`
		n, _ := new(big.Int).SetString(text, 10)
		log.Print(n.Cmp(best))
	}()
	go func() {
		n, ok := new(big.Int).SetString(text, 10)
		if ok {
			log.Print(n.Cmp(best))
		}
	}()
	go func() {
		n, _ := new(big.Int).SetString("10", 10)
		log.Print(n.Cmp(best))
	}()
	go func() { // want `nil dereference \(the function may find nothing\)`
		log.Print(parse(text).Cmp(best))
	}()
}

func parse(text string) *big.Int {
	n, _ := new(big.Int).SetString(text, 16)
	return n
}

// A struct may not have the field.
func set(row map[string]string, into any) {
	go func() { // want `reflect.Value.SetString panics on the zero Value \(FieldByName may find nothing\) at misused.go:\d+`
		v := reflect.ValueOf(into).Elem()
		for column, value := range row {
			v.FieldByName(column).SetString(value)
		}
	}()
	go func() {
		v := reflect.ValueOf(into).Elem()
		for column, value := range row {
			if field := v.FieldByName(column); field.IsValid() {
				field.SetString(value)
			}
		}
	}()
}

// Methods by value are left alone.
func byValue(v reflect.Value, n *big.Int, column string, conn *websocket.Conn) {
	go func() {
		find := v.FieldByName
		find(column).SetString("")
		parse := n.SetString
		parsed, _ := parse(column, 10)
		log.Print(parsed.Sign())
		read := conn.ReadMessage
		for {
			if _, _, err := read(); err != nil {
				continue
			}
		}
	}()
}

// Keys are as long as those who sent them like.
func verify(key, message string, sig []byte, block cipher.Block) {
	go func() { // want `ed25519.Verify panics on a public key that is not of 32 bytes at misused.go:\d+`
		public, err := hex.DecodeString(key)
		if err != nil {
			return
		}
		log.Print(ed25519.Verify(public, []byte(message), sig))
	}()
	go func() {
		public, err := hex.DecodeString(key)
		if err != nil || len(public) != ed25519.PublicKeySize {
			return
		}
		log.Print(ed25519.Verify(public, []byte(message), sig))
	}()
	go func() { // want `conversion of a slice to an array at misused.go:\d+`
		hash, err := hex.DecodeString(key)
		if err != nil {
			return
		}
		log.Print([32]byte(hash))
	}()
	go func() {
		var iv [16]byte
		log.Print(cipher.NewCTR(block, iv[:]))
	}()
}

// Maps of what was decoded are there if somebody sent them.
type usage struct {
	Calls map[string]int
	Sent  map[string]int
}

func count(data []byte) {
	go func() { // want `write to a nil map \(what was decoded may not have it\) at misused.go:\d+`
		var u usage
		if err := json.Unmarshal(data, &u); err != nil {
			return
		}
		u.Calls["total"]++
	}()
	go func() {
		var u usage
		if err := json.Unmarshal(data, &u); err != nil {
			return
		}
		if u.Sent == nil {
			u.Sent = map[string]int{}
		}
		u.Sent["total"]++
	}()
	go func() {
		u := usage{Sent: map[string]int{}}
		if err := json.Unmarshal(data, &u); err != nil {
			return
		}
		u.Sent["total"]++
	}()
}

// Wait panics as what was started did.
func chunks(lines []string) {
	go func() { // want `index out of range at misused.go:\d+`
		var wg conc.WaitGroup
		for _, line := range lines {
			wg.Go(func() { log.Print(strings.Split(line, "=")[1]) })
		}
		wg.Wait()
	}()
	go func() {
		var wg conc.WaitGroup
		for _, line := range lines {
			wg.Go(func() { log.Print(strings.Split(line, "=")[1]) })
		}
		log.Print(wg.WaitAndRecover())
	}()
}

// One goroutine says for another that it is done.
func redirect(in, acks chan string, stop chan bool) {
	var workers sync.WaitGroup
	workers.Add(1)
	go func() {
		for ack := range acks {
			log.Print(ack)
		}
	}()
	workers.Add(1)
	go func() {
		defer workers.Done()
		for {
			select {
			case s := <-in:
				log.Print(s)
			case <-stop:
				workers.Done()
				return
			}
		}
	}()
	workers.Wait()
}

// What is decrypted has whole blocks, or somebody has looked.
func open(block cipher.Block, data []byte) []byte {
	var iv [16]byte
	cipher.NewCBCDecrypter(block, iv[:]).CryptBlocks(data, data)
	return data
}

func openWhole(block cipher.Block, b []byte) []byte {
	if len(b) < 32 || len(b)%16 != 0 {
		return nil
	}
	iv, data := b[:16], b[16:]
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	return data
}

func decrypt(block cipher.Block, text string) {
	go func() { // want `cipher.BlockMode.CryptBlocks panics on part of a block at misused.go:\d+, reached by open`
		data, err := hex.DecodeString(text)
		if err != nil || len(data) < 32 {
			return
		}
		log.Print(open(block, data))
	}()
	go func() {
		data, err := hex.DecodeString(text)
		if err != nil {
			return
		}
		log.Print(openWhole(block, data))
	}()
	go func() {
		data, err := hex.DecodeString(text)
		if err != nil || len(data) < 32 || len(data)%16 != 0 {
			return
		}
		log.Print(open(block, data))
	}()
}

// Of a function with two demands, callers are asked for each.
func openFramed(block cipher.Block, b []byte) []byte {
	iv, data := b[:16], b[16:]
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	return data
}

func decryptFramed(block cipher.Block, text string) {
	go func() { // want `cipher.BlockMode.CryptBlocks panics on part of a block at misused.go:\d+, reached by openFramed`
		data, err := hex.DecodeString(text)
		if err != nil || len(data) < 32 {
			return
		}
		log.Print(openFramed(block, data))
	}()
}

// Who has looked at the text, or written it, knows what it says.
func known(text string, n uint64) {
	go func() { // want `conversion of a slice to an array`
		if len(text) != 64 {
			return
		}
		hash, err := hex.DecodeString(text)
		if err != nil {
			return
		}
		log.Print([32]byte(hash))
	}()
	go func() {
		sum, _ := new(big.Int).SetString(fmt.Sprint(n), 10)
		log.Print(sum.Int64())
	}()
}

// What a list has, it has after it has grown.
func (r *ring) insert(i int, s string) {
	if i < 0 || i > len(r.entries) {
		return
	}
	r.entries = append(r.entries, "")
	copy(r.entries[i+1:], r.entries[i:])
	r.entries[i] = s
}

func inserts(r *ring) {
	go r.insert(1, "a")
}

// One of two conditions decides about each Done.
func early(ready bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if ready {
			wg.Done()
		}
		log.Print("ready")
		if !ready {
			wg.Done()
		}
	}()
	done := wg.Done
	done()
	wg.Wait()
}

type feed struct {
	conn   *websocket.Conn
	closed atomic.Bool
}

// A loop that others end goes on until they do.
func (f *feed) read() {
	for !f.closed.Load() {
		var v map[string]string
		if err := f.conn.ReadJSON(&v); err != nil {
			log.Print(err)
			continue
		}
		log.Print(v)
	}
}

func (f *feed) start() {
	go f.read() // want `websocket.Conn.ReadJSON panics when it is called again after an error at misused.go:\d+, reached by feed.read`
}

// A loop that ends for what is set, and one that looks at the error.
func endings(conn *websocket.Conn) {
	go func() {
		alive := true
		for alive {
			_, data, err := conn.ReadMessage()
			if err != nil {
				alive = false
				continue
			}
			log.Print(len(data))
		}
	}()
	go func() {
		for {
			var v map[string]string
			var syntax *json.SyntaxError
			if err := conn.ReadJSON(&v); err != nil {
				if errors.As(err, &syntax) {
					continue
				}
				return
			}
		}
	}()
}

func (r *ring) getFrom(i int) string {
	if i < 0 || len(r.entries) < i {
		return ""
	}
	return r.entries[i]
}

func (r *ring) printFrom(wanted chan int) {
	go func() { // want `index out of range \(the index may be the length\) at misused.go:\d+, reached by ring.getFrom`
		for i := range wanted {
			log.Print(r.getFrom(i))
		}
	}()
}

func waited(lines []string) {
	go func() { // want `index out of range at misused.go:\d+`
		var wg conc.WaitGroup
		defer wg.Wait()
		for _, line := range lines {
			wg.Go(func() { log.Print(strings.Split(line, "=")[1]) })
		}
	}()
}

// Counted from one.
func fromOne(a, b []int) {
	go func() {
		n := 0
		for i := 1; i <= len(a); i++ {
			for j := 1; j <= len(b); j++ {
				if a[i-1] == b[j-1] {
					n++
				}
			}
		}
		for i := 0; i+1 <= len(a); i++ {
			n += a[i]
		}
		for i := 2; i <= len(b); i++ {
			n += b[i-2]
		}
		println(n)
	}()
}
