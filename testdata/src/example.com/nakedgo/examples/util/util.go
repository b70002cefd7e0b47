// Package util helps the examples.
package util

import "io"

// Check ends an example.
func Check(err error) {
	if err != nil {
		panic(err)
	}
}

func Chat(conn io.Reader) {
	go func() { // want `explicit panic\(err\)`
		_, err := conn.Read(make([]byte, 10))
		Check(err)
	}()
}
