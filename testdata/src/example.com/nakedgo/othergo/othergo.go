// Package othergo calls functions that are named like starters, or that guard
// what they start.
package othergo

import (
	"strings"
	"sync"

	"github.com/panjf2000/ants/v2"
	"github.com/sourcegraph/conc"
)

func second(line string) string { return strings.Split(line, ",")[1] }

// Go of this type calls f in line.
type group struct{}

func (*group) Go(f func()) { f() }

func Inline(line string) {
	var g group
	g.Go(func() { println(second(line)) })
}

// Go guards f.
type safeGroup struct{ wg sync.WaitGroup }

func (g *safeGroup) Go(f func()) {
	g.wg.Go(func() {
		defer func() { recover() }()
		f()
	})
}

func Guarded(line string) {
	var g safeGroup
	g.Go(func() { println(second(line)) })
}

// Conc catches the panic and raises it again in Wait.
func Conc(line string) {
	var wg conc.WaitGroup
	wg.Go(func() { println(second(line)) })
	wg.Wait()
}

func Ants(line string) {
	ants.Submit(func() { println(second(line)) })
}

// What is called in line is on the caller's goroutine.
func Once(line string) {
	var once sync.Once
	once.Do(func() { println(second(line)) })
}

// A deferred call is on the caller's goroutine.
func Deferred(line string) {
	defer func() { println(second(line)) }()
}
