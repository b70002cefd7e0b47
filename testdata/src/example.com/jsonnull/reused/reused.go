// Package reused decodes records one after the other into one variable.
package reused

import (
	"encoding/json"
	"io"
	"time"
)

func put(...any) {}

// It used to be a note, and nothing for texts and for what this program writes itself.
type stats struct {
	CPU   float64
	Swap  float64  `json:"swap,omitempty"`
	Model string   `json:"model,omitempty"`
	Load  *float64 `json:"load,omitempty"`
	Disk  struct {
		Free int `json:"free,omitempty"`
	}
}

func save(s stats) ([]byte, error) { return json.Marshal(s) }

func sum(rows [][]byte) (total float64) {
	var s stats
	for _, row := range rows {
		if json.Unmarshal(row, &s) != nil { // want `^stats keeps the last record's Swap, Disk.Free where the next leaves it out \(make it anew each round\)$`
			continue
		}
		total += s.CPU + s.Swap + float64(s.Disk.Free)
	}
	return total
}

func all(rows [][]byte) []stats {
	var list []stats
	s := new(stats)
	for _, row := range rows {
		if err := json.Unmarshal(row, s); err == nil { // want `^stats keeps the last record's Swap, Model, Load and 1 more where the next leaves it out \(make it anew each round\)$`
			list = append(list, *s)
		}
	}
	return list
}

// What nobody writes here may leave out whatever it likes.
type event struct {
	Kind string
	Done bool
	At   time.Time
	Tags []string
}

func parse(line []byte, v any) error { return json.Unmarshal(line, v) }

func read(r io.Reader) error {
	dec := json.NewDecoder(r)
	var e event
	for {
		if err := dec.Decode(&e); err == io.EOF { // want `^event keeps the last record's Kind, At where the next leaves it out \(make it anew each round\)$`
			return nil
		} else if err != nil {
			return err
		}
		put(e.Kind, e.At, e.Tags)
	}
}

func readLines(lines [][]byte) {
	var e event
	for _, line := range lines {
		if err := parse(line, &e); err != nil { // want `^event keeps the last record's Kind, Done, At where the next leaves it out \(make it anew each round\)$`
			return
		}
		put(e)
	}
}

// The last page has no next one, and keeps the one of the page before.
type page struct {
	Items []string `json:"items"`
	Next  string   `json:"next,omitempty"`
}

func pages(get func(string) []byte) (list []string, err error) {
	var p page
	for {
		if err := json.Unmarshal(get(p.Next), &p); err != nil { // want `^page keeps the last record's Next where the next leaves it out \(make it anew each round\)$`
			return nil, err
		}
		if list = append(list, p.Items...); p.Next == "" {
			return list, nil
		}
	}
}

// Somebody else makes what a variable holds, and the loop fills it again.
type source struct{ query func() any }

func (s source) each(rows [][]byte, use func(any)) {
	q := s.query()
	for _, row := range rows {
		if json.Unmarshal(row, &q) == nil { // want `^issue keeps the last record's Number, Closed where the next leaves it out \(make it anew each round\)$`
			use(q)
		}
	}
}

type issue struct {
	Number int
	Closed string
}

func issues(rows [][]byte) {
	source{func() any { return &issue{} }}.each(rows, func(q any) {
		i := q.(*issue)
		put(i.Number, i.Closed)
	})
}

// A decoder fills what a pointer points to, and does not make it anew.
type pull struct {
	Status   string
	Progress string `json:",omitempty"`
}

func pulls(dec *json.Decoder, each func(*pull)) {
	var p *pull
	for dec.Decode(&p) == nil { // want `^pull keeps the last record's Progress where the next leaves it out \(make it anew each round\)$`
		each(p)
	}
}
