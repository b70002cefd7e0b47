package sentlengths

import (
	"encoding/binary"
	"errors"
	"net"
)

// A length with a sign may be below zero.
type decodeBuf struct {
	buf  []byte
	off  int
	size int
	err  error
}

func (d *decodeBuf) Int() int32 {
	if d.err != nil {
		return 0
	}
	if d.off+4 > d.size {
		d.err = errors.New("too short")
		return 0
	}
	x := binary.LittleEndian.Uint32(d.buf[d.off : d.off+4])
	d.off += 4
	return int32(x)
}

func signed(conn net.Conn) {
	go func() { // want `slice bounds out of range at signed.go:\d+`
		buf := make([]byte, 1024)
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		d := &decodeBuf{buf: buf[:n], size: n}
		length := d.Int()
		if d.err != nil || int(length) > d.size-32 {
			return
		}
		println(len(d.buf[0 : 32+length]))
	}()
	go func() {
		buf := make([]byte, 1024)
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		d := &decodeBuf{buf: buf[:n], size: n}
		length := d.Int()
		if d.err != nil || length < 0 || int(length) > d.size-32 {
			return
		}
		println(len(d.buf[0 : 32+length]))
	}()
	go func() { // want `slice bounds out of range at signed.go:\d+`
		buf := make([]byte, 1024)
		if n, err := conn.Read(buf); err != nil || n < 4 {
			return
		}
		length := int32(binary.BigEndian.Uint32(buf))
		if length > 1000 {
			return
		}
		println(len(buf[4 : 4+length]))
	}()
	go func() {
		buf := make([]byte, 1024)
		if n, err := conn.Read(buf); err != nil || n < 4 {
			return
		}
		length := binary.BigEndian.Uint32(buf)
		if length > 1000 {
			return
		}
		println(len(buf[4 : 4+length]))
	}()
}
