// Package dns is a stub.
package dns

type Msg struct{ Question []string }

type ResponseWriter interface{ WriteMsg(*Msg) error }

type Handler interface {
	ServeDNS(ResponseWriter, *Msg)
}

type HandlerFunc func(ResponseWriter, *Msg)

func (f HandlerFunc) ServeDNS(w ResponseWriter, m *Msg) { f(w, m) }

type Server struct {
	Addr    string
	Handler Handler
}

func (s *Server) ListenAndServe() error { return nil }

func HandleFunc(pattern string, handler func(ResponseWriter, *Msg)) {}
func Handle(pattern string, handler Handler)                        {}
