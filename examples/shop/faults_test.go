package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/coder/websocket"
)

var versions = []string{"before", "after"}

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
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		taken(t, s.load(t.Context(), 8, crowd(order("ann", "mug"))))
		s.says(t, `order \d+ is not confirmed: main.Mail.confirm: panic: .*index out of range`)
		s.counts(t, "panics", "main.Mail.confirm", 1)
		taken(t, s.load(t.Context(), 8, crowd(good)))
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
	t.Run("after", func(t *testing.T) {
		w := newWorld(t)
		taken(t, w.start(t, "after").load(t.Context(), 8, crowd(order("ann", "mug"))))
		w.report = "@every 1s"
		s := w.start(t, "after")
		s.says(t, `there is no report: main.Report.print: panic: .*index out of range`)
		taken(t, s.load(t.Context(), 8, crowd(good)))
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
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		answers := s.load(t.Context(), 8, crowd(order("ann@example.com", "open-ended")))
		refused(t, answers[100], http.StatusBadGateway, "Bad Gateway")
		taken(t, slices.Delete(answers, 100, 101))
		s.says(t, `main.Prices.Price: panic: .*index out of range`)
		s.counts(t, "panics", "main.Prices.Price", 1)
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
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		answers := s.load(t.Context(), 8, crowd(order("ann@example.com", "unpacked")))
		refused(t, answers[100], http.StatusBadGateway, "Bad Gateway")
		taken(t, slices.Delete(answers, 100, 101))
		s.says(t, `price of unpacked: pieces: null`)
	})
}

// A listener who asks for more orders than there are. There is a recover, in
// logPanic, that the author relies on.
func TestFeed(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		s.load(t.Context(), 8, crowd(good))
		conn := s.listen(t)
		ask(t, conn, `{"last": 1000}`)
		s.diesOf(t, "panic: runtime error: slice bounds out of range [-700:]", "main.(*Feed).last")
		s.answersNobody(t)
	})
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		taken(t, s.load(t.Context(), 8, crowd(good)))
		conn, other := s.listen(t), s.listen(t)
		ask(t, other, `{"last": 1}`)
		hears(t, other) // so it is among the listeners by now
		ask(t, conn, `{"last": 1000}`)
		closed(t, conn, websocket.StatusInternalError)
		s.says(t, `panic.*slice bounds out of range \[-700:\]`)
		taken(t, s.load(t.Context(), 8, crowd(good)))
		hears(t, other)
	})
}

// A listener who asks for the last null orders, and then for the last one.
func TestFeedNull(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := newWorld(t).start(t, "before")
		taken(t, s.load(t.Context(), 8, crowd(good)))
		conn := s.listen(t)
		ask(t, conn, `{"last": null}`) // is taken for 0, and nobody hears of it
		ask(t, conn, `{"last": 1}`)
		hears(t, conn)
	})
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		taken(t, s.load(t.Context(), 8, crowd(good)))
		conn := s.listen(t)
		ask(t, conn, `{"last": null}`)
		closed(t, conn, websocket.StatusInvalidFramePayloadData)
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
		t.Run(item+"/after", func(t *testing.T) {
			w := newWorld(t)
			w.deadline = "300ms"
			s := w.start(t, "after")
			for _, answer := range s.load(t.Context(), len(orders), orders) {
				refused(t, answer, http.StatusBadGateway, "Bad Gateway")
			}
			s.says(t, `main.Prices.Price: budget of 300ms exceeded`)
			s.says(t, `breaker=prices from=closed to=open`)
			w.prices.wait(t, 0)
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
	t.Run("after", func(t *testing.T) {
		s := newWorld(t).start(t, "after")
		answers := s.load(t.Context(), 8, crowd(free))
		refused(t, answers[100], http.StatusBadRequest, "lines[0].quantity: null")
		taken(t, slices.Delete(answers, 100, 101))
		answers = s.load(t.Context(), 8, crowd(order("ann@example.com", "unpriced")))
		refused(t, answers[100], http.StatusBadGateway, "Bad Gateway")
		taken(t, slices.Delete(answers, 100, 101))
		s.says(t, `price of unpriced: cents: null`)
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

// taken demands that all orders were taken, each with the right price.
func taken(t *testing.T, answers []answer) {
	t.Helper()
	for _, answer := range answers {
		if got := answer.total(t); got != 5*250 {
			t.Errorf("5 mugs of 250 cents each cost %d cents", got)
		}
	}
}

// refused demands that the client was told no, and this, and no more.
func refused(t *testing.T, a answer, status int, body string) {
	t.Helper()
	if a.err != nil || a.status != status || a.body != body+"\n" {
		t.Errorf("the answer is %s, and not %d %s", a, status, body)
	}
}

// says waits until the log of the service has a match.
func (s *service) says(t *testing.T, pattern string) {
	t.Helper()
	s.log.wait(t, regexp.MustCompile(pattern))
}

// counts demands a number of the metrics.
func (s *service) counts(t *testing.T, metric, of string, want int) {
	t.Helper()
	a := s.request(t.Context(), "GET", "/debug/vars", "")
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(a.body), &all); err != nil {
		t.Fatalf("%v: %s", err, a)
	}
	var numbers map[string]int
	if err := json.Unmarshal(all[metric], &numbers); err != nil || numbers[of] != want {
		t.Errorf("%s of %s are %d, not %d (%v)", metric, of, numbers[of], want, err)
	}
}

// total is the price of the order that was taken.
func (a answer) total(t *testing.T) int {
	t.Helper()
	var order struct{ Cents int }
	if err := json.Unmarshal([]byte(a.body), &order); a.err != nil || a.status != http.StatusCreated || err != nil {
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

// ask sends a question to the feed.
func ask(t *testing.T, conn *websocket.Conn, question string) {
	t.Helper()
	if err := conn.Write(t.Context(), websocket.MessageText, []byte(question)); err != nil {
		t.Fatal(err)
	}
}

// hears demands that an order comes out of the feed.
func hears(t *testing.T, conn *websocket.Conn) {
	t.Helper()
	message, err := read(t, conn)
	taken(t, []answer{{status: http.StatusCreated, body: message, err: err}})
}

// closed demands that the service closes the feed, and says why.
func closed(t *testing.T, conn *websocket.Conn, want websocket.StatusCode) {
	t.Helper()
	if message, err := read(t, conn); websocket.CloseStatus(err) != want {
		t.Errorf("the feed says %q, %v, and not %s", message, err, want)
	}
}

func read(t *testing.T, conn *websocket.Conn) (string, error) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, message, err := conn.Read(ctx)
	return string(message), err
}
