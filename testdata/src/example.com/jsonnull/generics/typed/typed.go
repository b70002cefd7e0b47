// Package typed has generic wrappers.
package typed

import (
	"encoding/json"
	"io"
	"net/http"
)

// Decode decodes a T.
func Decode[T any](r io.Reader) (T, error) {
	var v T
	err := json.NewDecoder(r).Decode(&v)
	return v, err
}

// List decodes several, by way of another generic function.
func List[T any](r io.Reader) ([]T, error) { return Decode[[]T](r) }

// Into has its type parameter in its parameter.
func Into[T any](r *http.Request, v *T) error { return json.NewDecoder(r.Body).Decode(v) }

// Valid decodes into a pointer that is a type parameter.
func Valid[T any, P interface {
	*T
	Check() error
}](data []byte) (T, error) {
	var v T
	p := P(&v)
	if err := json.Unmarshal(data, p); err != nil {
		return v, err
	}
	return v, p.Check()
}

// An Envelope holds a T.
type Envelope[T any] struct { // want `Envelope takes null .* in OK `
	OK   bool
	Data T
	More []T
}

// Open decodes an Envelope of T.
func Open[T any](data []byte) (T, error) {
	var e Envelope[T]
	err := json.Unmarshal(data, &e)
	println(e.OK)
	return e.Data, err
}

// A Client fetches Ts.
type Client[T any] struct{ last T }

// Fetch decodes into the receiver.
func (c *Client[T]) Fetch(data []byte) error { return json.Unmarshal(data, &c.last) }

// Handle decodes what a handler takes.
func Handle[In, Out any](do func(In) (Out, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		in, err := Decode[In](r.Body)
		if err != nil {
			return
		}
		out, _ := do(in)
		json.NewEncoder(w).Encode(out)
	}
}

// A Handler decodes what it handles.
type Handler[In any] struct{ do func(In) }

// NewHandler makes one.
func NewHandler[In any](do func(In)) *Handler[In] { return &Handler[In]{do} }

// ServeHTTP is called by net/http alone.
func (h *Handler[In]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in, err := Decode[In](r.Body)
	if err != nil {
		return
	}
	h.do(in)
}

// String is not ServeHTTP.
func (h *Handler[In]) String() string { return "" }

// Serve is called by net/http alone.
func Serve[In any](w http.ResponseWriter, r *http.Request) { Decode[In](r.Body) }

// Zero does not decode.
func Zero[T any]() (v T) { return v }
