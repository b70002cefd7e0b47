// Package handlers serves requests, which carry a context.
package handlers

import (
	"database/sql"
	"net/http"
	"strings"
)

var db *sql.DB

func list(w http.ResponseWriter, r *http.Request) {
	db.Query("SELECT 1")                                    // want `db.Query loses the context: use QueryContext with r.Context\(\)`
	http.Get("http://up")                                   // want `http.Get loses the context: use http.NewRequestWithContext with r.Context\(\)`
	http.DefaultClient.Post("http://up", "text/plain", nil) // want `use http.NewRequestWithContext with r.Context\(\)`
	req, err := http.NewRequest("GET", "http://up", nil)    // want `http.NewRequest loses the context: use NewRequestWithContext with r.Context\(\)`
	if err == nil {
		http.DefaultClient.Do(req)
	}
}

func routes(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		db.Ping() // want `use PingContext with ctx`
		_ = ctx
	})
	mux.Handle("/x", middleware(http.HandlerFunc(list)))
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		db.Exec("INSERT INTO log VALUES (?)", req.URL.Path) // want `use ExecContext with req.Context\(\)`
		next.ServeHTTP(w, req)
	})
}

type server struct{}

func (server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, id := range strings.Fields(r.URL.RawQuery) {
		if func() bool { return db.QueryRow("SELECT ?", id).Scan() == nil }() { // want `use QueryRowContext with r.Context\(\)`
			return
		}
	}
}

// The request is one that this function made: it carries nothing.
func own() error {
	req, err := http.NewRequestWithContext(nil, "GET", "/", nil)
	if err != nil {
		return err
	}
	_ = req
	return db.Ping() // want `db.Ping cannot be cancelled: use PingContext, and take a context`
}
