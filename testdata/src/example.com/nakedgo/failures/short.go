package failures

import (
	"encoding/binary"
	"errors"
	"log"
)

var errShort = errors.New("short")

type buffer struct {
	data []byte
	err  error
}

func (b *buffer) take(n int) []byte {
	if len(b.data) < n {
		b.err = errShort
		return nil
	}
	taken := b.data[:n]
	b.data = b.data[n:]
	return taken
}

func (b *buffer) left() int { return len(b.data) }

type header []byte

func (h header) kind() byte { return h[0] }

func (h header) port() uint16 { return binary.BigEndian.Uint16(h[2:]) }

func headers(packets chan []byte) {
	go func() { // want `index out of range at short.go:\d+, reached by header.kind`
		for p := range packets {
			b := &buffer{data: p}
			h := header(b.take(8))
			log.Print(h.kind())
		}
	}()
}

func ports(packets chan []byte) {
	go func() { // want `slice bounds out of range at short.go:\d+, reached by header.port`
		for p := range packets {
			b := &buffer{data: p}
			log.Print(header(b.take(8)).port())
		}
	}()
}

func asksLeft(packets chan []byte) {
	go func() { // want `binary.ByteOrder.Uint16 panics on less than 2 bytes`
		for p := range packets {
			b := &buffer{data: p}
			if b.left() >= 8 {
				log.Print(header(b.take(8)).port())
			}
		}
	}()
}

func asksError(packets chan []byte) {
	go func() { // want `index out of range at short.go:\d+, reached by header.kind`
		for p := range packets {
			b := &buffer{data: p}
			h := header(b.take(8))
			if b.err != nil {
				continue
			}
			log.Print(h.kind(), h.port())
		}
	}()
}

func asksLength(packets chan []byte) {
	go func() { // want `binary.ByteOrder.Uint16 panics on less than 2 bytes`
		for p := range packets {
			b := &buffer{data: p}
			h := header(b.take(8))
			if len(h) < 8 {
				continue
			}
			log.Print(h.kind(), h.port())
		}
	}()
}

func ranges(packets chan []byte) {
	go func() {
		for p := range packets {
			b := &buffer{data: p}
			for _, c := range b.take(8) {
				log.Print(c)
			}
		}
	}()
}
