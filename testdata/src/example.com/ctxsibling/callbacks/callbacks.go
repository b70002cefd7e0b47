// Package callbacks hands literals to others.
package callbacks

import (
	"context"
	"database/sql"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"example.com/ctxsibling/callbacks/helper"

	"golang.org/x/sync/singleflight"
)

var db *sql.DB

type hooks struct{ onEnd func() }

// Whoever runs these does so when he likes: the context around them is not
// for them, and they can take none.
func registered(ctx context.Context, h *hooks, srv *http.Server) func() {
	time.AfterFunc(time.Second, func() { db.Exec("UPDATE jobs") })
	srv.RegisterOnShutdown(func() { db.Exec("UPDATE jobs") })
	h.onEnd = func() { db.Exec("UPDATE jobs") }
	_ = &hooks{onEnd: func() { db.Exec("UPDATE jobs") }}
	return func() { db.Exec("UPDATE jobs") }
}

// A literal that others run with a context has that one.
func handled(ctx context.Context, mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		db.Exec("UPDATE jobs") // want `use ExecContext with r.Context\(\)`
	})
}

// These run before the call returns.
func within(ctx context.Context, once *sync.Once, root string, all []int) error {
	once.Do(func() { db.Exec("UPDATE jobs") }) // want `use ExecContext with ctx`
	slices.SortFunc(all, func(a, b int) int {
		db.Exec("UPDATE jobs") // want `use ExecContext with ctx`
		return a - b
	})
	err := helper.Retry(3, func() error {
		return db.Ping() // want `use PingContext with ctx`
	})
	helper.Keep(func() error { return db.Ping() })
	_ = err
	retry(3, func() error {
		return db.Ping() // want `use PingContext with ctx`
	})
	again := func() error {
		return db.Ping() // want `use PingContext with ctx`
	}
	if err := again(); err != nil {
		return again()
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		return db.Ping() // want `use PingContext with ctx`
	})
}

// retry does nothing with its parameter but call it.
func retry(n int, f func() error) error {
	for range n {
		if err := f(); err == nil {
			return nil
		}
	}
	return f()
}

var kept []func() error

func keep(f func() error) { kept = append(kept, f) }

func start(f func() error) { go f() }

func others(ctx context.Context) {
	keep(func() error { return db.Ping() })
	start(func() error { return db.Ping() })
	later := func() error { return db.Ping() }
	keep(later)
	var methods []func() error
	methods = append(methods, db.Ping)
}

func named(ctx context.Context) {
	work := func() { db.Ping() } // want `db.Ping on a goroutine loses the context: use PingContext with ctx, or WithoutCancel of it`
	go work()
	last := func() { db.Ping() } // want `deferred db.Ping has no context`
	defer last()
}

// What the first caller starts, the others wait for: his context is not theirs.
func flight(ctx context.Context, g *singleflight.Group) {
	g.Do("ping", func() (any, error) { return nil, db.Ping() })
}

func namedAwaited(ctx context.Context, wg *sync.WaitGroup) {
	work := func() { defer wg.Done(); db.Ping() } // want `db.Ping loses the context: use PingContext with ctx`
	go work()
	wg.Wait()
}

// A function may hand on what it is given to one that calls it, also in a literal.
func handedOn(ctx context.Context) {
	twice(func() error { return db.Ping() })             // want `db.Ping loses the context: use PingContext with ctx`
	counted(func() (int, error) { return 1, db.Ping() }) // want `db.Ping loses the context: use PingContext with ctx`
	helper.Again(func() error { return db.Ping() })      // want `db.Ping loses the context: use PingContext with ctx`
	work := func() error { return db.Ping() }            // want `db.Ping loses the context: use PingContext with ctx`
	retry(3, work)
	kept := func() error { return db.Ping() }
	retry(3, kept)
	keep(kept)
	twiceKept(func() error { return db.Ping() })
	litKept(func() error { return db.Ping() })
	aside(func() error { return db.Ping() })
	mutual(3, func() error { return db.Ping() })
}

func twice(f func() error) error {
	if err := retry(1, f); err != nil {
		return err
	}
	return retry(2, f)
}

func counted(f func() (int, error)) (n int, err error) {
	err = twice(func() error { n, err = f(); return err })
	return n, err
}

func twiceKept(f func() error) { retry(1, f); keep(f) }

func litKept(f func() error) { keep(func() error { return f() }) }

func aside(f func() error) { go retry(1, f) }

// Nobody is the last to call it.
func mutual(n int, f func() error) error { return other(n-1, f) }

func other(n int, f func() error) error { return mutual(n-1, f) }
