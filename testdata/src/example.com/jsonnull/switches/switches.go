// Package switches has bools, and numbers that limit, in requests: who leaves them
// out leaves them off.
package switches

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
)

// It is asked for together with others, copied and handed on.
type bucket struct {
	Name       string
	Quota      bool
	Size       int64
	Versioning bool
}

func create(w http.ResponseWriter, r *http.Request) {
	var b bucket
	if err := json.NewDecoder(r.Body).Decode(&b); err != nil || b.Name == "" {
		return
	}
	if b.Quota && b.Size <= 0 {
		return
	}
	make1(b.Name, b.Quota, b.Versioning)
	answer := map[string]any{"quota": b.Quota}
	json.NewEncoder(w).Encode(answer)
}

// make1 turns off what nobody asked for.
func make1(name string, quota, versioning bool) { println(name, quota && versioning) }

// Get is read field by field here, but for a bool that others look at.
type Get struct {
	Key    string
	Values bool
}

func get(w http.ResponseWriter, r *http.Request) {
	var g Get
	if err := json.NewDecoder(r.Body).Decode(&g); err != nil || g.Key == "" {
		return
	}
	look(g)
}

func look(g Get) { println(g.Key) }

// What false does is done.
type transfer struct { // want `^transfer takes null or no key for a value in DryRun, Sandbox \(it stays zero; see gen-safe\)$`
	To      string
	DryRun  bool
	Sandbox bool
}

func move(w http.ResponseWriter, r *http.Request) {
	var t transfer
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil || t.To == "" {
		return
	}
	if !t.DryRun {
		execute(t.To)
	}
	if t.Sandbox {
		println("sandbox")
	} else {
		execute(t.To)
	}
}

func execute(to string) { println(to) }

// Nobody here reads any of it: it is kept as it is.
type flags struct { // want `^flags takes null or no key for a value in Public \(it stays zero; see gen-safe\)$`
	Public bool
}

var kept []flags

func keep(w http.ResponseWriter, r *http.Request) {
	var f flags
	if err := json.NewDecoder(r.Body).Decode(&f); err == nil {
		kept = append(kept, f)
	}
}

// Numbers that limit a list are copied to where it is limited.
type search struct { // want `^search takes null or no key for a value in Weight \(it stays zero; see gen-safe\)$`
	MaxResults int
	PageSize   int
	Offset     int
	Weight     int
}

type query struct{ max, size, offset, weight int }

func find(w http.ResponseWriter, r *http.Request) {
	var s search
	if err := json.NewDecoder(r.Body).Decode(&s); err != nil && err != io.EOF {
		return
	}
	q := query{s.MaxResults, s.PageSize, s.Offset, s.Weight}
	println(&q)
}

// Of the kinds that it knows, nothing is the one that is not there.
type event struct{ Kind string }

func on(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		return
	}
	switch e.Kind {
	case "push", "pull":
		println("code")
	case "issue":
		println("text")
	}
}

// What it does not know it leaves alone, and says so in the log.
type notice struct {
	Action string
	Leader string
}

func notify(w http.ResponseWriter, r *http.Request) {
	var n notice
	if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
		return
	}
	log.Printf("notice: action %s", n.Action)
	switch n.Action {
	case "resign":
		println("resign")
	case "resigned":
		if n.Leader == "me" {
			return
		}
	}
}
