// Package wrapped has requests in requests of its own, as retrying clients do:
// they get their context inside. The rule did not see it.
package wrapped

import (
	"context"
	"net/http"
)

type Request struct{ *http.Request }

func NewRequest(url string) (*Request, error) {
	return NewRequestWithContext(context.Background(), url)
}

func NewRequestWithContext(ctx context.Context, url string) (*Request, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	return &Request{req}, err
}

func given(ctx context.Context, url string) (*Request, error) {
	req, err := NewRequest(url)
	if err != nil {
		return nil, err
	}
	req.Request = req.Request.WithContext(ctx)
	return req, nil
}

func forgotten(ctx context.Context, url string) (*Request, error) {
	return NewRequest(url) // want `NewRequest loses the context: use NewRequestWithContext with ctx`
}
