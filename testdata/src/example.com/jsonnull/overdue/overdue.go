// Package overdue compares with now what the tags say may be left out.
package overdue

import (
	"encoding/json"
	"net/http"
	"time"
)

// The tag used to silence it, though it never leaves out a struct, and does not say that
// the year 1 is overdue.
type invoice struct { // want `invoice takes null .* in DueAt, Ends \(`
	ID    string    `json:"id,omitempty"`
	Total float64   `json:"total,omitempty"`
	DueAt time.Time `json:"due_at,omitempty"`
	Ends  time.Time `json:"ends,omitzero"`
}

func get(c *http.Client, url string, v any) error {
	resp, err := c.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(v)
}

func overdue(c *http.Client, url string) (bool, error) {
	var inv invoice
	if err := get(c, url, &inv); err != nil {
		return false, err
	}
	return time.Now().After(inv.DueAt) || inv.Ends.Before(time.Now().UTC()), nil
}

// Somebody looks, or nobody compares it with now.
type bill struct {
	DueAt  time.Time `json:"due_at,omitempty"`
	PaidAt time.Time `json:"paid_at,omitempty"`
	Since  time.Time `json:"since,omitempty"`
}

func open(c *http.Client, url string) (bool, error) {
	var b bill
	if err := get(c, url, &b); err != nil {
		return false, err
	}
	return !b.DueAt.IsZero() && time.Now().After(b.DueAt) && b.PaidAt.After(b.Since), nil
}

// All of a list is after the year 1.
type query struct {
	Since time.Time
}

func list(events []time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var q query
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			return
		}
		for _, at := range events {
			if at.After(q.Since) {
				w.Write([]byte(at.String()))
			}
		}
	}
}
