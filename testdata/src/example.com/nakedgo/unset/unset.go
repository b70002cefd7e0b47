// Package unset uses what nobody has put anything into yet.
package unset

import (
	"os"
	"strings"
)

type Store struct {
	Counts map[string]int
	Names  []string
	Next   *Store
	hook   func()
	out    writer
}

type writer interface{ write(string) }

func local() {
	go func() { // want `write to a nil map at unset.go:\d+`
		var s Store
		s.Counts["a"] = 1
	}()
}

func made() {
	go func() { // want `write to a nil map at unset.go:\d+`
		s := &Store{Names: []string{"a"}}
		s.Counts[s.Names[0]]++
	}()
}

func next() {
	go func() { // want `nil dereference \(nothing sets it\) at unset.go:\d+`
		s := &Store{Next: nil}
		s = &Store{}
		println(s.Next.Names)
	}()
}

func hook() {
	go func() { // want `call of what nothing sets at unset.go:\d+`
		s := &Store{}
		s.hook()
	}()
}

func asked() {
	go func() {
		s := &Store{}
		if s.hook != nil {
			s.hook()
		}
	}()
}

// A method, or whoever has the object, may have set it.
func (s *Store) init() { s.Counts, s.out = map[string]int{}, nil }

func setByMethod() {
	go func() {
		s := &Store{}
		s.init()
		s.Counts["a"] = 1
		s.out.write("a")
	}()
}

func setOnce() {
	go func() {
		s := &Store{}
		for range 2 {
			if s.Counts != nil {
				s.Counts["a"] = 1
			}
			s.Counts = map[string]int{}
		}
		s.Counts["b"] = 1
	}()
}

func setByAddress() {
	go func() {
		s := &Store{}
		fill(&s.Counts)
		s.Counts["a"] = 1
	}()
}

func fill(m *map[string]int) { *m = map[string]int{} }

func whole() {
	go func() {
		var s Store
		s = Store{Counts: map[string]int{}}
		s.Counts["a"] = 1
	}()
}

func upper(in []string) {
	go func() { // want `index out of range at unset.go:\d+`
		out := make([]string, 0, len(in))
		for i, v := range in {
			out[i] = strings.ToUpper(v)
		}
		println(len(out))
	}()
}

func declared(in []string) {
	go func() { // want `index out of range at unset.go:\d+`
		var out []string
		for i := range in {
			out[i] = in[i]
		}
		println(len(out))
	}()
}

func appended(in []string) {
	go func() {
		var out []string
		for i, v := range in {
			out = append(out, v)
			out[i] = strings.ToUpper(out[i])
		}
	}()
}

func overItself() {
	go func() {
		var none []string
		for i := range none {
			println(none[i])
		}
	}()
}

func resliced(in []string) {
	go func() {
		out := make([]string, 0, len(in))
		out = out[:len(in)]
		for i, v := range in {
			out[i] = v
		}
	}()
}

func some() {
	go func() {
		out := []string{}
		if len(os.Args) > 1 {
			out = os.Args
		}
		for i := range os.Args {
			println(out[i])
		}
	}()
}

func sometimes(keep bool) {
	go func() { // want `write to a nil map at unset.go:\d+`
		var s Store
		if keep {
			s.Counts = map[string]int{}
		}
		s.Counts["a"] = 1
	}()
}

func oneOrTheOther(keep bool) {
	go func() {
		var s Store
		if keep {
			s.Counts = map[string]int{"a": 1}
		} else {
			s.Counts = map[string]int{}
		}
		s.Counts["a"] = 1
	}()
}

func bothDecided(keep bool) {
	go func() {
		var s Store
		if keep {
			s.Counts = map[string]int{}
		}
		if keep {
			s.Counts["a"] = 1
		}
	}()
}

func lazily(s Store) {
	go func() {
		t := Store{Next: s.Next}
		if t.Counts == nil {
			t.Counts = map[string]int{}
		}
		t.Counts["a"] = 1
	}()
}
