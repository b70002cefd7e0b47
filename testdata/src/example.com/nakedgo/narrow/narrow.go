// Package narrow adds bytes.
package narrow

import "io"

func host(r io.Reader) {
	go func() { // want `slice bounds out of range \(the sum wraps\) at narrow.go:\d+`
		buf := make([]byte, 270)
		if _, err := io.ReadFull(r, buf); err != nil {
			return
		}
		println(string(buf[2 : 2+buf[1]]))
	}()
	go func() {
		buf := make([]byte, 270)
		if _, err := io.ReadFull(r, buf); err != nil {
			return
		}
		println(string(buf[2 : 2+int(buf[1])]))
	}()
	go func() {
		buf := make([]byte, 270)
		if _, err := io.ReadFull(r, buf); err != nil || buf[1] > 200 {
			return
		}
		println(string(buf[2 : 2+buf[1]]))
	}()
	go func() {
		buf := make([]byte, 270)
		if _, err := io.ReadFull(r, buf); err != nil {
			return
		}
		n := buf[1] & 0x3f
		println(string(buf[2 : 2+n]))
	}()
}
