// Package response reads what other people's servers answer.
package response

import (
	"encoding/json"
	"net/http"

	"github.com/go-resty/resty/v2"
)

type balance struct { // want `balance takes null .* in Cents \(`
	Cents    int64
	Currency string
}

type rate struct{ Value float64 } // want `rate takes null`

type failure struct{ Code int } // want `failure takes null`

// A text that is not there is seen by whoever uses it.
type profile struct{ Name string }

func get(c *http.Client, url string) (b balance, p profile, err error) {
	resp, err := c.Get(url)
	if err != nil {
		return b, p, err
	}
	defer resp.Body.Close()
	dec := json.NewDecoder(resp.Body)
	if err := dec.Decode(&b); err != nil {
		return b, p, err
	}
	return b, p, dec.Decode(&p)
}

func ask(c *resty.Client) (*rate, error) {
	var r rate
	_, err := c.R().SetResult(&r).SetError(failure{}).Get("https://example.com/rate")
	return &r, err
}

// Status is what our own server answers, too: it never leaves a key out.
type Status struct {
	Up    bool
	Count int
}

func serve(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(Status{Up: true})
}

func status(c *http.Client) (s Status, err error) {
	resp, err := c.Get("http://localhost/status")
	if err != nil {
		return s, err
	}
	defer resp.Body.Close()
	return s, json.NewDecoder(resp.Body).Decode(&s)
}
