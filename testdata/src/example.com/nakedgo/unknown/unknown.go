// Package unknown starts functions that nobody here sees.
package unknown

// Server runs what it is given.
type Server struct {
	Handler  func(string)
	handlers map[string]func(string)
}

// Handle keeps f for a name.
func (s *Server) Handle(name string, f func(string)) { s.handlers[name] = f }

func (s *Server) Serve(name, line string) {
	go s.Handler(line)
	if f, ok := s.handlers[name]; ok {
		go f(line)
	}
}

// Runner is for others to implement.
type Runner interface{ Run() }

func Start(r Runner) {
	go r.Run()
	run := r.Run
	go run()
}

// Hook is for others to set.
var Hook func()

func Fire() { go Hook() }

// The callers are told by the fact that Go has.
func Go(f func()) { go f() }
