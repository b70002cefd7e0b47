// Package library reads requests for its users, and has no handler of its own.
package library

import (
	"encoding/json"
	"net/http"
)

// Push is what a library for others reads for them.
type Push struct { // want `^Push takes null or no key for a value in User, Count \(it stays zero; see gen-safe\)$`
	User  string
	Count int
}

// Receive gives a push.
func Receive(r *http.Request) (*Push, error) {
	var p Push
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return nil, err
	}
	return &p, nil
}

// Pull is one that the library looks at too.
type Pull struct { // want `^Pull takes null or no key for a value in User, Count \(it stays zero; see gen-safe\)$`
	User  string
	Count int
}

// Total reads pulls.
func Total(r *http.Request) (*Pull, error) {
	var p Pull
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return nil, err
	}
	p.Count++
	println(len(p.User))
	return &p, nil
}
