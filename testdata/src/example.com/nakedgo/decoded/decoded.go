// Package decoded works on what came over the wire, as if it were always whole.
package decoded

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"os"

	"github.com/gorilla/websocket"
	"github.com/hibiken/asynq"
)

type page struct {
	Items   []string         `json:"items"`
	PerPage int              `json:"per_page"`
	Total   int              `json:"total"`
	User    *user            `json:"user"`
	Users   map[string]*user `json:"users"`
}

type user struct{ Name string }

func (p *page) validate() error {
	if len(p.Items) == 0 || p.PerPage == 0 || p.User == nil {
		return errors.New("incomplete")
	}
	return nil
}

func first(r io.Reader) {
	go func() { // want `index out of range at decoded.go:\d+`
		var p page
		if err := json.NewDecoder(r).Decode(&p); err != nil {
			return
		}
		log.Print(p.Items[0])
	}()
}

func pages(data []byte) {
	go func() { // want `division by a value that may be zero at decoded.go:\d+`
		var p page
		if err := json.Unmarshal(data, &p); err != nil {
			return
		}
		log.Print(p.Total / p.PerPage)
	}()
}

func name(data []byte) {
	go func() { // want `nil dereference \(what was decoded may not have it\) at decoded.go:\d+`
		p := &page{}
		if err := json.Unmarshal(data, p); err != nil {
			return
		}
		log.Print(p.User.Name)
	}()
}

// The elements of a decoded list may be null, which nobody sends.
func each(data []byte) {
	go func() {
		var all []*user
		if err := json.Unmarshal(data, &all); err != nil {
			return
		}
		for _, u := range all {
			log.Print(u.Name)
		}
	}()
}

func head(data []byte) {
	go func() { // want `index out of range at decoded.go:\d+`
		var all []user
		if err := json.Unmarshal(data, &all); err != nil {
			return
		}
		log.Print(all[0].Name)
	}()
}

func outside(w http.ResponseWriter, r *http.Request) {
	var p page
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	go func() { // want `index out of range at decoded.go:\d+`
		log.Print(p.Items[0])
	}()
}

// Somebody has looked.
func validated(data []byte) {
	go func() {
		var p page
		if err := json.Unmarshal(data, &p); err != nil {
			return
		}
		if err := p.validate(); err != nil {
			return
		}
		log.Print(p.Items[0], p.User.Name, p.Total/p.PerPage)
	}()
	go func() {
		var p page
		if err := json.Unmarshal(data, &p); err != nil || len(p.Items) == 0 || p.User == nil {
			return
		}
		log.Print(p.Items[0], p.User.Name)
	}()
	go func() {
		var p page
		json.Unmarshal(data, &p)
		if p.PerPage == 0 {
			p.PerPage = 10
		}
		if p.User == nil {
			p.User = &user{}
		}
		log.Print(p.Total/p.PerPage, p.User.Name)
	}()
	go func() {
		p := page{PerPage: 10}
		json.Unmarshal(data, &p)
		log.Print(p.Total / p.PerPage)
	}()
}

// A file of its own.
func configured() {
	data, err := os.ReadFile("pages.json")
	if err != nil {
		return
	}
	go func() { // want `index out of range at decoded.go:\d+`
		var p page
		if err := json.Unmarshal(data, &p); err != nil {
			return
		}
		log.Print(p.Items[0], p.User.Name)
	}()
}

type event struct {
	Type    string
	Created *user
	Items   []string
}

// The sender says what it sends.
func tagged(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		return
	}
	go func() { // want `nil dereference \(what was decoded may not have it\)`
		if e.Type == "created" {
			log.Print(e.Created.Name)
		}
	}()
}

// The program sends them to itself.
func consume(task *asynq.Task) {
	go func() { // want `nil dereference \(what was decoded may not have it\)`
		var e event
		if err := json.Unmarshal(task.Payload(), &e); err != nil {
			return
		}
		log.Print(e.Created.Name)
	}()
}

// What a function of the package got, its callers take for whole.
func get(url string) (*page, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var p page
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return nil, err
	}
	return &p, nil
}

func getValid(url string) (*page, error) {
	p, err := get(url)
	if err != nil {
		return nil, err
	}
	if len(p.Items) == 0 {
		return nil, errors.New("no items")
	}
	return p, p.validate()
}

func fetch(url string, into any) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

func generic[T any](url string) (T, error) {
	var v T
	err := fetch(url, &v)
	return v, err
}

func pull(url string) {
	go func() { // want `index out of range at decoded.go:\d+`
		p, err := get(url)
		if err == nil {
			log.Print(p.Items[0])
		}
	}()
	go func() { // want `nil dereference \(what was decoded may not have it\) at decoded.go:\d+`
		var p page
		if err := fetch(url, &p); err == nil {
			log.Print(p.User.Name)
		}
	}()
	go func() { // want `index out of range at decoded.go:\d+`
		p, err := generic[page](url)
		if err == nil {
			log.Print(p.Items[0])
		}
	}()
	go func() {
		if p, err := get(url); err == nil && len(p.Items) > 0 {
			log.Print(p.Items[0])
		}
	}()
	go func() {
		if p, err := getValid(url); err == nil {
			log.Print(p.User.Name)
		}
	}()
}

// A client may send null, which makes a pointer nil whatever it was.
func listen(conn *websocket.Conn) {
	go func() { // want `nil dereference \(what was decoded may not have it\) at decoded.go:\d+`
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				return
			}
			var e *event
			if err := json.Unmarshal(data, &e); err != nil {
				return
			}
			log.Print(e.Type)
		}
	}()
	go func() { // want `nil dereference \(what was decoded may not have it\) at decoded.go:\d+`
		e := new(event)
		for conn.ReadJSON(&e) == nil {
			log.Print(e.Type)
		}
	}()
	go func() {
		e := new(event)
		for conn.ReadJSON(e) == nil {
			log.Print(e.Type)
		}
	}()
	go func() {
		var e *event
		if err := conn.ReadJSON(&e); err != nil || e == nil {
			return
		}
		log.Print(e.Type)
	}()
	go func() {
		var e *event
		if err := conn.ReadJSON(&e); err != nil {
			return
		}
		if e == nil {
			e = &event{}
		}
		log.Print(e.Type)
	}()
}

// A service that is asked for an object does not answer null.
func answered(resp *http.Response) {
	go func() {
		var p *page
		if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
			return
		}
		log.Print(p.Total)
	}()
}

// A type that reads itself fills in what is missing.
type sums struct{ Totals map[string]int }

func (s *sums) UnmarshalJSON(data []byte) error {
	s.Totals = map[string]int{}
	return json.Unmarshal(data, &s.Totals)
}

func sum(data []byte) {
	go func() {
		var s sums
		if err := json.Unmarshal(data, &s); err != nil {
			return
		}
		s.Totals["all"]++
	}()
}
