package main

import (
	"context"
	"log"
	"net/http"
	"slices"
	"sync"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// A Feed tells whoever listens what is sold.
type Feed struct {
	mu        sync.Mutex
	recent    []Order
	listeners []chan Order
}

// A question is what a listener may send at any time.
type question struct {
	Last int `json:"last"` // how many of the recent orders to repeat
}

func (f *Feed) serve(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		log.Print(err)
		return
	}
	defer conn.CloseNow()
	orders := f.listen()
	defer f.leave(orders)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go f.answer(ctx, cancel, conn)
	f.tell(ctx, conn, orders)
}

func (f *Feed) tell(ctx context.Context, conn *websocket.Conn, orders <-chan Order) {
	for {
		select {
		case <-ctx.Done():
			return
		case order := <-orders:
			if err := wsjson.Write(ctx, conn, order); err != nil {
				return
			}
		}
	}
}

func (f *Feed) answer(ctx context.Context, cancel func(), conn *websocket.Conn) {
	defer cancel()
	defer func() {
		logPanic("feed")
	}()
	for {
		var q question
		if err := wsjson.Read(ctx, conn, &q); err != nil {
			return
		}
		for _, order := range f.last(q.Last) {
			if err := wsjson.Write(ctx, conn, order); err != nil {
				return
			}
		}
	}
}

func (f *Feed) last(n int) []Order {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.recent[len(f.recent)-n:])
}

func (f *Feed) publish(order Order) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.recent = append(f.recent, order)
	if len(f.recent) > 1000 {
		f.recent = f.recent[1:]
	}
	for _, listener := range f.listeners {
		select {
		case listener <- order:
		default: // it is too slow
		}
	}
}

func (f *Feed) listen() chan Order {
	f.mu.Lock()
	defer f.mu.Unlock()
	listener := make(chan Order, 100)
	f.listeners = append(f.listeners, listener)
	return listener
}

func (f *Feed) leave(listener chan Order) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.listeners = slices.DeleteFunc(f.listeners, func(l chan Order) bool { return l == listener })
}

func logPanic(where string) {
	if r := recover(); r != nil {
		log.Printf("panic in %s: %v", where, r)
	}
}
