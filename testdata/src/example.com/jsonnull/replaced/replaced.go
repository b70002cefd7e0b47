// Package replaced gives fields of what clients send values of its own.
package replaced

import (
	"encoding/json"
	"errors"
	"net/http"
)

func put(...any) {}

// It used to be reported although every element gets an owner of the program's choice.
type Alert struct {
	Name  string
	Owner int
}

func addAll(w http.ResponseWriter, r *http.Request) {
	var alerts []*Alert
	if err := json.NewDecoder(r.Body).Decode(&alerts); err != nil {
		return
	}
	for _, a := range alerts {
		if a.Name == "" {
			return
		}
		a.Owner = len(r.Host)
	}
	put(alerts)
}

type Indexed struct { // want `^Indexed takes null or no key for a value in Amount \(it stays zero; see gen-safe\)$`
	Name   string
	Owner  int
	Amount int
}

func addIndexed(w http.ResponseWriter, r *http.Request) {
	var batch struct{ Items []Indexed }
	if err := json.NewDecoder(r.Body).Decode(&batch); err != nil {
		return
	}
	for i := range batch.Items {
		if batch.Items[i].Name == "" {
			continue // it is left out
		}
		batch.Items[i].Owner = len(r.Host)
		put(batch.Items[i].Owner)
	}
	for i := 0; i < len(r.Host); i++ {
		put(i)
	}
}

type Counted struct {
	Name  string
	Owner int
}

func addCounted(w http.ResponseWriter, r *http.Request) {
	var all []Counted
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || all[0].Name == "" {
		return
	}
	for i := 0; i < len(all); i++ {
		all[i].Owner = len(r.Host)
	}
	put(all)
}

// The copy of an element is as good as the element, if that is not used again.
type Copied struct {
	Name  string
	Owner int
}

func addCopies(w http.ResponseWriter, r *http.Request) {
	var all []Copied
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || all[0].Name == "" {
		return
	}
	for _, one := range all {
		one.Owner = len(r.Host)
		put(one)
	}
}

type Forgotten struct { // want `^Forgotten takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func addForgotten(w http.ResponseWriter, r *http.Request) {
	var all []Forgotten
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || all[0].Name == "" {
		return
	}
	for _, one := range all {
		one.Owner = len(r.Host)
	}
	put(all)
}

type Skipped struct { // want `^Skipped takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func addSkipped(w http.ResponseWriter, r *http.Request) {
	var all []*Skipped
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
		return
	}
	for _, one := range all {
		if one.Name == "" {
			continue
		}
		one.Owner = len(r.Host)
	}
	put(all)
}

type ReadFirst struct { // want `^ReadFirst takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func addRead(w http.ResponseWriter, r *http.Request) {
	var all []*ReadFirst
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || all[0].Name == "" {
		return
	}
	for _, one := range all {
		put(one.Owner)
		one.Owner = len(r.Host)
	}
	put(all)
}

type Sometimes struct { // want `^Sometimes takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func addSometimes(w http.ResponseWriter, r *http.Request) {
	var all []*Sometimes
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil || all[0].Name == "" {
		return
	}
	for _, one := range all {
		if len(r.Host) > 3 {
			one.Owner = len(r.Host)
		}
	}
	put(all)
}

// A function that is given the struct, or the list of them, does it.
type Stamped struct {
	Name  string
	Owner int
}

func (s *Stamped) stamp(owner int) error {
	if s.Name == "" {
		return errors.New("no name")
	}
	s.Owner = owner
	return nil
}

func addStamped(w http.ResponseWriter, r *http.Request) {
	var s Stamped
	if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
		return
	}
	if err := s.stamp(len(r.Host)); err != nil {
		return
	}
	put(s)
}

type Listed struct {
	Name  string
	Owner int
}

type server struct{ owner int }

func (s *server) add(w http.ResponseWriter, r *http.Request) {
	var all []*Listed
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
		return
	}
	s.insert(w, all...)
}

func (s *server) insert(w http.ResponseWriter, all ...*Listed) {
	for _, one := range all {
		if one.Name == "" {
			http.Error(w, "no name", http.StatusBadRequest)
			return
		}
		s.own(one)
	}
	put(all)
}

func (s *server) own(one *Listed) { one.Owner = s.owner }

type Unstamped struct { // want `^Unstamped takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func stampCopy(u Unstamped, owner int) { u.Owner = owner }

func addUnstamped(w http.ResponseWriter, r *http.Request) {
	var u Unstamped
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil || u.Name == "" {
		return
	}
	stampCopy(u, len(r.Host))
	put(u)
}

type HalfStamped struct { // want `^HalfStamped takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func stampHalf(h *HalfStamped, owner int) {
	if h.Name == "" {
		return
	}
	h.Owner = owner
}

func addHalfStamped(w http.ResponseWriter, r *http.Request) {
	var h HalfStamped
	if err := json.NewDecoder(r.Body).Decode(&h); err != nil {
		return
	}
	stampHalf(&h, len(r.Host))
	put(h)
}

type Logged struct { // want `^Logged takes null or no key for a value in Owner \(it stays zero; see gen-safe\)$`
	Name  string
	Owner int
}

func audit(l *Logged) { put(l.Owner) }

func addLogged(w http.ResponseWriter, r *http.Request) {
	var l Logged
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil || l.Name == "" {
		return
	}
	audit(&l)
	l.Owner = len(r.Host)
	put(l)
}

func decode[T any](r *http.Request) (v T, err error) {
	err = json.NewDecoder(r.Body).Decode(&v)
	return v, err
}

type Wrapped struct {
	Name  string
	Owner int
}

func addWrapped(w http.ResponseWriter, r *http.Request) {
	all, err := decode[[]Wrapped](r)
	if err != nil || all[0].Name == "" {
		return
	}
	for i := range all {
		all[i].Owner = len(r.Host)
	}
	put(all)
}
