package looked

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"example.com/jsonnull/looked/domain"
)

// Another package looks at what becomes of it.
type paying struct { // want `^paying takes null or no key for a value in Fee \(it stays zero; see gen-safe\)$`
	Ref   string
	Note  string
	Cents int64
	Fee   int64
}

func (p paying) payment() domain.Payment {
	d := domain.Payment{Ref: p.Ref, Note: p.Note, Fee: p.Fee}
	d.Cents = p.Cents
	return d
}

func pay(r *http.Request) (domain.Payment, error) {
	var p paying
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return domain.Payment{}, err
	}
	d := p.payment()
	return d, d.Validate()
}

// Zero is less than what is the least.
type window struct { // want `^window takes null or no key for a value in Most, High \(it stays zero; see gen-safe\)$`
	TTL  int64
	Size int
	Page int
	Lat  float64
	Lng  float64
	Most int
	High int
}

func open(r *http.Request, box [4]float64) (time.Duration, int, error) {
	var w window
	if err := json.NewDecoder(r.Body).Decode(&w); err != nil {
		return 0, 0, err
	}
	ttl := time.Duration(w.TTL) * time.Second
	if ttl <= time.Minute {
		ttl = time.Hour
	}
	if w.Lat < box[0] || w.Lat > box[1] || w.Lng < box[2] || w.Lng > box[3] {
		return 0, 0, errors.New("outside")
	}
	return ttl, max(w.Size, 50) * max(w.Page-1, 0) * min(w.Most, 100) * max(w.High, 0), nil
}

// What is not there is not found.
type assignment struct { // want `^assignment takes null or no key for a value in Count, Owner \(it stays zero; see gen-safe\)$`
	TicketID int64
	Agent    string
	Kind     string
	Count    int
	Owner    string
}

type ticket struct{ id int64 }

type store interface {
	Ticket(ctx context.Context, id int64) (ticket, error)
	AgentByName(ctx context.Context, name string) (string, error)
	GetSome(ctx context.Context, limit int) ([]string, error)
	GetOwner(ctx context.Context, name string) (owner string, found bool, err error)
}

func assign(r *http.Request, s store) error {
	var a assignment
	if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
		return err
	}
	if _, err := s.Ticket(r.Context(), a.TicketID); err != nil {
		return err
	}
	if _, err := s.AgentByName(r.Context(), a.Agent); err != nil {
		return err
	}
	if _, err := s.GetSome(r.Context(), a.Count); err != nil {
		return err
	}
	if _, _, err := s.GetOwner(r.Context(), a.Owner); err != nil {
		return err
	}
	return apply(a.Kind)
}

func apply(kind string) error {
	switch kind {
	case "open":
		return errors.New("open")
	case "closed":
		return errors.New("closed")
	}
	return nil
}

// The tags say which texts must not be empty, and so which may.
type booking struct {
	Room  string `validate:"required"`
	Title string `validate:"max=100"`
}

func book(r *http.Request) (string, error) {
	var b booking
	err := json.NewDecoder(r.Body).Decode(&b)
	return b.Room + b.Title, err
}

// A helper raises it, and nobody has access to what is not there.
type listing struct { // want `^listing takes null or no key for a value in Depth \(it stays zero; see gen-safe\)$`
	Size    int
	Account int64
	ByID    int64
	Depth   int
}

type access interface {
	HasAccess(ctx context.Context, accountID int64) (bool, error)
}

func clamp(n, lo, hi int) int { return max(lo, min(n, hi)) }

func list(r *http.Request, a access) (int, error) {
	var l listing
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
		return 0, err
	}
	accountID := l.Account
	if ok, err := a.HasAccess(r.Context(), accountID); err != nil || !ok {
		return 0, err
	}
	return clamp(l.Size, 1, 100) * l.Depth, nil
}
