// Package nats stands in for github.com/nats-io/nats.go.
package nats

import (
	"context"
	"time"
)

type Conn struct{}

type Msg struct {
	Data []byte
}

func (nc *Conn) Request(subj string, data []byte, timeout time.Duration) (*Msg, error) {
	return nil, nil
}
func (nc *Conn) RequestWithContext(ctx context.Context, subj string, data []byte) (*Msg, error) {
	return nil, nil
}
func (nc *Conn) Flush() error                               { return nil }
func (nc *Conn) FlushTimeout(timeout time.Duration) error   { return nil }
func (nc *Conn) FlushWithContext(ctx context.Context) error { return nil }
