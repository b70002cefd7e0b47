// Package sentlengths cuts messages at lengths that the messages themselves tell.
package sentlengths

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
)

const most = 2048

// The length is compared with the largest one, and not with what there is.
func capped(msg []byte) []byte {
	n := int(binary.BigEndian.Uint16(msg))
	if n == 0 || n > most {
		return nil
	}
	return msg[2 : 2+n]
}

func varint(msg []byte) []byte {
	buf := bytes.NewBuffer(msg)
	n, err := binary.ReadUvarint(buf)
	if err != nil || n > most {
		return nil
	}
	return buf.Bytes()[:n]
}

func option(msg []byte) []byte {
	if len(msg) < 2 {
		return nil
	}
	n := int(msg[1])
	return msg[2 : 2+n]
}

func twoBytes(msg []byte) []byte {
	if len(msg) < 4 {
		return nil
	}
	n := int(msg[2])<<8 | int(msg[3])
	return msg[4 : 4+n]
}

func reported(messages chan []byte) {
	go func() { // want `slice bounds out of range at sentlengths.go:\d+, reached by capped`
		for msg := range messages {
			capped(msg)
		}
	}()
	go func() { // want `slice bounds out of range at sentlengths.go:\d+, reached by varint`
		for msg := range messages {
			varint(msg)
		}
	}()
	go func() { // want `slice bounds out of range at sentlengths.go:\d+, reached by option`
		for msg := range messages {
			option(msg)
		}
	}()
	go func() { // want `slice bounds out of range at sentlengths.go:\d+, reached by twoBytes`
		for msg := range messages {
			twoBytes(msg)
		}
	}()
}

func compared(msg []byte) []byte {
	if len(msg) < 2 {
		return nil
	}
	n := int(msg[1])
	if len(msg) < 2+n {
		return nil
	}
	return msg[2 : 2+n]
}

func comparedWhole(msg []byte) []byte {
	if len(msg) < 2 || len(msg) != 2+int(msg[0])<<8|int(msg[1]) {
		return nil
	}
	return msg[2 : 2+int(msg[1])]
}

// The capped length is not more than was asked for.
func enough(msg []byte) []byte {
	if len(msg) < 2+64 {
		return nil
	}
	n := int(binary.BigEndian.Uint16(msg))
	if n > 64 {
		return nil
	}
	return msg[2 : 2+n]
}

func fixed(conn net.Conn) ([]byte, error) {
	buf := make([]byte, 512)
	if _, err := io.ReadFull(conn, buf[:2]); err != nil {
		return nil, err
	}
	n := int(buf[1])
	if _, err := io.ReadFull(conn, buf[2:2+n]); err != nil {
		return nil, err
	}
	return buf[2 : 2+n], nil
}

func silent(messages chan []byte, conn net.Conn) {
	go func() {
		for msg := range messages {
			compared(msg)
			comparedWhole(msg)
			enough(msg)
		}
	}()
	go func() {
		fixed(conn)
	}()
}

// How many there are was asked by who passes them on.
func first(values []string) string { return values[0] }

func pick(values []string) string {
	n := len(values)
	if n == 0 {
		return ""
	}
	if n == 1 {
		return first(values)
	}
	return values[n-1]
}

func picks(lines chan []string) {
	go func() {
		for values := range lines {
			println(pick(values))
		}
	}()
	go func() { // want `index out of range at sentlengths.go:\d+, reached by first`
		for values := range lines {
			println(first(values))
		}
	}()
}
