// Package echoed sends back what it was sent.
package echoed

import (
	"encoding/json"
	"io"
	"net/http"
)

// A handshake used to be reported: whoever sends no challenge gets none back.
type challenge struct{ Challenge string }

func shake(w http.ResponseWriter, r *http.Request) {
	var c challenge
	if json.NewDecoder(r.Body).Decode(&c) == nil {
		w.Write([]byte(c.Challenge))
	}
}

type token struct{ Token string }

func token2(w http.ResponseWriter, r *http.Request) {
	var t token
	if json.NewDecoder(r.Body).Decode(&t) == nil {
		io.WriteString(w, t.Token)
	}
}

// So used to be what is written under the key that it was read from.
type failure struct {
	Message string          `json:"message"`
	Kind    string          `json:"kind"`
	Cause   json.RawMessage `json:"cause"`
}

type answer struct {
	Message string `json:"message"`
	Kind    string `json:"kind"`
}

func read(r *http.Request) (*failure, error) {
	var f failure
	err := json.NewDecoder(r.Body).Decode(&f)
	return &f, err
}

func (f *failure) answer() ([]byte, error) {
	body := answer{Message: f.Message, Kind: f.Kind}
	return json.Marshal(body)
}

// What is kept as well, or gets another key, is more than an echo. So is a number.
type user struct { // want `user takes null .* in Name, Mail, Age \(`
	Name string `json:"name"`
	Mail string `json:"mail"`
	Age  int    `json:"age"`
}

type row struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Age     int    `json:"age"`
}

func register(w http.ResponseWriter, r *http.Request) {
	var u user
	if json.NewDecoder(r.Body).Decode(&u) != nil {
		return
	}
	made := row{Name: u.Name, Address: u.Mail, Age: u.Age}
	rows = append(rows, made)
	json.NewEncoder(w).Encode(made)
}

var rows []row
