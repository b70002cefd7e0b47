// Package conn has wrappers of another package's wrappers.
package conn

import (
	"net/http"

	"example.org/dep/bind"
)

func Handle(r *http.Request, out any) error { // want Handle:"decodes parameter 1"
	return bind.JSON(r, out)
}

// Two ways lead to the decoder.
func Either(strict bool, data []byte, into ...any) (err error) { // want Either:"decodes parameter 2"
	for _, v := range into {
		if strict {
			err = bind.Packed(data, v)
		} else {
			err = bind.Unmarshal(data, v)
		}
	}
	return err
}

// Send is given a request that it sends: what it decodes is no request.
func Send(c *http.Client, r *http.Request, out any) error { // want Send:"decodes parameter 2"
	resp, err := c.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return bind.Unmarshal(drain(resp), out)
}

func drain(resp *http.Response) []byte { return nil }

// Serve is given one that it reads in a way that is not seen.
func Serve(r *http.Request, out any) error { // want Serve:"decodes parameter 1"
	return bind.Unmarshal(body(r), out)
}

func body(r *http.Request) []byte { return nil }

func Ignore(v any) {}
