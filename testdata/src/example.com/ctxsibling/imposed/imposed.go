// Package imposed has functions whose parameters others have chosen.
package imposed

import (
	"context"
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

// The interface is the package's own, and who calls its method has a context.
type putter interface{ Put(id string) error }

type repo struct{ db *sql.DB }

func (r *repo) Put(id string) error {
	_, err := r.db.Exec("UPDATE t SET n = 1 WHERE id = ?", id) // want `r.db.Exec cannot be cancelled: use ExecContext`
	return err
}

// Service calls it.
type Service struct{ repo putter }

func NewService(db *sql.DB) *Service { return &Service{&repo{db}} }

func (s *Service) Rename(ctx context.Context, id string) error { return s.repo.Put(id) }

// Here one who calls it has none.
type deleter interface{ Delete(id string) error }

func (r *repo) Delete(id string) error {
	_, err := r.db.Exec("DELETE FROM t WHERE id = ?", id)
	return err
}

func (s *Service) Delete(ctx context.Context, d deleter, id string) error { return d.Delete(id) }

func sweep(d deleter) { d.Delete("old") }

// Here others know the interface, too.
type Getter interface{ Get(id string) error }

type getter interface{ Getter }

func (r *repo) Get(id string) error { return r.db.Ping() }

func (s *Service) Get(ctx context.Context, g getter, id string) error { return g.Get(id) }
