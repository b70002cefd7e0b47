// Package client has one type whose methods all lack a context: that is one
// finding. The rule reported each call.
package client

import "net/http"

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
