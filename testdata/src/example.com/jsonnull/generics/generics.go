// Package generics decodes by way of generic functions.
package generics

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"example.com/jsonnull/generics/typed"
)

type decoded struct{ N int } // want `decoded takes null`

type again struct{ N int } // want `again takes null`

type listed struct{ N int } // want `listed takes null`

type into struct{ N int } // want `into takes null`

type checked struct{ N int } // want `checked takes null`

func (c *checked) Check() error { return nil }

type enclosed struct{ N int } // want `enclosed takes null`

type fetched struct{ N int } // want `fetched takes null`

type input struct{ N int } // want `input takes null`

type output struct{ N int }

type never struct{ N int }

type aliased = underAlias

type underAlias struct{ N int } // want `underAlias takes null`

func calls(r *http.Request) {
	typed.Decode[decoded](r.Body)
	typed.Decode[*again](r.Body)
	typed.List[listed](r.Body)
	var a into
	typed.Into(r, &a)
	typed.Valid[checked](nil)
	typed.Open[enclosed](nil)
	new(typed.Client[fetched]).Fetch(nil)
	http.Handle("/", typed.Handle(func(in input) (output, error) { return output{}, nil }))
	typed.Zero[never]()
	typed.Decode[aliased](r.Body)
}

type served struct{ N int } // want `served takes null`

type made struct{ N int } // want `made takes null`

type byValue struct{ N int } // want `byValue takes null`

type byMethod struct{ N int } // want `byMethod takes null`

type registered struct{ N int } // want `registered takes null`

type shown struct{ N int }

var root http.Handler = &typed.Handler[served]{}

func routes(mux *http.ServeMux) {
	mux.Handle("/made", typed.NewHandler(func(made) {}))
	mux.HandleFunc("/value", typed.Serve[byValue])
	mux.HandleFunc("/method", typed.NewHandler(func(byMethod) {}).ServeHTTP)
	register[registered](mux)
	var s fmt.Stringer = &typed.Handler[shown]{}
	_ = s.String()
}

func register[T any](mux *http.ServeMux) { mux.HandleFunc("/registered", typed.Serve[T]) }

// It is reported once, with the fields of the instance that is decoded first.
type page[T any] struct { // want `page takes null .* in Total, First.N `
	Total int
	First T
	Items []T
}

// It decodes into itself.
type list[T any] struct { // want `list takes null .* in Next `
	Next  int
	Items []T
}

func (l *list[T]) load(data []byte) error { return json.Unmarshal(data, l) }

type listItem struct{ N int } // want `listItem takes null`

func load(data []byte) error { return new(list[listItem]).load(data) }

type item struct{ N int } // want `item takes null`

func instances(r io.Reader) error {
	var a page[item]
	if err := json.NewDecoder(r).Decode(&a); err != nil {
		return err
	}
	var b page[string]
	return json.NewDecoder(r).Decode(&b)
}
