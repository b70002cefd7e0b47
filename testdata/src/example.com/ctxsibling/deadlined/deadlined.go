// Package deadlined shakes hands on connections that others have given a deadline: it was
// taken to wait for ever.
package deadlined

import (
	"crypto/tls"
	"net"
	"time"
)

type client struct{ conn net.Conn }

func (c *client) init(d time.Duration) error {
	c.conn.SetDeadline(time.Now().Add(d))
	defer c.conn.SetDeadline(time.Time{})
	return c.check()
}

func (c *client) check() error { return c.secure() }

func (c *client) secure() error {
	conn := tls.Client(c.conn, nil)
	return conn.Handshake() // want `conn.Handshake cannot be cancelled: use HandshakeContext, and take a context`
}

func dialer(d time.Duration) func(addr string) (net.Conn, error) {
	return func(addr string) (net.Conn, error) {
		conn, err := net.DialTimeout("tcp", addr, d)
		if err != nil {
			return nil, err
		}
		return conn, conn.SetDeadline(time.Now().Add(d))
	}
}

func dial(addr string) error {
	conn, err := dialer(time.Second)(addr)
	if err != nil {
		return err
	}
	return tls.Client(conn, nil).Handshake() // want `Handshake cannot be cancelled: use HandshakeContext, and take a context`
}

type bare struct{ conn net.Conn }

// open takes the deadline away.
func (b *bare) open() error {
	b.conn.SetDeadline(time.Time{})
	return b.secure()
}

func (b *bare) secure() error {
	conn := tls.Client(b.conn, nil)
	return conn.Handshake() // want `conn.Handshake cannot be cancelled: use HandshakeContext, and take a context`
}
