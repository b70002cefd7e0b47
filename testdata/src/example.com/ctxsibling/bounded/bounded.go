// Package bounded has no context at hand, and other bounds.
package bounded

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
)

var shared = &http.Client{Timeout: time.Second}

type service struct{ timed, mixed, naked *http.Client }

func newService(c *http.Client) *service {
	s := &service{timed: &http.Client{Timeout: time.Second}, naked: &http.Client{}, mixed: c}
	s.mixed = &http.Client{Timeout: time.Second}
	return s
}

func (s *service) gets(addr string, conn *tls.Conn) {
	client := http.Client{Timeout: time.Second}
	client.Get("/")                                                         // want `client.Get cannot be cancelled`
	shared.Get("/")                                                         // want `shared.Get cannot be cancelled`
	s.timed.Get("/")                                                        // want `s.timed.Get cannot be cancelled`
	s.mixed.Get("/")                                                        // want `s.mixed.Get cannot be cancelled`
	s.naked.Get("/")                                                        // want `s.naked.Get cannot be cancelled`
	net.DialTimeout("tcp", addr, time.Second)                               // want `net.DialTimeout cannot be cancelled`
	tls.DialWithDialer(&net.Dialer{Timeout: time.Second}, "tcp", addr, nil) // want `tls.DialWithDialer cannot be cancelled`
	conn.Handshake()                                                        // want `conn.Handshake cannot be cancelled`
	conn.SetDeadline(time.Now().Add(time.Second))
	conn.Handshake() // want `conn.Handshake cannot be cancelled`
}

func request(nc *nats.Conn) {
	nc.Request("a", nil, time.Second) // want `nc.Request cannot be cancelled`
}

// With a context at hand a timeout is no excuse.
func atHand(ctx context.Context, addr string) {
	shared.Get("/")                           // want `shared.Get loses the context`
	net.DialTimeout("tcp", addr, time.Second) // want `net.DialTimeout loses the context`
}

// The rule looked for the timeout where the call is, and did not find the one
// that is set elsewhere.
type poster struct{ made, set, bare, lent *http.Client }

func newPoster(lent *http.Client) *poster {
	p := &poster{made: newClient(), set: &http.Client{}, bare: new(http.Client), lent: lent}
	p.set.Timeout = time.Second
	return p
}

func newClient() *http.Client {
	client := &http.Client{}
	client.Timeout = time.Second
	return client
}

func (p *poster) Post() {
	p.made.Get("/")             // want `p.made.Get cannot be cancelled`
	p.set.Get("/")              // want `p.set.Get cannot be cancelled`
	p.lent.Get("/")             // want `p.lent.Get cannot be cancelled`
	p.bare.Get("/")             // want `p.bare.Get cannot be cancelled`
	http.DefaultClient.Get("/") // want `http.DefaultClient.Get cannot be cancelled`
}

func (p *poster) Send() {
	req, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest cannot be cancelled`
	p.bare.Do(req)
	other, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest cannot be cancelled`
	p.lent.Do(other)
}
