// Package httpx has wrappers around decoders.
package httpx

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
)

// Bind is a wrapper of a wrapper.
func Bind(r *http.Request, v any) error { return decode(r.Body, v) }

func decode(r io.Reader, v any) error {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// Body yields what a request holds.
func Body(r *http.Request) ([]byte, error) { return io.ReadAll(r.Body) }

// Unmarshal is a variable.
var Unmarshal = json.Unmarshal

// All decodes into each of its arguments.
func All(data []byte, into ...any) error {
	for _, v := range into {
		if err := json.Unmarshal(data, v); err != nil {
			return err
		}
	}
	return nil
}

// LoadFile reads a file.
func LoadFile(name string, v any) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// A Codec is implemented by JSON alone.
type Codec interface {
	Unmarshal(data []byte, v any) error
}

// JSON is a Codec.
type JSON struct{}

// Unmarshal decodes JSON.
func (JSON) Unmarshal(data []byte, v any) error { return json.Unmarshal(data, v) }

// A Store is implemented by one type that decodes and one that does not.
type Store interface {
	Get(key string, v any) error
}

// Files is a Store.
type Files struct{ data []byte }

// Get decodes.
func (f *Files) Get(key string, v any) error { return json.Unmarshal(f.data, v) }

// Nothing is a Store.
type Nothing struct{}

// Get does nothing.
func (Nothing) Get(key string, v any) error { return nil }

// A Call holds what it will decode into.
type Call struct {
	result any
	body   io.Reader
}

// Into sets what the call decodes into.
func (c *Call) Into(v any) *Call { c.result = v; return c }

// Do decodes.
func (c *Call) Do() error { return json.NewDecoder(c.body).Decode(c.result) }

// Print does not decode.
func Print(v any) {}
