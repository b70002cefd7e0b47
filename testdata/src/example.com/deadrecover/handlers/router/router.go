// Package router routes.
package router

import "net/http"

// A Router defers PanicHandler.
type Router struct{ PanicHandler http.HandlerFunc }

// ServeHTTP panics.
func (rt *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer rt.PanicHandler(w, r)
	panic(r.URL.Path)
}
