package sentlengths

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
)

// A length of the whole counts the header, too: it may be less than that.
type commonHeader struct {
	MessageLength int32
	MessageType   byte
}

const headerLength = 6

func unmarshalHeader(b []byte) (*commonHeader, error) {
	if len(b) < headerLength || b[0] != 3 {
		return nil, errors.New("no header")
	}
	return &commonHeader{int32(binary.BigEndian.Uint32(b[1:5])), b[5]}, nil
}

func wholes(client net.Conn) {
	go func() { // want `make of a length that may be negative at wholes.go:\d+`
		head := make([]byte, headerLength)
		if _, err := io.ReadFull(client, head); err != nil {
			return
		}
		header, err := unmarshalHeader(head)
		if err != nil {
			return
		}
		io.ReadFull(client, make([]byte, int(header.MessageLength)-headerLength))
	}()
	go func() { // want `make of a length that may be negative at wholes.go:\d+`
		head := make([]byte, headerLength)
		if _, err := io.ReadFull(client, head); err != nil {
			return
		}
		io.ReadFull(client, make([]byte, int(binary.BigEndian.Uint16(head))-headerLength))
	}()
	go func() {
		head := make([]byte, headerLength)
		if _, err := io.ReadFull(client, head); err != nil {
			return
		}
		header, err := unmarshalHeader(head)
		if err != nil || header.MessageLength < headerLength {
			return
		}
		io.ReadFull(client, make([]byte, int(header.MessageLength)-headerLength))
	}()
}
