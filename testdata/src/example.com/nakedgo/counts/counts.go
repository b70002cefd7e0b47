// Package counts divides by counts of what may not have come, and picks from what may be
// nothing.
package counts

import (
	"log"
	"math/rand"
	"slices"
	"time"
)

type window struct {
	total time.Duration
	count int64
	size  int
}

func (w *window) observe(d time.Duration) {
	w.total += d
	w.count++
}

func (w *window) flush() time.Duration {
	avg := w.total / time.Duration(w.count)
	w.total, w.count = 0, 0
	return avg
}

func (w *window) mean() time.Duration {
	if w.count == 0 {
		return 0
	}
	return w.total / time.Duration(w.count)
}

func newWindow(size int) *window { return &window{size: size} }

func (w *window) perSlot(n int) int { return n / w.size }

func report(w *window, tick chan time.Time) {
	go func() { // want `division by a count that may be zero at counts.go:\d+, reached by window.flush`
		for range tick {
			log.Print(w.flush())
		}
	}()
	go func() {
		for range tick {
			log.Print(w.mean(), w.perSlot(10))
		}
	}()
}

func average(list []int) {
	go func() { // want `division by a count that may be zero at counts.go:\d+`
		sum, n := 0, 0
		for _, x := range list {
			if x > 0 {
				sum += x
				n++
			}
		}
		log.Print(sum / n)
	}()
	go func() {
		sum, n := 0, 0
		for _, x := range list {
			if x > 0 {
				sum += x
				n++
			}
		}
		if n > 0 {
			log.Print(sum / n)
		}
		rounds := 1
		for range list {
			rounds++
		}
		log.Print(sum / rounds)
	}()
}

type node struct {
	up   bool
	name string
}

func healthy(nodes []node) []node {
	var up []node
	for _, n := range nodes {
		if n.up {
			up = append(up, n)
		}
	}
	return up
}

func filter[T any](list []T, keep func(T) bool) []T {
	out := make([]T, 0)
	for _, x := range list {
		if !keep(x) {
			continue
		}
		out = append(out, x)
	}
	return out
}

func names(nodes []node) []string {
	var all []string
	for _, n := range nodes {
		all = append(all, n.name)
	}
	return all
}

func first[T any](list []T) T { return list[0] }

func route(nodes []node) {
	go func() { // want `index out of range at counts.go:\d+`
		log.Print(healthy(nodes)[0].name)
	}()
	go func() { // want `rand.Intn panics on a range that is empty at counts.go:\d+`
		up := healthy(nodes)
		log.Print(up[rand.Intn(len(up))].name)
	}()
	go func() { // want `index out of range at counts.go:\d+, reached by first`
		up := filter(nodes, func(n node) bool { return n.up })
		slices.SortFunc(up, func(a, b node) int { return len(a.name) - len(b.name) })
		log.Print(first(up).name)
	}()
	go func() {
		if up := healthy(nodes); len(up) > 0 {
			log.Print(up[0].name)
		}
	}()
}
