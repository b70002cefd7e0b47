package sure

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"net"
	"os"
	"reflect"
	"strings"
	"syscall"
)

type feed struct{ of reflect.Type }

var errNoChannel = errors.New("not a channel")

type feedError struct{ got, want reflect.Type }

func (f *feed) subscribe(ch any) {
	if reflect.TypeOf(ch).Kind() != reflect.Chan {
		panic(errNoChannel)
	}
}

func (f *feed) send(v any) {
	if f.of != reflect.TypeOf(v) {
		panic(feedError{reflect.TypeOf(v), f.of})
	}
}

// What is passed has the type that its author wrote.
func feeds(f *feed, ch chan int) {
	go func() { f.subscribe(ch) }() // want `explicit panic\(errNoChannel\)`
	go func() { f.send(1) }()       // want `explicit panic\(feedError`
}

type record struct{ N uint32 }

func encodeRecord(r record) ([]byte, error) {
	var b bytes.Buffer
	err := binary.Write(&b, binary.BigEndian, r)
	return b.Bytes(), err
}

// The program encodes what it made.
func encodes(r record, out chan []byte) {
	go func() { // want `explicit panic\(err\)`
		b, err := encodeRecord(r)
		if err != nil {
			panic(err)
		}
		out <- b
	}()
}

type fork struct{ at uint64 }

func (f *fork) IsActive(n uint64) bool { return n >= f.at }

func native(f *fork, n uint64) {
	go func() {
		if !f.IsActive(n) {
			panic("called before the fork is active")
		}
	}()
	go func() { panic("unsupported platform") }()
}

// A copy is as long as what was copied, and there is always a last part.
func copies(prefix []byte, line string, out chan string) {
	go func() { // want `index out of range`
		end := bytes.Clone(prefix)
		end[len(end)-1]++
		out <- string(end)
	}()
	go func() {
		parts := strings.Split(line, ".")
		each(func(k string) {
			if len(parts) == 1 {
				out <- k
			} else {
				out <- strings.Join(parts[:len(parts)-1], ".") + "." + k
			}
		})
	}()
}

func each(f func(string)) { f("a") }

// What it has, it gives beside the error.
func tip(fee *big.Int) (*big.Int, error) {
	var err error
	left := new(big.Int).Sub(fee, big.NewInt(1))
	if left.Sign() < 0 {
		err = errors.New("fee too low")
	}
	return left, err
}

func tips(fee *big.Int) {
	go func() {
		t, _ := tip(fee)
		println(t.Sign())
	}()
}

// The compiler has seen the file.
func page(out chan []byte) {
	go func() {
		data, err := pages.ReadFile("page.html")
		if err != nil {
			panic(err)
		}
		out <- data
	}()
}

func (f *feed) receive(ch any) {
	if f.of != reflect.TypeOf(ch).Elem() {
		panic(feedError{reflect.TypeOf(ch), f.of})
	}
}

func receives(f *feed, ch chan int) {
	go func() { f.receive(ch) }() // want `explicit panic\(feedError`
}

// What package net makes are sockets.
func sockets(c net.Conn) {
	go func() { // want `type assertion c.\(syscall.Conn\)`
		raw, err := c.(syscall.Conn).SyscallConn()
		println(raw, err)
	}()
}

// What package math gives, its author worked out.
func size(n float64, out chan string) {
	go func() { // want `index out of range`
		all := []string{"B", "KiB", "MiB", "GiB"}
		out <- all[int(math.Floor(math.Log2(n)/10))]
	}()
}

func assertionFailedf(format string, args ...any) error { return fmt.Errorf(format, args...) }

func iterate(valid bool) {
	go func() {
		if !valid {
			panic(assertionFailedf("iterator at %d", 1))
		}
	}()
}

// What the function itself puts in a list, it knows.
func opened(names []string) {
	go func() {
		var readers []io.Reader
		defer func() {
			for _, r := range readers {
				r.(io.Closer).Close()
			}
		}()
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				return
			}
			readers = append(readers, f)
		}
	}()
	go func() { // want `type assertion`
		readers := []io.Reader{strings.NewReader("")}
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				return
			}
			readers = append(readers, f)
		}
		for _, r := range readers {
			r.(io.Closer).Close()
		}
	}()
}

// An upload is sent, or it is not, which is asked first. Users make more of them.
type Upload interface {
	Sends() bool
	Data() []byte
}

type sent string

func (sent) Sends() bool  { return false }
func (sent) Data() []byte { panic("sent already") }

// Post sends what is to be sent.
func Post(uploads []Upload, name string) {
	uploads = append(uploads, sent(name))
	go func() {
		for _, u := range uploads {
			if u.Sends() {
				println(len(u.Data()))
			}
		}
	}()
}

type versionsRequest struct{}

type versionsResponse struct{ n int }

type transport interface {
	roundTrip(message any) (any, error)
}

type iter struct{ n int }

type executor interface{ run() (*iter, error) }

// What is asked for is what is answered.
func versions(t transport, e executor) {
	go func() { // want `type assertion`
		answer, err := t.roundTrip(new(versionsRequest))
		if err == nil {
			println(answer.(*versionsResponse).n)
		}
	}()
	go func() { // want `explicit panic\("nil iter"\)`
		i, err := e.run()
		if err != nil {
			return
		}
		if i == nil {
			panic("nil iter")
		}
		println(i.n)
	}()
}

// The network tells the type.
func Dialled(addr string) error {
	conn, err := net.Dial("unix", addr)
	if err != nil {
		return err
	}
	go func() {
		conn.(*net.UnixConn).CloseWrite()
	}()
	go func() { // want `type assertion conn.\(\*net.TCPConn\) without ok`
		conn.(*net.TCPConn).CloseWrite()
	}()
	return nil
}
