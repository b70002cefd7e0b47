// Package probe asks the engine: hand() what is at hand, timeout(ctx) how
// long a context lives.
package probe

import (
	"context"
	"net/http"
	"time"
)

func hand()                       {}
func timeout(ctx context.Context) {}

const limit = 2 * time.Second

var patience = 3 * time.Second

func timeouts(ctx context.Context, d time.Duration, ok bool) {
	timeout(ctx) // want "none"
	a, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	timeout(a)                              // want "5s"
	timeout(context.WithValue(a, "k", "v")) // want "5s"
	b, cancel := context.WithTimeout(a, limit)
	defer cancel()
	timeout(b) // want "2s"
	c, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	timeout(c) // want "2s"
	e, cancel := context.WithCancel(c)
	defer cancel()
	timeout(e)                        // want "2s"
	timeout(context.WithoutCancel(e)) // want "none"
	f, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	timeout(f) // want "none"
	g, cancel := context.WithDeadline(ctx, time.Now().Add(time.Second))
	defer cancel()
	timeout(g) // want "1s"
	h, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	timeout(h) // want "3s"
	local := 4 * time.Second
	i, cancel := context.WithTimeoutCause(ctx, local, nil)
	defer cancel()
	timeout(i) // want "4s"
	if ok {
		i = ctx
		timeout(i) // want "none"
	}
	timeout(i) // want "none"
	i = a
	timeout(i)                    // want "5s"
	timeout(context.Background()) // want "none"
	ctx, cancel = context.WithTimeout(ctx, time.Hour)
	defer cancel()
	timeout(ctx) // want "1h0m0s"
	j, cancel := context.WithDeadline(ctx, time.Time{})
	defer cancel()
	timeout(j) // want "1h0m0s"
}

func mutual(x, y time.Duration, ctx context.Context) {
	x = y
	y = x
	ctx, cancel := context.WithTimeout(ctx, x)
	defer cancel()
	timeout(ctx) // want "none"
}

func hands(ctx context.Context, r *http.Request) {
	hand()       // want "straight ctx plain$"
	defer hand() // want "deferred ctx plain"
	go hand()    // want "spawned ctx plain"
	go func() {
		defer func() {
			hand() // want "spawned ctx plain"
		}()
	}()
	defer func() {
		hand() // want "deferred ctx plain"
	}()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		hand() // want "straight r.Context.. request in a callback"
	})
	time.AfterFunc(1, func() { hand() }) // want "foreign"
	<-ctx.Done()
	hand() // want "over"
}

var initial = func(ctx context.Context) { hand() } // want "straight ctx plain in a callback"

var empty = func() { hand() } // want "foreign|nowhere"

func fresh() {
	hand() // want "nowhere"
	ctx := context.Background()
	hand() // want "straight ctx plain empty"
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	hand() // want "straight ctx plain empty"
	ctx = context.WithValue(ctx, "k", "v")
	hand() // want "straight ctx plain$"
}

type server struct{ ctx context.Context }

func (s *server) run()        { hand() } // want "straight s.ctx field"
func (s *server) Stop()       { hand() } // want "over"
func (server) bare()          { hand() } // want "nowhere"
func blank(_ context.Context) { hand() } // want "straight  plain"

type carrier struct{ server }

func (c carrier) Context() context.Context { return c.ctx }

func carried(c carrier) { hand() } // want "straight c.Context.. carrier"

func generic[T interface{ Context() context.Context }](t T) { hand() } // want "nowhere"
