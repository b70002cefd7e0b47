// Package load gives things that may fail.
package load

import (
	"context"
	"errors"
	"net"
)

type Cipher struct{}

func (*Cipher) Seal(data []byte) {}

// NewCipher fails for keys of other lengths.
func NewCipher(name string, key []byte, nonce int) (*Cipher, error) {
	if len(key) != 32 {
		return nil, errors.New("key: wrong length")
	}
	return &Cipher{}, nil
}

// Listen gives a net.Listener or a net.PacketConn.
func Listen(ctx context.Context) (any, error) { return net.Listen("tcp", ":0") }
