// Package store hides what it has behind an interface.
package store

import (
	"errors"
	"os"
)

type Store interface {
	Load() error
	Len() int
	Close()
}

type memory struct{ names []string }

func (m *memory) Load() error {
	m.names = append(m.names, os.Args[3])
	return nil
}

func (m *memory) Len() int { return len(m.names) }

func (m *memory) Close() {
	defer func() {
		if r := recover(); r != nil {
			println("close failed")
		}
	}()
	println(os.Args[3])
}

func New() Store { return &memory{} }

func Open(name string) (Store, error) {
	if name == "" {
		return nil, errors.New("no name")
	}
	return &memory{}, nil
}

type none struct{}

func (none) Load() error { panic("no store") }
func (none) Len() int    { return 0 }
func (none) Close()      {}

// Pick returns one or the other.
func Pick(keep bool) Store {
	if keep {
		return &memory{}
	}
	return none{}
}
