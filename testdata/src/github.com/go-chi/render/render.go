// Package render stands in for github.com/go-chi/render.
package render

import (
	"io"
	"net/http"
)

type Binder interface {
	Bind(r *http.Request) error
}

func Bind(r *http.Request, v Binder) error               { return nil }
func Decode(r *http.Request, v any) error                { return nil }
func DecodeJSON(r io.Reader, v any) error                { return nil }
func JSON(w http.ResponseWriter, r *http.Request, v any) {}
