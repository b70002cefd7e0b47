// Package requests makes requests that get their context later, or never.
package requests

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
)

type client struct{}

func (client) do(ctx context.Context, req *http.Request) {}

func later(ctx context.Context, c client) {
	req, _ := http.NewRequest("GET", "/", nil)
	req = req.WithContext(ctx)
	http.DefaultClient.Do(req)

	clone, _ := http.NewRequest("GET", "/", nil)
	http.DefaultClient.Do(clone.Clone(ctx))

	test := httptest.NewRequest("GET", "/", nil).WithContext(ctx)
	_ = test
}

func never(ctx context.Context, c client) {
	req, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest loses the context: use NewRequestWithContext with ctx`
	req.Header.Set("k", "v")
	http.DefaultClient.Do(req)

	kept, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest loses the context`
	c.do(ctx, kept)

	// The context that it gets is its own.
	own, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest loses the context`
	own = own.WithContext(context.WithValue(own.Context(), struct{}{}, 0))
	http.DefaultClient.Do(own)

	ignore := func(req *http.Request, ctx context.Context) *http.Request { return req }
	ignored, _ := http.NewRequest("GET", "/", nil) // want `http.NewRequest loses the context`
	ignored = ignore(ignored, ctx)

	inner, _ := func() (*http.Request, error) {
		return http.NewRequest("POST", "/", nil) // want `http.NewRequest loses the context`
	}()
	_ = inner

	httptest.NewRequest("GET", "/", nil) // want `httptest.NewRequest loses the context: use NewRequestWithContext with ctx`
}

type poster interface {
	post(ctx context.Context, req *http.Request) error
}

// Somebody whom we cannot see gets both.
func handedOn(ctx context.Context, p poster) error {
	req, err := http.NewRequest("GET", "/", nil)
	if err != nil {
		return err
	}
	return p.post(ctx, req)
}

// The callers give it one.
func build(path string) (*http.Request, error) {
	req, err := http.NewRequest("GET", path, nil)
	if err != nil {
		return nil, err
	}
	return req, nil
}

func direct(path string) (*http.Request, error) {
	return http.NewRequest("GET", path, nil)
}

func callers(ctx context.Context) {
	req, _ := build("/")
	http.DefaultClient.Do(req.WithContext(ctx))
	other, _ := direct("/")
	other = other.WithContext(ctx)
	http.DefaultClient.Do(other)
}

// The function that calls the literal gives it one.
func limited(ctx context.Context, c client, build func() (*http.Request, error)) error {
	req, err := build()
	if err != nil {
		return err
	}
	c.do(ctx, req)
	_, err = http.DefaultClient.Do(req.WithContext(ctx))
	return err
}

func forLimited(ctx context.Context, c client) error {
	err := limited(ctx, c, func() (*http.Request, error) { return http.NewRequest("GET", "/", nil) })
	if err != nil {
		return err
	}
	return limited(ctx, c, func() (*http.Request, error) {
		req, err := http.NewRequest("GET", "/", nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("k", "v")
		return req, nil
	})
}

type scraper struct{ req, kept *http.Request }

// The request is kept, and gets the context of each call.
func (s *scraper) scrape(ctx context.Context) error {
	if s.req == nil {
		req, err := http.NewRequest("GET", "/", nil)
		if err != nil {
			return err
		}
		s.req = req
	}
	_, err := http.DefaultClient.Do(s.req.WithContext(ctx))
	return err
}

func (s *scraper) keep(ctx context.Context) (err error) {
	s.req, err = http.NewRequest("GET", "/", nil)
	if err != nil {
		return err
	}
	other, err := http.NewRequest("GET", "/", nil)
	if err != nil {
		return err
	}
	*s = scraper{req: other}
	s.kept, err = http.NewRequest("GET", "/", nil) // want `http.NewRequest loses the context`
	return err
}

// What has waited already gets no context later, whoever gets both.
type queue struct{ sent []string }

func (q *queue) Pop() (string, error) { return q.PopContext(context.Background()) }

func (q *queue) PopContext(ctx context.Context) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}

func (q *queue) SendContext(ctx context.Context, text string) error { return ctx.Err() }

func forward(ctx context.Context, q *queue) error {
	text, err := q.Pop() // want `^q.Pop loses the context: use PopContext with ctx$`
	if err != nil {
		return err
	}
	return q.SendContext(ctx, text)
}

func connect(ctx context.Context, serve func(context.Context, net.Conn) error) error {
	conn, err := net.Dial("tcp", "example.com:80") // want `^net.Dial loses the context: use net.Dialer.DialContext with ctx$`
	if err != nil {
		return err
	}
	return serve(ctx, conn)
}
