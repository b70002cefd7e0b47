// Package bind is a dependency's: only wrappers have facts.
package bind

import (
	"encoding/json"
	"io"
	"net/http"
)

func JSON(r *http.Request, v any) error { // want JSON:"decodes parameter 1"
	return read(r.Body, v)
}

func read(r io.Reader, v any) error { return json.NewDecoder(r).Decode(v) }

func Read[T any](r io.Reader) (*T, error) { // want Read:"decodes type parameter 0"
	v := new(T)
	return v, read(r, v)
}

// The way of the bytes goes through a function that is not built.
func Packed(data []byte, v any) error { // want Packed:"decodes parameter 1"
	return json.Unmarshal(unpack(data), v)
}

func unpack(data []byte) []byte { return data[1:] }

var Unmarshal = json.Unmarshal // want Unmarshal:"decodes parameter 1"

// Not a wrapper.
func Config(data []byte) (c struct{ N int }, err error) {
	err = json.Unmarshal(data, &c)
	return c, err
}

// Encoding is nothing of a dependency's that matters.
func Write(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }

type Page[T any] struct{ First T }

type Binder interface {
	Bind(data []byte, v any) error // want Bind:"decodes parameter 1"
}

type Std struct{}

func (Std) Bind(data []byte, v any) error { // want Bind:"decodes parameter 1"
	return json.Unmarshal(data, v)
}

type Typed[K comparable, V any] struct{}

func (Typed[K, V]) Get(data []byte) (V, error) { // want Get:"decodes type parameter 1"
	var v V
	err := json.Unmarshal(data, &v)
	return v, err
}
