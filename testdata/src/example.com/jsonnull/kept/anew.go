package kept

import (
	"bufio"
	"encoding/json"
	"os"
)

// Fresh makes each record anew.
type Fresh[T any] struct {
	lines *bufio.Scanner
	cur   T
}

// Next goes on to the next record.
func (f *Fresh[T]) Next() bool {
	var next T
	if !f.lines.Scan() || json.Unmarshal(f.lines.Bytes(), &next) != nil {
		return false
	}
	f.cur = next
	return true
}

func count(lines *bufio.Scanner) (n int) {
	f := &Fresh[chunk]{lines: lines}
	for f.Next() {
		n += f.cur.Index
	}
	return n
}

// Cleared sets its field before it decodes.
type Cleared struct {
	lines *bufio.Scanner
	row   row
}

// Next reads the next line.
func (c *Cleared) Next() bool {
	c.row = row{}
	return c.lines.Scan() && json.Unmarshal(c.lines.Bytes(), &c.row) == nil
}

type head struct {
	Index int `json:"index,omitempty"`
}

// One object for each call, one call for each object.
func first(files []*bufio.Scanner) (all []int) {
	for _, lines := range files {
		s := &Stream[head]{lines: lines}
		if s.Next() {
			all = append(all, s.cur.Index)
		}
	}
	return all
}

type settings struct {
	Level int `json:"level,omitempty"`
}

type service struct{ settings settings }

// What is read once, or when somebody asks for it, is no stream.
func (s *service) load(name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, &s.settings)
}

func start(s *service) error { return s.load("settings.json") }
