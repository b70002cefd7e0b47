// Package measured compares lengths with constants, one too few or just enough.
package measured

import (
	"bufio"
	"encoding/binary"
	"encoding/csv"
	"io"
	"log"
	"net"
	"regexp"
	"strings"
)

func short(line string) {
	go func() { // want `index out of range at measured.go:\d+`
		parts := strings.Split(line, ",")
		if len(parts) < 2 {
			return
		}
		log.Print(parts[2])
	}()
	go func() { // want `index out of range at measured.go:\d+`
		words := strings.Fields(line)
		if len(words) == 0 {
			return
		}
		log.Print(words[1])
	}()
	go func() { // want `slice bounds out of range at measured.go:\d+`
		words := strings.Fields(line)
		if len(words) > 0 {
			log.Print(words[2:])
		}
	}()
	go func() { // want `index out of range at measured.go:\d+`
		parts := strings.SplitN(line, "x", 2)
		if parts[0] == "a" {
			log.Print(parts[1])
		}
	}()
}

func enough(line string) {
	go func() {
		parts := strings.Split(line, ",")
		if len(parts) < 3 || parts[0] == "" {
			return
		}
		log.Print(parts[2], parts[len(parts)-3], parts[3:])
	}()
	go func() {
		switch words := strings.Fields(line); len(words) {
		case 0:
		case 1:
			log.Print(words[0])
		case 3:
			log.Print(words[2])
		}
	}()
	go func() {
		words := strings.Fields(line)
		if len(words) != 2 {
			return
		}
		log.Print(words[1])
	}()
	go func() {
		words := strings.Fields(line)
		if len(words) > 1 && words[1] != "" {
			log.Print(words[1:2])
		}
	}()
	go func() {
		words := strings.Fields(line)
		if len(words) < 1 || len(words) > 2 {
			return
		}
		if len(words) == 1 {
			log.Print(words[0])
			return
		}
		log.Print(words[1])
	}()
	go func() {
		if groups := regexp.MustCompile(`(\w+)=(\w+)`).FindStringSubmatch(line); len(groups) > 0 {
			log.Print(groups[2])
		}
	}()
	go func() {
		words := strings.Fields(line)
		if n := len(words); n >= need(line) {
			log.Print(words[1])
		}
	}()
}

func need(line string) int { return strings.Count(line, "?") }

// The function that is asked for most says how much there must be.
func row(fields []string) string { return fields[2] + fields[3] }

func rows(r io.Reader) {
	go func() { // want `index out of range at measured.go:\d+, reached by row`
		rows := csv.NewReader(r)
		rows.FieldsPerRecord = -1
		for {
			fields, err := rows.Read()
			if err != nil {
				return
			}
			if len(fields) < 3 {
				continue
			}
			log.Print(row(fields))
		}
	}()
	go func() {
		rows := csv.NewReader(r)
		rows.FieldsPerRecord = 4
		for {
			fields, err := rows.Read()
			if err != nil {
				return
			}
			log.Print(row(fields))
		}
	}()
}

func address(text string) {
	go func() { // want `index out of range at measured.go:\d+`
		ip := net.ParseIP(text).To4()
		log.Print(ip[3])
	}()
	go func() {
		if ip := net.ParseIP(text).To4(); ip != nil {
			log.Print(ip[3])
		}
	}()
}

func lines(in chan []byte, r io.Reader) {
	go func() { // want `index out of range at measured.go:\d+`
		for line := range in {
			log.Print(line[len(line)-1])
		}
	}()
	go func() {
		for s := bufio.NewScanner(r); s.Scan(); {
			if line := s.Text(); line != "" {
				log.Print(line[len(line)-1])
			}
		}
	}()
}

// A buffer takes what it is asked for, and its callers ask for what the sender says.
type buffer struct{ b []byte }

func (b *buffer) take(n int) []byte {
	out := b.b[:n:n]
	b.b = b.b[n:]
	return out
}

func (b *buffer) takeSome(n int) []byte {
	if n > len(b.b) {
		return nil
	}
	out := b.b[:n]
	b.b = b.b[n:]
	return out
}

func (b *buffer) u16() int { return int(binary.BigEndian.Uint16(b.take(2))) }

func options(p []byte) (all [][]byte) {
	b := &buffer{p}
	for len(b.b) > 4 {
		all = append(all, b.take(b.u16()))
	}
	return all
}

func someOptions(p []byte) (all [][]byte) {
	b := &buffer{p}
	for len(b.b) > 4 {
		all = append(all, b.takeSome(b.u16()), b.take(4))
		if n := b.u16(); n < len(b.b) {
			all = append(all, b.take(n))
		}
	}
	return all
}

func receive(packets chan []byte) {
	go func() { // want `slice bounds out of range at measured.go:\d+, reached by options → buffer.take`
		for p := range packets {
			println(len(options(p)))
		}
	}()
	go func() {
		for p := range packets {
			println(len(someOptions(p)))
		}
	}()
}

// What is cut off the front is not made for the length, however often.
func cuts(packets chan []byte) {
	go func() { // want `slice bounds out of range at measured.go:\d+`
		for p := range packets {
			for len(p) > 4 {
				n := binary.BigEndian.Uint32(p)
				p = p[4:]
				println(len(p[:n]))
				p = p[n:]
			}
		}
	}()
}

type node struct {
	next *node
	done chan bool
}

// A variable that is set to a part of itself.
func follow(n *node) {
	go func() {
		for n.next != nil {
			n = n.next
		}
		n.done <- true
	}()
}

func (n *node) Close() { close(n.done) }

// The length is looked at too late.
func late(buf []byte) int {
	kind := buf[0]
	if len(buf) == 0 {
		return 0
	}
	return int(kind)
}

// More is asked for than was needed before.
func more(buf []byte) int {
	kind := buf[0]
	if len(buf) < 9 {
		return 0
	}
	return int(kind) + int(buf[8])
}

func rest(buf []byte) int {
	kind := buf[0]
	buf = buf[1:]
	if len(buf) == 0 {
		return 0
	}
	return int(kind)
}

func late64(buf []byte) uint64 {
	n := binary.LittleEndian.Uint64(buf)
	if len(buf) < 8 {
		return 0
	}
	return n
}

func lateOnes(packets chan []byte) {
	go func() { // want `index out of range \(the length is looked at afterwards\) at measured.go:\d+, reached by late`
		for p := range packets {
			println(late(p))
		}
	}()
	go func() { // want `binary.ByteOrder.Uint64 .* at measured.go:\d+, reached by late64`
		for p := range packets {
			println(late64(p))
		}
	}()
}
