// Package created has requests that make something: what they do not turn on is off.
package created

import (
	"encoding/json"
	"net/http"
)

type CategoryCreationRequest struct {
	Title  string `json:"title"`
	Hidden bool   `json:"hidden"`
}

type category struct {
	title  string
	hidden bool
}

func makeCategory(w http.ResponseWriter, r *http.Request) {
	var c CategoryCreationRequest
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil || c.Title == "" {
		return
	}
	keep(&c)
}

var kept *CategoryCreationRequest

func keep(c *CategoryCreationRequest) { kept = c }

// The function says it too. The rule lists the switch where something else is missing.
type user struct { // want `^user takes null or no key for a value in Age, Admin \(it stays zero; see gen-safe\)$`
	Age   int
	Admin bool
}

var last any

func createUser(w http.ResponseWriter, r *http.Request) {
	var u user
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		return
	}
	last = u
}

// An update turns off what it does not name.
type CategoryModificationRequest struct { // want `^CategoryModificationRequest takes null or no key for a value in Hidden \(it stays zero; see gen-safe\)$`
	Title  string `json:"title"`
	Hidden bool   `json:"hidden"`
}

func changeCategory(w http.ResponseWriter, r *http.Request) {
	var c CategoryModificationRequest
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil || c.Title == "" {
		return
	}
	last = &c
}

// Where false does something, nobody can leave it out.
type CreateOrder struct { // want `^CreateOrder takes null or no key for a value in Test \(it stays zero; see gen-safe\)$`
	Test bool
}

func order(w http.ResponseWriter, r *http.Request) {
	var o CreateOrder
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	if !o.Test {
		println("charge")
	}
}

// Who looks for the texts that must be there lets the others be empty.
type entry struct {
	URL    string
	Title  string
	Author string
}

type row struct{ url, title, author string }

var rows []row

func importEntry(w http.ResponseWriter, r *http.Request) {
	var e entry
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		return
	}
	if e.URL == "" {
		return
	}
	if e.Title == "" {
		e.Title = e.URL
	}
	rows = append(rows, row{e.URL, e.Title, e.Author})
}

// A settlement sets nothing, and an address adds nothing.
type settlement struct {
	Payee string
	Fast  bool
}

func settle(w http.ResponseWriter, r *http.Request) {
	var s settlement
	if err := json.NewDecoder(r.Body).Decode(&s); err != nil || s.Payee == "" {
		return
	}
	last = []any{s.Payee, s.Fast}
}

type address struct { // want `^address takes null or no key for a value in Private \(it stays zero; see gen-safe\)$`
	Private bool
}

func locate(w http.ResponseWriter, r *http.Request) {
	var a address
	if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
		return
	}
	last = a
}

// The second place is judged by itself, whatever the first one was.
type Twice struct { // want `^Twice takes null or no key for a value in N \(it stays zero; see gen-safe\)$`
	N  int
	On bool
}

func twice(w http.ResponseWriter, r *http.Request) {
	t := Twice{N: 1}
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil {
		return
	}
	labels := map[string]any{"on": t.On}
	var again Twice
	if err := json.NewDecoder(r.Body).Decode(&again); err != nil {
		return
	}
	last = []any{labels, again.N * 2}
}
