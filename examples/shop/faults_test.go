package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

var versions = []string{"before"}

// order is the body of a request for three mugs and two pieces of an item.
func order(email, item string) string {
	return fmt.Sprintf(`{"email": %q, "lines": [{"item": "mug", "quantity": 3}, {"item": %q, "quantity": 2}]}`, email, item)
}

var good = order("ann@example.com", "mug") // 5 mugs, of 250 cents each

// crowd is three hundred orders, all of them good but one.
func crowd(one string) []string {
	orders := slices.Repeat([]string{good}, 300)
	orders[100] = one
	return orders
}

// An address without an @: cut in mail.go, by the worker in the background.
func TestAddress(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		s.load(t.Context(), 8, crowd(order("ann", "mug")))
		s.diesOf(t, "panic: runtime error: index out of range [1] with length 1", "main.(*Mail).confirm")
		s.answersNobody(t)
	})
}

// The order with that address was taken before the process died. So it is in the
// report of the night, and starting the service again does not help.
func TestReport(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		w := newWorld(t)
		w.start(t, "before").load(t.Context(), 8, crowd(order("ann", "mug")))
		w.report = "@every 1s"
		s := w.start(t, "before")
		s.load(t.Context(), 8, crowd(good))
		s.diesOf(t, "panic: runtime error: index out of range [1] with length 1", "main.(*Report).print")
		s.answersNobody(t)
	})
}

// A price without an end: cut in prices.go, in a goroutine for each line.
func TestPriceWithoutEnd(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		s.load(t.Context(), 8, crowd(order("ann@example.com", "open-ended")))
		s.diesOf(t, "panic: runtime error: index out of range [1] with length 1", "main.(*PriceServer).Price")
		s.answersNobody(t)
	})
}

// A price per null pieces.
func TestPriceOfNoPieces(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		s.load(t.Context(), 8, crowd(order("ann@example.com", "unpacked")))
		s.diesOf(t, "panic: runtime error: integer divide by zero", "main.(*PriceServer).Price")
		s.answersNobody(t)
	})
}

// A listener who asks for more orders than there are. There is a recover, in
// logPanic, that the author relies on.
func TestFeed(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		s.load(t.Context(), 8, crowd(good))
		conn := s.listen(t)
		if err := wsjson.Write(t.Context(), conn, map[string]int{"last": 1000}); err != nil {
			t.Fatal(err)
		}
		s.diesOf(t, "panic: runtime error: slice bounds out of range [-700:]", "main.(*Feed).last")
		s.answersNobody(t)
	})
}

// Prices that never come, or stop in the middle.
func TestHang(t *testing.T) {
	for _, item := range []string{"slow", "halfway"} {
		orders := slices.Repeat([]string{order("ann@example.com", item)}, 200)
		t.Run(item+"/before", func(t *testing.T) {
			w := newWorld(t)
			s := w.start(t, "before")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			answers := make(chan []answer)
			go func() { answers <- s.load(ctx, len(orders), orders) }()
			w.prices.wait(t, len(orders))
			time.AfterFunc(time.Second, cancel) // the customers go away
			for _, answer := range <-answers {
				if answer.err == nil {
					t.Fatalf("the service knew a price that nobody told it: %s", answer)
				}
			}
			if held, _ := w.prices.holding(); held != len(orders) {
				t.Errorf("the service still asks for %d prices that nobody waits for, not for %d", held, len(orders))
			}
		})
	}
}

// Null where a number belongs: in a price, and in an order.
func TestNull(t *testing.T) {
	const free = `{"email": "ann@example.com", "lines": [{"item": "mug", "quantity": null}]}`
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		answers := s.load(t.Context(), 8, crowd(free))
		if got := answers[100].total(t); got != 0 {
			t.Errorf("null mugs cost %d cents", got)
		}
		answers = s.load(t.Context(), 8, crowd(order("ann@example.com", "unpriced")))
		if got := answers[100].total(t); got != 750 {
			t.Errorf("three mugs of 250 cents, and two pieces of null cents, cost %d cents", got)
		}
	})
}

// answersNobody sends more orders to a service that has died.
func (s *service) answersNobody(t *testing.T) {
	t.Helper()
	for _, answer := range s.load(t.Context(), 8, crowd(good)) {
		if answer.err == nil {
			t.Fatalf("a dead process answered %s", answer)
		}
	}
}

// total is the price of the order that was taken.
func (a answer) total(t *testing.T) int {
	t.Helper()
	var order struct{ Cents int }
	if err := json.Unmarshal([]byte(a.body), &order); a.status != http.StatusCreated || err != nil {
		t.Fatalf("the order was not taken: %s", a)
	}
	return order.Cents
}

// listen opens the feed.
func (s *service) listen(t *testing.T) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), "ws://"+s.address+"/feed", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	return conn
}
