// Package server runs commands.
package server

// A Server runs each of the handlers that it is given on a goroutine.
type Server struct{ handlers map[string]func(string) }

// Register takes the handler of a command.
func (s *Server) Register(name string, handler func(string)) { s.handlers[name] = handler }

// Listen serves what comes in.
func (s *Server) Listen(lines chan string) {
	go s.serve(lines)
}

func (s *Server) serve(lines chan string) {
	for line := range lines {
		s.handlers["KEYS"](line)
	}
}
