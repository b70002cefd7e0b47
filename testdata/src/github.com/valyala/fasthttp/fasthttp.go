// Package fasthttp is a stub.
package fasthttp

type RequestCtx struct{}

func (c *RequestCtx) Path() []byte { return nil }

type RequestHandler func(*RequestCtx)

type Server struct {
	Handler RequestHandler
	Name    string
}

func ListenAndServe(addr string, handler RequestHandler) error { return nil }
