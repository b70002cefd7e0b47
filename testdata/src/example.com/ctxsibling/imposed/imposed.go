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
