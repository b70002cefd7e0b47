package main

import (
	"context"
	"log"
)

// A Report is printed every night: the orders of the day by the mail provider of
// whoever ordered.
type Report struct {
	orders Orders
}

func (r *Report) run() {
	if err := r.printSafe(); err != nil {
		log.Printf("there is no report: %v", err)
	}
}

//safe:guard
func (r *Report) print() {
	emails, err := r.orders.LastDay(context.Background())
	if err != nil {
		log.Print(err)
		return
	}
	providers := map[string]int{}
	for _, email := range emails {
		providers[domain(email)]++
	}
	log.Printf("%d orders: %v", len(emails), providers)
}
