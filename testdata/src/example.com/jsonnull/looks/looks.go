// Package looks decodes what somebody looks at, or seems to.
package looks

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

func decode(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(r.Body).Decode(v); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	return true
}

type place struct { // want `place takes null or no key for a value in Lat`
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

var here struct{ lat, lon float64 }

// Between -90 and 90 nobody looks at zero.
func dispatch(w http.ResponseWriter, r *http.Request) {
	var p place
	if !decode(w, r, &p) {
		return
	}
	if p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
		http.Error(w, "no such place", http.StatusBadRequest)
		return
	}
	here.lat, here.lon = p.Lat, p.Lon
}

type refund struct { // want `refund takes null or no key for a value in Cents`
	Cents int64 `json:"cents"`
}

type account struct{ balance, daily int64 }

// What is left of the balance is not what was asked for, and one end is no range.
func (a *account) refund(w http.ResponseWriter, r *http.Request) {
	var f refund
	if !decode(w, r, &f) {
		return
	}
	if a != nil && f.Cents <= a.daily {
		a.balance -= f.Cents
	}
	if a.balance <= 0 {
		http.Error(w, "empty", http.StatusConflict)
	}
}

type stock struct {
	Version int `json:"version"`
}

var current struct{ version int }

// An old version is left alone, and none is older than any.
func update(w http.ResponseWriter, r *http.Request) {
	var s stock
	if !decode(w, r, &s) || s.Version <= current.version {
		return
	}
	current.version = s.Version
}

type period struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

func (p period) length() (time.Duration, error) {
	if !p.To.After(p.From) {
		return 0, errors.New("no period")
	}
	return p.To.Sub(p.From), nil
}

func book(w http.ResponseWriter, r *http.Request) {
	var p period
	if !decode(w, r, &p) || p.From.IsZero() {
		return
	}
	if _, err := p.length(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

type flag struct { // want `flag takes null or no key for a value in Enabled`
	Enabled bool   `json:"enabled"`
	Note    string `json:"note,omitempty"`
}

var enabled bool

// PUT overwrites what is there.
func serveFlag(w http.ResponseWriter, r *http.Request) {
	var f flag
	if decode(w, r, &f) {
		enabled = f.Enabled
	}
}

type wanted struct {
	Text    string `json:"text"`
	AfterID int    `json:"after_id"`
}

// Every text contains "", and the first page begins after 0.
func list(w http.ResponseWriter, r *http.Request) {
	var q wanted
	if !decode(w, r, &q) {
		return
	}
	for id, name := range []string{"a", "b"} {
		if id > q.AfterID && strings.Contains(name, q.Text) {
			w.Write([]byte(name))
		}
	}
}

type rate struct { // want `rate takes null or no key for a value in Rate`
	Rate float64 `json:"rate"`
}

// The answer's rate multiplies what the caller has.
func fetch(code string) (float64, error) {
	resp, err := http.Get("https://rates.example.com/" + code)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var a rate
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return 0, err
	}
	return a.Rate, nil
}

func invoice(cents float64) (float64, error) {
	factor, err := fetch("EUR")
	if err != nil {
		return 0, err
	}
	return cents * factor, nil
}

type conn interface {
	ReadMessage() (int, []byte, error)
}

type move struct { // want `move takes null or no key for a value in X, Y`
	X int `json:"x"`
	Y int `json:"y"`
}

var players struct{ x, y int }

func play(c conn) error {
	for {
		_, data, err := c.ReadMessage()
		if err != nil {
			return err
		}
		var m move
		if err := json.Unmarshal(data, &m); err != nil {
			return err
		}
		players.x, players.y = m.X, m.Y
	}
}

func routes(a *account) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /dispatch", dispatch)
	mux.HandleFunc("POST /refunds", a.refund)
	mux.HandleFunc("POST /stock", update)
	mux.HandleFunc("POST /bookings", book)
	mux.HandleFunc("PUT /flag", serveFlag)
	mux.HandleFunc("POST /list", list)
}
