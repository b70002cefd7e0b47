// Package json stands in for github.com/goccy/go-json.
package json

import (
	"context"
	"io"
)

type Decoder struct{}

func NewDecoder(r io.Reader) *Decoder                                { return nil }
func (d *Decoder) DecodeContext(ctx context.Context, v any) error    { return nil }
func Unmarshal(data []byte, v any) error                             { return nil }
func UnmarshalContext(ctx context.Context, data []byte, v any) error { return nil }
