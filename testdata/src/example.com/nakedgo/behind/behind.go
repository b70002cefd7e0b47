// Package behind starts methods of what another package hides behind an interface.
package behind

import (
	"fmt"

	"example.com/nakedgo/behind/store"
)

func result() {
	go store.New().Load() // want `index out of range at .*/store.go:\d+, reached by store.Store.Load`
}

func opened() {
	s, err := store.Open("a")
	if err != nil {
		return
	}
	go func() { // want `index out of range at .*/store.go:\d+, reached by store.Store.Load`
		if err := s.Load(); err != nil {
			fmt.Println(err)
		}
	}()
	go s.Len()
	go s.Close()
}

type server struct{ store store.Store }

func newServer() *server { return &server{store: store.New()} }

func (s *server) start() {
	go s.store.Load() // want `index out of range at .*/store.go:\d+, reached by store.Store.Load`
}

func given(s store.Store) {
	go s.Len()
	go func() {
		if err := s.Load(); err != nil {
			fmt.Println(err)
		}
	}()
}

func picked(keep bool) {
	go store.Pick(keep).Load()
}
