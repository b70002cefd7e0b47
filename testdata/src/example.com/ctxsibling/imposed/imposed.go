// Package imposed has functions whose parameters others have chosen.
package imposed

import (
	"database/sql"
	"io"
	"net/http"
)

var db *sql.DB

type Fetcher interface {
	Fetch(id string) error
}

type fetcher struct{}

func (fetcher) Fetch(id string) error { return db.Ping() }

func (fetcher) other(id string) error { return db.Ping() } // want `use PingContext, and take a context`

type source struct{ io.Closer }

func (*source) Read(p []byte) (int, error) { return 0, db.Ping() }

var handlers = map[string]func() error{"ping": ping}

func ping() error { return db.Ping() }

func register(each func(string) error) {}

func setup() { register(check) }

func check(name string) error {
	_, err := http.Get(name)
	return err
}

type jobs struct{}

func (j *jobs) clean() { db.Ping() }

func (j *jobs) start(run func(func())) { run(j.clean) }

// What a method of an interface does on goroutines has no more of a context than it.
func (f *gatherer) Fetch(id string) error {
	go func() {
		f.gather(id)
	}()
	go f.gather(id)
	return nil
}

type gatherer struct{}

func (*gatherer) gather(id string) error { return db.Ping() }

// Whom a literal is given to may have one.
func (f *collector) Fetch(id string) error {
	each(func() { f.collect(id) })
	return nil
}

type collector struct{}

func (*collector) collect(id string) error { return db.Ping() } // want `use PingContext, and take a context`

func each(f func()) { f() }

// Open asks once, before there is a request.
func Open(name string) (*sql.DB, error) {
	db, err := sql.Open("x", name)
	if err != nil {
		return nil, err
	}
	return db, db.Ping() // want `use PingContext`
}
