// Package dropped makes copies of requests that have a context, and drops them.
package dropped

import (
	"context"
	"net/http"
)

func dropped(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequest("GET", url, nil) // want `http.NewRequest loses the context: use NewRequestWithContext with ctx`
	if err != nil {
		return nil, err
	}
	req.WithContext(ctx)
	return client.Do(req)
}

func kept(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	return client.Do(req)
}

type call struct{ req *http.Request }

func field(ctx context.Context, c *call, client *http.Client, url string) (err error) {
	c.req, err = http.NewRequest("GET", url, nil) // want `http.NewRequest loses the context: use NewRequestWithContext with ctx`
	if err != nil {
		return err
	}
	c.req.WithContext(ctx)
	_, err = client.Do(c.req)
	return err
}

// A params sets its context itself.
type params struct{ ctx context.Context }

func (p *params) WithContext(ctx context.Context) *params {
	p.ctx = ctx
	return p
}

func newParams() *params                           { return &params{} }
func newParamsContext(ctx context.Context) *params { return &params{ctx} }

func set(ctx context.Context) *params {
	p := newParams()
	p.WithContext(ctx)
	return p
}
