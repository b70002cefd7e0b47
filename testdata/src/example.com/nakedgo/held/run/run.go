// Package run runs runners.
package run

import (
	"log"
	"sync"
)

// A Runner is a component.
type Runner interface {
	Name() string
	Run() error
}

// A Group runs components.
type Group struct{ wg sync.WaitGroup }

// Add starts r.
func (g *Group) Add(r Runner) {
	g.wg.Add(1)
	go func() { // want `call of interface method run.Runner.Run`
		defer g.wg.Done()
		if err := r.Run(); err != nil {
			log.Print(r.Name(), err)
		}
	}()
}

// AddSafely starts r and recovers.
func (g *Group) AddSafely(r Runner) {
	g.wg.Go(func() {
		defer func() { log.Print(recover()) }()
		if err := r.Run(); err != nil {
			log.Print(r.Name(), err)
		}
	})
}
