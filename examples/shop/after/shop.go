package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"expvar"
	"log"
	"net/http"
	"strconv"

	"github.com/recoverlint/recoverlint/safe"
)

// A Shop answers the requests of its customers.
type Shop struct {
	orders Orders
	prices Prices
	mail   *Mail
	feed   *Feed
}

func (s *Shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", s.create)
	mux.HandleFunc("GET /orders/{id}", s.show)
	mux.HandleFunc("GET /feed", s.feed.serve)
	mux.Handle("GET /debug/vars", expvar.Handler())
	return mux
}

func (s *Shop) create(w http.ResponseWriter, r *http.Request) {
	var order Order
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var err error
	if order.Cents, err = s.total(r.Context(), order.Lines); err != nil {
		fail(w, http.StatusBadGateway, err)
		return
	}
	if order.ID, err = s.orders.Add(r.Context(), order); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	s.mail.queue <- order
	s.feed.publish(order)
	write(w, http.StatusCreated, order)
}

// total asks for the prices of all lines at once.
func (s *Shop) total(ctx context.Context, lines []Line) (int, error) {
	cents := make([]int, len(lines))
	g, ctx := safe.WithContext(ctx)
	for i, line := range lines {
		g.Go(func() (err error) {
			cents[i], err = s.prices.Price(ctx, line.Item, line.Quantity)
			return err
		})
	}
	err := g.Wait()
	total := 0
	for _, c := range cents {
		total += c
	}
	return total, err
}

func (s *Shop) show(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	order, err := s.orders.Get(r.Context(), id)
	if errors.Is(err, sql.ErrNoRows) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	write(w, http.StatusOK, order)
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

// fail tells the log why, and the client no more than that.
func fail(w http.ResponseWriter, status int, err error) {
	log.Print(err)
	http.Error(w, http.StatusText(status), status)
}
