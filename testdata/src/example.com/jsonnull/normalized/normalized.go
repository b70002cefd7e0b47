// Package normalized brings what it decodes into a form, which is no look at it.
package normalized

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// The name of the function used to pass for a validator's.
type price struct { // want `price takes null .* in Current \(`
	Symbol  string  `json:"symbol"`
	Current float64 `json:"current_price"`
}

type rate struct {
	Currency string
	Rate     float64
}

func rates(c *http.Client, url string) ([]rate, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var prices []price
	if err := json.NewDecoder(resp.Body).Decode(&prices); err != nil {
		return nil, err
	}
	return normalize(prices), nil
}

func normalize(prices []price) (rates []rate) {
	for _, p := range prices {
		rates = append(rates, rate{strings.ToUpper(p.Symbol), 1.0 / p.Current})
	}
	return
}

type user struct { // want `user takes null .* in Name, Mail \(`
	Name string
	Mail string
}

func sanitizeName(s string) string { return strings.TrimSpace(s) }

func (u *user) normalize() { u.Mail = strings.ToLower(u.Mail) }

func register(w http.ResponseWriter, r *http.Request) {
	var u user
	if json.NewDecoder(r.Body).Decode(&u) != nil {
		return
	}
	u.normalize()
	save(sanitizeName(u.Name), u.Mail)
}

func save(...string) {}

// One that looks, or may refuse, looks.
type group struct {
	Name string
	Mail string
	Size int
	Kind string
}

func normalizeName(s string) (string, error) { return checked(s) }

var checked = func(s string) (string, error) { return s, errors.New("no") }

func normalizeKind(kind string) string {
	if kind == "" {
		return "plain"
	}
	return kind
}

func (g *group) normalize() {
	if g.Size == 0 {
		g.Size = 10
	}
	if len(g.Mail) == 0 {
		g.Mail = "nobody@example.com"
	}
}

func found(w http.ResponseWriter, r *http.Request) {
	var g group
	if json.NewDecoder(r.Body).Decode(&g) != nil {
		return
	}
	g.normalize()
	name, err := normalizeName(g.Name)
	if err != nil {
		return
	}
	save(name, g.Mail, normalizeKind(g.Kind), string(rune(g.Size)))
}
