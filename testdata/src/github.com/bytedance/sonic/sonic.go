// Package sonic stands in for github.com/bytedance/sonic.
package sonic

import "io"

func Unmarshal(buf []byte, val any) error       { return nil }
func UnmarshalString(buf string, val any) error { return nil }

type Decoder interface {
	Decode(val any) error
}

type API interface {
	Unmarshal(data []byte, v any) error
	NewDecoder(reader io.Reader) Decoder
}

var ConfigDefault API
