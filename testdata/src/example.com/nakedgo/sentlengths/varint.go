package sentlengths

import (
	"encoding/binary"
	"errors"
)

// A reader has data of somebody else, of which a number of variable length tells how much
// there is.
type reader struct {
	data []byte
	seek int64
}

func (r *reader) ReadVarInt() (int32, error) {
	var result int32
	for shift := 0; r.seek < int64(len(r.data)); shift += 7 {
		b := r.data[r.seek]
		r.seek++
		result |= int32(b&0x7f) << shift
		if b&0x80 == 0 {
			return result, nil
		}
	}
	return 0, errors.New("short")
}

func (r *reader) text() (string, error) {
	size, err := r.ReadVarInt()
	if err != nil || size < 0 {
		return "", errors.New("no size")
	}
	return string(r.data[r.seek : r.seek+int64(size)]), nil
}

func (r *reader) checkedText() (string, error) {
	size, err := r.ReadVarInt()
	if err != nil || size < 0 || r.seek+int64(size) > int64(len(r.data)) {
		return "", errors.New("no size")
	}
	return string(r.data[r.seek : r.seek+int64(size)]), nil
}

func uvarint(b []byte) []byte {
	n, size := binary.Uvarint(b)
	if size <= 0 {
		return nil
	}
	return b[size : size+int(n)]
}

func varints(r *reader, b []byte) {
	go r.text() // want `slice bounds out of range`
	go r.checkedText()
	go uvarint(b) // want `slice bounds out of range`
}
