// Package lib gives pointers to other packages.
package lib

import "errors"

type Conn struct{ name string }

func Dial(name string) (*Conn, error) {
	if name == "" {
		return nil, errors.New("no name")
	}
	return &Conn{name}, nil
}

// Guess gives a connection beside its error.
func Guess(name string) (*Conn, error) {
	c := &Conn{name}
	if name == "" {
		return c, errors.New("no name")
	}
	return c, nil
}

func (c *Conn) Send() { println(c.name) }

func (c *Conn) Close() {
	if c == nil {
		return
	}
	println(c.name)
}
