// Package unknown starts functions that nobody here sees.
package unknown

import (
	"time"

	"golang.org/x/sync/errgroup"
)

// Server runs what it is given.
type Server struct {
	Handler  func(string)
	handlers map[string]func(string)
}

// Handle keeps f for a name.
func (s *Server) Handle(name string, f func(string)) { s.handlers[name] = f }

func (s *Server) Serve(name, line string) {
	go s.Handler(line) // want `^function started by the go statement is not known, so nothing is known to guard it$`
	if f, ok := s.handlers[name]; ok {
		go f(line) // want `^function started by the go statement is not known`
	}
}

// Runner is for others to implement.
type Runner interface{ Run() error }

func Start(r Runner) {
	go r.Run() // want `^function started by the go statement is not known`
	run := r.Run
	go run() // want `^function started by the go statement is not known`
	var g errgroup.Group
	g.Go(r.Run) // want `^function started by Group.Go is not known, so nothing is known to guard it$`
}

// Hook is for others to set.
var Hook func()

func Fire() {
	time.AfterFunc(time.Second, Hook) // want `^function started by time.AfterFunc is not known`
}

func Known() {
	go func() { println("known") }()
	go close(make(chan int))
}
