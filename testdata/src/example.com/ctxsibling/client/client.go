// Package client has one type whose methods all lack a context: that is one
// finding. The rule reported each call.
package client

import (
	"context"
	"errors"
	"net/http"

	"example.com/ctxsibling/none/inner"
)

type Client struct{ base string }

func (c *Client) User() error {
	_, err := http.Get(c.base + "/user") // want `^http.Get cannot be cancelled: use http.NewRequestWithContext, and let the methods of Client take a context \(3 more calls\)$`
	return err
}

func (c *Client) Users() error {
	_, err := http.Get(c.base + "/users")
	return err
}

func (c *Client) Delete() error {
	_, err := http.Post(c.base+"/delete", "", nil)
	return err
}

func (c *Client) Ping() error {
	_, err := http.Head(c.base)
	return err
}

// Another type has a finding of its own.
type Prober struct{}

func (Prober) Probe(url string) error {
	_, err := http.Get(url) // want `^http.Get cannot be cancelled: use http.NewRequestWithContext, and add ProbeWithContext$`
	return err
}

// So are the calls of one type in functions.
func Refresh(ctx context.Context, c *inner.Client) error { return errors.Join(all(c), more(c)) }

func all(c *inner.Client) error {
	if err := c.Fetch("a"); err != nil { // want `^c.Fetch cannot be cancelled: use FetchContext, and let the callers of Client take a context \(3 more calls\)$`
		return err
	}
	return c.Load("a")
}

func more(c *inner.Client) error {
	if err := c.Fetch("b"); err != nil {
		return err
	}
	return c.Load("b")
}
