// Package relayed has middleware that reads a request and hands it on: whoever reads
// what it put in the body's place decides what is missing.
package relayed

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// The body becomes another, for the handler behind.
type foreign struct {
	Model string
	Kinds int
}

type native struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

func translate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var f foreign
		if err := json.NewDecoder(r.Body).Decode(&f); err != nil {
			return
		}
		var b bytes.Buffer
		json.NewEncoder(&b).Encode(native{f.Model, f.Kinds})
		r.Body = io.NopCloser(&b)
		next.ServeHTTP(w, r)
	})
}

// The body is put back before it is looked at.
type peeked struct {
	Model string
	Kinds int
}

func peek(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		var p peeked
		json.Unmarshal(body, &p)
		println(p.Model, p.Kinds)
		next.ServeHTTP(w, r)
	})
}

// A limit hands nothing on.
type limited struct { // want `^limited takes null or no key for a value in Model, Kinds \(it stays zero; see gen-safe\)$`
	Model string
	Kinds int
}

func limit(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	var l limited
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
		return
	}
	println(l.Model, l.Kinds)
}

// Nor does one that looks like a body of its own.
type capped struct { // want `^capped takes null or no key for a value in Model, Kinds \(it stays zero; see gen-safe\)$`
	Model string
	Kinds int
}

func capAt(w http.ResponseWriter, r *http.Request) {
	r.Body = io.NopCloser(io.LimitReader(r.Body, 1<<20))
	var c capped
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return
	}
	println(c.Model, c.Kinds)
}
