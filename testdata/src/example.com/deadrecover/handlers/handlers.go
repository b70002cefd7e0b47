// Package handlers recovers in handlers.
package handlers

import (
	"log"
	"net/http"

	"example.com/deadrecover/handlers/router"
)

var last = recover() // want `recover has no effect: the initializer of a package variable is not run by a defer statement`

// Dead recovers after the handler, which is too late.
func Dead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if v := recover(); v != nil { // want `recover has no effect: servers call the handler, no defer statement runs it`
			log.Print(v, last)
		}
	})
}

// Right defers what recovers.
func Right(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				log.Print(v)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// Guard is for defer Guard()(w, r).
func Guard() func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		if v := recover(); v != nil {
			http.Error(w, "internal error", http.StatusInternalServerError)
		}
	}
}

// Routed gives a handler to a router, which defers it.
func Routed() http.Handler {
	rt := new(router.Router)
	rt.PanicHandler = func(w http.ResponseWriter, r *http.Request) {
		if v := recover(); v != nil {
			log.Print(v)
		}
	}
	return rt
}
