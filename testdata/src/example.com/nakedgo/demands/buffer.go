package demands

import (
	"bytes"
	"encoding/binary"
)

// Next of a buffer gives what is left, be it less.
func headers(packet []byte) {
	buf := bytes.NewBuffer(packet)
	for buf.Len() > 0 {
		println(binary.BigEndian.Uint16(buf.Next(2)))
	}
}

func buffers(packet []byte) {
	go headers(packet) // want `binary.ByteOrder.Uint16 panics on less than 2 bytes`
}
