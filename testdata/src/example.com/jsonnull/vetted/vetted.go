// Package vetted looks for null, or for missing keys, by helpers that know nothing of the
// struct: before it is decoded, beside that, or over defaults.
package vetted

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"example.com/jsonnull/vetted/val"
)

type tint struct {
	R int `json:"r"`
	G int `json:"g"`
}

func postTint(w http.ResponseWriter, r *http.Request) {
	t, err := val.Or(r.Body, tint{R: 1, G: 2})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, t.R*t.G)
}

type shade struct { // want `shade takes null or no key for a value in R, G`
	R int `json:"r"`
	G int `json:"g"`
}

func postShade(w http.ResponseWriter, r *http.Request) {
	t, err := val.Or(r.Body, shade{})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, t.R*t.G)
}

type turn struct {
	Degrees int  `json:"degrees"`
	Left    bool `json:"left"`
}

func postTurn(w http.ResponseWriter, r *http.Request) {
	t, err := val.Complete[turn](r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !t.Left {
		t.Degrees = -t.Degrees
	}
	fmt.Fprintln(w, t.Degrees*2)
}

type crop struct {
	W int `json:"w"`
	H int `json:"h"`
}

func postCrop(w http.ResponseWriter, r *http.Request) {
	var c crop
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := val.NonZero(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, c.W*c.H)
}

type scale struct { // want `scale takes null or no key for a value in W, H`
	W int `json:"w"`
	H int `json:"h"`
}

func postScale(w http.ResponseWriter, r *http.Request) {
	var c scale
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, c.W*c.H, val.Fields(&c))
}

func present(data []byte, keys ...string) error {
	var have map[string]json.RawMessage
	if err := json.Unmarshal(data, &have); err != nil {
		return err
	}
	for _, key := range keys {
		if value, ok := have[key]; !ok || string(value) == "null" {
			return errors.New(key + " is missing")
		}
	}
	return nil
}

func signed(data []byte) error {
	if len(data) < 32 || data[0] != 1 {
		return errors.New("not signed")
	}
	return nil
}

type entry struct {
	X int `json:"x"`
	Y int `json:"y"`
}

func putEntry(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if err := present(data, "x", "y"); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var e entry
	if err := json.Unmarshal(data, &e); err != nil {
		return
	}
	fmt.Fprintln(w, e.X*e.Y)
}

func putRaw(w http.ResponseWriter, r *http.Request) {
	var raw json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&raw); err != nil || bytes.Contains(raw, []byte("null")) {
		return
	}
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil {
		return
	}
	fmt.Fprintln(w, e.X*e.Y)
}

type note struct { // want `note takes null or no key for a value in X, Y`
	X int `json:"x"`
	Y int `json:"y"`
}

func putNote(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if err := signed(data); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var n note
	if err := json.Unmarshal(data, &n); err != nil {
		return
	}
	fmt.Fprintln(w, n.X*n.Y)
}

func field[T any](v T, rules ...func(T) error) error {
	for _, rule := range rules {
		if err := rule(v); err != nil {
			return err
		}
	}
	return nil
}

func atLeastOne(n int) error {
	if n < 1 {
		return errors.New("too small")
	}
	return nil
}

type order struct {
	Count int `json:"count"`
}

func postOrder(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	if err := field(o.Count, atLeastOne); err != nil {
		return
	}
	fmt.Fprintln(w, o.Count*2)
}

var handlers = []http.HandlerFunc{postTint, postShade, postTurn, postCrop, postScale, putEntry, putRaw, putNote, postOrder}
