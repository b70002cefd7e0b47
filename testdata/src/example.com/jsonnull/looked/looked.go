// Package looked decodes structs whose fields somebody looks at afterwards.
package looked

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"example.com/jsonnull/looked/ids"
)

type compared struct {
	Name  string
	Age   int
	Since time.Time
	Terms bool
	Email string
}

func compare(r *http.Request) error {
	var c compared
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return err
	}
	if c.Name == "" || c.Age <= 0 || c.Since.IsZero() || !c.Terms {
		return errors.New("incomplete")
	}
	if email := strings.TrimSpace(c.Email); len(email) == 0 {
		return errors.New("no email")
	}
	return nil
}

// A cap, a sign and a branch say nothing of what is not there.
type capped struct { // want `capped takes null .* in Limit, Offset, Verbose `
	Limit   int
	Offset  int
	Verbose bool
}

func capAt(r *http.Request) (n int, err error) {
	var c capped
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return 0, err
	}
	if c.Limit > 100 {
		c.Limit = 100
	}
	if c.Offset < 0 {
		return 0, errors.New("negative")
	}
	if c.Verbose {
		n++
	}
	return n + c.Limit, nil
}

type chosen struct {
	Kind string
	Op   string
	Unit string
	Role string
	Lang string
	Peer string
	Size int
}

func (c *chosen) peer() string { return c.Peer }

type peered interface {
	peer() string
	resize(n int) bool
}

func (c *chosen) resize(n int) bool { return n > 0 }

var (
	roles = map[string]bool{}
	langs = map[string]*time.Location{}
)

func byInterface(p peered, c *chosen) bool { return p.peer() != "" && p.resize(c.Size) }

// Counting is not looking.
type counted struct { // want `counted takes null .* in Word `
	Word string
}

func count(r io.Reader, counts map[string]int) error {
	var c counted
	if err := json.NewDecoder(r).Decode(&c); err != nil {
		return err
	}
	counts[c.Word]++
	return nil
}

var ops = map[string]func(){}

func choose(r io.Reader) error {
	var c chosen
	if err := json.NewDecoder(r).Decode(&c); err != nil {
		return err
	}
	switch c.Kind {
	case "a", "b":
	default:
		return errors.New("kind")
	}
	op, ok := ops[c.Op]
	if !ok {
		return errors.New("op")
	}
	op()
	if !roles[c.Role] || langs[c.Lang] == nil {
		return errors.New("role")
	}
	_, err := time.ParseDuration(c.Unit)
	return err
}

// Validate mentions Name and Age. Note is text that it lets be empty; Level is
// not.
type Validated struct { // want `Validated takes null .* in Level \(`
	Name  string
	Age   int
	Note  string
	Level int
}

func (v *Validated) Validate() error {
	if len(v.Name) < 3 {
		return errors.New("name")
	}
	return between(v.Age, 1, 100)
}

func between(n, low, high int) error { return nil }

func validate(r *http.Request) error {
	var v Validated
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		return err
	}
	return v.Validate()
}

// Its fields become parameters, and fields of another struct, that are looked
// at.
type passed struct {
	Name string
	Age  int
}

type user struct{ age int }

func pass(r *http.Request) error {
	var p passed
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return err
	}
	u := user{age: p.Age}
	if u.age == 0 {
		return errors.New("age")
	}
	return rename(p.Name)
}

func rename(name string) error {
	if name == "" {
		return errors.New("name")
	}
	return nil
}

// Defaults stay when the key is missing.
type preset struct { // want `preset takes null .* in Size `
	Page  int
	Size  int
	Order string
}

func sorted(r io.Reader) (p preset, err error) {
	p = preset{Page: 1}
	p.Order = "name"
	err = json.NewDecoder(r).Decode(&p)
	p.Size++
	return p, err
}

type constructed struct{ Page int }

func newConstructed() *constructed { return &constructed{Page: 1} }

func construct(r io.Reader) error { return json.NewDecoder(r).Decode(newConstructed()) }

type patched struct{ Page int }

func patch(r io.Reader, old patched) (patched, error) {
	p := old
	err := json.NewDecoder(r).Decode(&p)
	return p, err
}

type server struct{ limits limits }

type limits struct{ Max int }

func newServer() *server { return &server{limits: defaultLimits()} }

func defaultLimits() limits { return limits{Max: 10} }

func (s *server) reload(r io.Reader) error { return json.NewDecoder(r).Decode(&s.limits) }

// Of a struct that only this package can name, and whose fields it reads by
// name, a field that it does not read does no harm.
type partly struct { // want `partly takes null .* in Used `
	Used   int
	Unused int
}

func part(r io.Reader) (int, error) {
	var p partly
	err := json.NewDecoder(r).Decode(&p)
	return p.Used, err
}

// What is not there is taken from elsewhere.
type renamed struct{ Name, Old string }

func (r renamed) name() string { return cmp.Or(r.Name, r.Old) }

func rename2(r io.Reader) (string, error) {
	var n renamed
	err := json.NewDecoder(r).Decode(&n)
	return n.name(), err
}

// A constructor makes nothing of no text, and the session knows better who it is.
type visit struct { // want `^visit takes null or no key for a value in Floor \(it stays zero; see gen-safe\)$`
	Room  string
	User  string
	Floor int
}

func enter(r *http.Request, user string) error {
	var v visit
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		return err
	}
	room, err := ids.NewRoom(v.Room)
	if err != nil {
		return err
	}
	v.User = user
	v.Floor = v.Floor + 1
	keepVisit(room, v)
	return nil
}

var visits []any

func keepVisit(room *ids.Room, v visit) { visits = append(visits, room, v) }
