// Package load gives things that may fail.
package load

import (
	"context"
	"errors"
	"net"
	"regexp"
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

// A Kind says how a Matcher compares.
type Kind int

const (
	Equal Kind = iota
	Regexp
)

// NewMatcher fails for regular expressions only.
func NewMatcher(kind Kind, text string) (string, error) {
	if kind == Regexp {
		if _, err := regexp.Compile(text); err != nil {
			return "", err
		}
	}
	return text, nil
}

// A Node is one of a tree.
type Node interface{ ID() string }

type Leaf struct{ Size int }

func (*Leaf) ID() string { return "" }

// A Value is one of several kinds, each an interface of its own.
type Value interface{ Text() string }

// A Set is a Value with elements.
type Set interface {
	Value
	Add(Value)
}

// A Closer is no kind of Value.
type Closer interface{ Close() error }
