// Package binding stands in for github.com/gin-gonic/gin/binding.
package binding

import "net/http"

type Binding interface {
	Bind(*http.Request, any) error
}

type BindingBody interface {
	Binding
	BindBody([]byte, any) error
}

type binding struct{}

func (binding) Bind(*http.Request, any) error { return nil }
func (binding) BindBody([]byte, any) error    { return nil }

var (
	JSON  BindingBody = binding{}
	Query Binding     = binding{}
)
