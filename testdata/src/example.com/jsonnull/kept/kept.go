// Package kept decodes one record after the other into a field.
package kept

import (
	"bufio"
	"encoding/json"
	"net/http"
)

// Stream is a stream of records.
type Stream[T any] struct {
	lines *bufio.Scanner
	cur   T
	err   error
}

// Next goes on to the next record.
func (s *Stream[T]) Next() bool {
	if s.err != nil || !s.lines.Scan() {
		return false
	}
	s.err = json.Unmarshal(s.lines.Bytes(), &s.cur)
	return s.err == nil
}

// Current gives the record.
func (s *Stream[T]) Current() T { return s.cur }

// Nobody used to see that one field holds all of them.
type chunk struct {
	Index int `json:"index,omitempty"`
	Count int `json:"count"`
}

func sum(c *http.Client, url string) (n int, err error) {
	resp, err := c.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	s := &Stream[chunk]{lines: bufio.NewScanner(resp.Body)}
	for s.Next() { // want `^chunk keeps the last record's Index where the next leaves it out \(make it anew each round\)$`
		c := s.Current()
		n += c.Index * c.Count
	}
	return n, s.err
}

type row struct {
	Key  string `json:"key,omitempty"`
	Note string `json:"note,omitempty"`
}

type rows struct {
	lines *bufio.Scanner
	row   row
}

func (r *rows) advance() bool {
	return r.lines.Scan() && json.Unmarshal(r.lines.Bytes(), &r.row) == nil // want `^row keeps the last record's Key, Note where`
}

func keys(lines *bufio.Scanner) (all []string) {
	r := &rows{lines: lines}
	for r.advance() {
		all = append(all, r.row.Key+r.row.Note)
	}
	return all
}

// Lines is for importers, who call Next in a loop.
type Lines struct {
	lines *bufio.Scanner
	row   row
}

// Next reads the next line.
func (l *Lines) Next() bool {
	return l.lines.Scan() && json.Unmarshal(l.lines.Bytes(), &l.row) == nil // want `^row keeps the last record's Key, Note where`
}

// Row gives the line.
func (l *Lines) Row() row { return l.row }
