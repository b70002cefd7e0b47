// Package judged validates what it decodes.
package judged

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// Expiry used to be reported, though Validate lets it be empty as it does texts.
type start struct {
	Name     string
	Handler  string
	Expiry   time.Time
	Throttle bool
}

func (s *start) Validate() error {
	// Handler is optional
	if s.Name == "" {
		return errors.New("no name")
	}
	return nil
}

func begin(w http.ResponseWriter, r *http.Request, run func(string, string, time.Time)) {
	var s start
	if json.NewDecoder(r.Body).Decode(&s) != nil || s.Validate() != nil {
		return
	}
	if s.Throttle {
		w.WriteHeader(http.StatusAccepted)
	}
	run(s.Name, s.Handler, s.Expiry)
}

// A number that it forgot, and a time that decides.
type payment struct { // want `payment takes null .* in Cents, Due \(`
	Name  string
	Cents int
	Due   time.Time
}

func (p *payment) Validate() error {
	if p.Name == "" {
		return errors.New("no name")
	}
	return nil
}

func pay(w http.ResponseWriter, r *http.Request, run func(string, int)) {
	var p payment
	if json.NewDecoder(r.Body).Decode(&p) != nil || p.Validate() != nil {
		return
	}
	if time.Now().After(p.Due) {
		run(p.Name, p.Cents)
	}
}
