package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"log"
	"net/http"
	"strings"

	"example.com/shop/internal/guard"
	"example.com/shop/internal/stock"
)

// A Shop takes orders.
type Shop struct {
	db    *sql.DB
	stock *stock.Client
}

type order struct {
	Item   string
	Amount int
	Gift   bool
	Email  string
}

func (s *Shop) create(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	left, err := s.stock.Count(o.Item)
	if err != nil || left < o.Amount {
		http.Error(w, "not in stock", http.StatusConflict)
		return
	}
	s.book(o, left)
	go confirm(o)
}

func confirm(o order) {
	log.Printf("to somebody at %s: it is confirmed, gift: %t", domain(o.Email), o.Gift)
}

func domain(email string) string {
	return strings.Split(email, "@")[1]
}

func (s *Shop) book(o order, left int) {
	defer func() {
		guard.Recover()
	}()
	if o.Amount > left {
		panic("more than there are")
	}
}

func (s *Shop) count(w http.ResponseWriter, r *http.Request) {
	var n int
	if err := s.db.QueryRow("SELECT count(*) FROM orders").Scan(&n); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.note("counted")
	if err := json.NewEncoder(w).Encode(n); err != nil {
		log.Print(err)
	}
}

func (s *Shop) note(what string) {
	if _, err := s.db.ExecContext(context.Background(), "INSERT INTO notes VALUES ($1)", what); err != nil {
		log.Print(err)
	}
}
