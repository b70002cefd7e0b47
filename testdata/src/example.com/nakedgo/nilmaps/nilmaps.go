// Package nilmaps writes to maps that nobody made.
package nilmaps

import "sync"

func captured(words []string) {
	var counts map[string]int
	go func() { // want `write to a nil map at nilmaps.go:\d+`
		for _, w := range words {
			counts[w]++
		}
	}()
}

func madeLater(words []string) {
	var counts map[string]int
	go func() {
		for _, w := range words {
			counts[w]++
		}
	}()
	counts = map[string]int{}
}

func madeInside(words []string) {
	var counts map[string]int
	var once sync.Once
	go func() {
		once.Do(func() { counts = map[string]int{} })
		counts["a"]++
	}()
}

type tally struct {
	mu sync.Mutex
	by map[string]int
}

func newTally() *tally { return &tally{} }

func (t *tally) add(k string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.by[k]++
}

func field(words []string) {
	t := newTally()
	go func() { // want `write to a nil map at nilmaps.go:\d+, reached by tally.add`
		for _, w := range words {
			t.add(w)
		}
	}()
}

type made struct{ by map[string]int }

func newMade() made { return made{by: map[string]int{}} }

func (m made) add(k string) { m.by[k]++ }

type lazy struct{ by map[string]int }

func (l *lazy) add(k string) {
	if l.by == nil {
		l.by = map[string]int{}
	}
	l.by[k]++
}

type filled struct{ by map[string]int }

func fill(m *map[string]int) { *m = map[string]int{} }

func (f *filled) add(k string) {
	fill(&f.by)
	f.by[k]++
}

type positional struct{ by map[string]int }

func newPositional() *positional { return &positional{map[string]int{}} }

func (p *positional) add(k string) { p.by[k]++ }

func fields(words []string) {
	m, l, f, p := newMade(), &lazy{}, &filled{}, newPositional()
	go func() {
		m.add(words[len(words)/2])
		l.add("a")
		f.add("a")
		p.add("a")
	}()
}

var unmade map[string]int

var registry = map[string]int{}

func global() {
	go func() { // want `write to a nil map at nilmaps.go:\d+`
		unmade["a"]++
	}()
	go func() { registry["a"]++ }()
}

type edge struct{ from, to string }

func nested(edges []edge) {
	go func() { // want `write to a nil map at nilmaps.go:\d+`
		graph := map[string]map[string]bool{}
		for _, e := range edges {
			graph[e.from][e.to] = true
		}
	}()
	go func() {
		graph := map[string]map[string]bool{}
		for _, e := range edges {
			if graph[e.from] == nil {
				graph[e.from] = map[string]bool{}
			}
			graph[e.from][e.to] = true
		}
	}()
	go func() {
		graph := make(map[string]map[string]bool)
		for _, e := range edges {
			graph[e.from] = map[string]bool{}
		}
		for _, e := range edges {
			graph[e.from][e.to] = true
		}
	}()
	go func() {
		graph := map[string]map[string]bool{"a": {}}
		graph["a"]["b"] = true
	}()
	go func() {
		graph := map[string]map[string]bool{}
		index(graph, edges)
		graph["a"]["b"] = true
	}()
}

func index(graph map[string]map[string]bool, edges []edge) {
	for _, e := range edges {
		graph[e.from] = map[string]bool{}
	}
}

// Two variables hold each other's map.
func swapped(edges []edge) {
	a, b := map[string]map[string]bool{}, map[string]map[string]bool{}
	go func() {
		for _, e := range edges {
			a[e.from][e.to] = true
			a, b = b, a
		}
	}()
}
