// Package owed makes requests in functions without a context, of which the callers have
// one.
package owed

import (
	"context"
	"net/http"
	"time"
)

// A Client sends requests with a client of somebody else.
type Client struct {
	HTTP *http.Client
	base string
}

// All callers have a context: what the client's timeout is, nobody knows.
func (c *Client) newRequest(method, path string) (*http.Request, error) {
	return http.NewRequest(method, c.base+path, nil) // want `^http.NewRequest cannot be cancelled: use NewRequestWithContext, and take a context$`
}

func (c *Client) Delete(ctx context.Context, id string) error {
	req, err := c.newRequest(http.MethodDelete, "/things/"+id)
	if err != nil {
		return err
	}
	return c.send(req)
}

func (c *Client) Serve(w http.ResponseWriter, r *http.Request) {
	if req, err := c.newRequest(http.MethodGet, r.URL.Path); err == nil {
		c.send(req)
	}
}

func (c *Client) send(req *http.Request) error {
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The context is lost two calls before.
func (c *Client) Put(ctx context.Context, id string) error { return c.do(http.MethodPut, id) }

func (c *Client) do(method, id string) error {
	req, err := c.build(method, id)
	if err != nil {
		return err
	}
	return c.send(req)
}

func (c *Client) build(method, id string) (*http.Request, error) {
	req, err := http.NewRequest(method, c.base+id, nil) // want `^http.NewRequest cannot be cancelled: use NewRequestWithContext, and take a context$`
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/plain")
	return req, nil
}

func (c *Client) get(path string) (*http.Response, error) {
	return c.HTTP.Get(c.base + path) // want `^c.HTTP.Get cannot be cancelled: use http.NewRequestWithContext, and take a context$`
}

func (c *Client) Status(ctx context.Context) (*http.Response, error) { return c.get("/status") }

// One caller has no context: a note.
func (c *Client) mixed(path string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, c.base+path, nil) // want `^http.NewRequest cannot be cancelled`
}

func (c *Client) Mixed(ctx context.Context) (*http.Request, error) { return c.mixed("/a") }

func (c *Client) Plain() (*http.Request, error) { return c.mixed("/b") }

// So it is where it is called by a literal, whoever runs that.
func (c *Client) late(path string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, c.base+path, nil) // want `^http.NewRequest cannot be cancelled`
}

func (c *Client) Late(ctx context.Context, register func(func())) {
	register(func() { c.late("/") })
}

// Others may call it.
func (c *Client) Request(path string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, c.base+path, nil) // want `^http.NewRequest cannot be cancelled`
}

func (c *Client) Requests(ctx context.Context) (*http.Request, error) { return c.Request("/") }

// The caller's client has a timeout.
func timed(path string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, path, nil) // want `^http.NewRequest cannot be cancelled`
}

func Timed(ctx context.Context, path string) error {
	client := &http.Client{Timeout: time.Second}
	req, err := timed(path)
	if err != nil {
		return err
	}
	_, err = client.Do(req)
	return err
}

// The request gets its context two calls later.
func (c *Client) first(path string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, c.base+path, nil) // want `^http.NewRequest cannot be cancelled`
}

func (c *Client) second(path string) (*http.Request, error) {
	req, err := c.first(path)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/plain")
	return req, nil
}

func (c *Client) Third(ctx context.Context) error {
	req, err := c.second("/")
	if err != nil {
		return err
	}
	return c.send(req.WithContext(ctx))
}

// A request that nobody sends: only how it is written counts.
func (c *Client) sign(path string) (string, error) {
	req, err := http.NewRequest(http.MethodGet, c.base+path, nil) // want `^http.NewRequest cannot be cancelled`
	if err != nil {
		return "", err
	}
	return req.URL.RequestURI(), nil
}

func (c *Client) Signed(ctx context.Context, path string) (string, error) {
	return c.sign(path)
}
