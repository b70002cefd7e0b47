// Package jsoniter stands in for github.com/json-iterator/go.
package jsoniter

import "io"

type Decoder struct{}

func (d *Decoder) Decode(obj any) error { return nil }

type API interface {
	Unmarshal(data []byte, v any) error
	NewDecoder(reader io.Reader) *Decoder
}

var ConfigCompatibleWithStandardLibrary API

func Unmarshal(data []byte, v any) error { return nil }
