// Package opaque starts calls of code that is not seen, and instructions that
// callers may have made safe.
package opaque

import (
	"context"
	"strings"
)

// Store is for others to implement.
type Store interface {
	Save(ctx context.Context, line string) error
	Close() error
	Len() int
}

func Method(ctx context.Context, s Store, line string) {
	go func() { // want `^goroutine has no panic guard \(call of interface method opaque.Store.Save at opaque.go:19\)$`
		s.Save(ctx, line)
	}()
}

// Cleanup and small questions are not worth a guard.
func Close(s Store) {
	go func() {
		println(s.Len())
		s.Close()
	}()
}

// Server has a hook for others to set.
type Server struct{ Hook func(string) }

func (s *Server) Start(line string) {
	go func() { // want `^goroutine has no panic guard \(call of a function value at opaque.go:36\)$`
		s.Hook(line)
	}()
}

// Callers may know the length.
func Given(parts []string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at opaque.go:43\)$`
		println(parts[1])
	}()
}

func divide(total, n int) int { return total / n }

func Divisor(total, n int) {
	go func() { // want `^goroutine has no panic guard \(division by a value that may be zero at opaque.go:47, reached by divide\)$`
		println(divide(total, n))
	}()
}

type account struct{ name string }

func Missing(accounts map[string]*account, id string) {
	go func() { // want `^goroutine has no panic guard \(nil dereference \(the map may not have the key\) at opaque.go:64, reached by show\)$`
		show(accounts, id)
	}()
}

func show(accounts map[string]*account, id string) {
	println(accounts[id].name)
}

// A concrete witness is told rather than an opaque one.
func Both(ctx context.Context, s Store, line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at opaque.go:71\)$`
		s.Save(ctx, line)
		println(strings.Fields(line)[1])
	}()
}

// A hook that another function calls is a note: who starts that one seldom knows
// of it. It was a warning at every start.
func (s *Server) Serve(line string) {
	go func() { // want `^goroutine has no panic guard \(call of a function value at opaque.go:\d+, reached by Server.handle\)$`
		s.handle(line)
	}()
}

func (s *Server) handle(line string) { s.Hook(line) }

type holder struct{ held map[string]*entry }

type entry struct{ n int }

// The program itself gives the keys of what it holds.
func Held(h *holder, name string) {
	go h.print(name) // want `^goroutine has no panic guard \(nil dereference \(the map may not have the key\) at opaque.go:\d+, reached by holder.print\)$`
}

func (h *holder) print(name string) { println(h.held[name].n) }

// Print is for everybody.
func (h *holder) Print(name string) { println(h.held[name].n) }

func HeldForAll(h *holder, name string) {
	go h.Print(name) // want `^goroutine has no panic guard \(nil dereference \(the map may not have the key\) at opaque.go:\d+, reached by holder.Print\)$`
}

// The literal has them from the function around.
func Captured(accounts map[string]*account, id string) {
	go func() { // want `^goroutine has no panic guard \(nil dereference \(the map may not have the key\) at opaque.go:\d+\)$`
		println(accounts[id].name)
	}()
	go func() {
		if a := accounts[id]; a != nil {
			println(accounts[id].name)
		}
	}()
}
