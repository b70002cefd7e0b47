package main

import (
	"context"
	"log"
	"strings"
)

// Mail confirms orders in the background.
type Mail struct {
	queue chan Order
}

func (m *Mail) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case order := <-m.queue:
			if err := m.confirmSafe(order); err != nil {
				log.Printf("order %d is not confirmed: %v", order.ID, err)
			}
		}
	}
}

//safe:guard
func (m *Mail) confirm(order Order) {
	log.Printf("order %d is confirmed, by way of %s", order.ID, domain(order.Email))
}

func domain(email string) string {
	return strings.Split(email, "@")[1]
}
