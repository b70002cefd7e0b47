// Package doubles has fakes for the tests of others, whose requests nobody sends.
package doubles

import (
	"context"
	"net/http"
)

type FakeQuerier struct{ err error }

func (f *FakeQuerier) Query(_ context.Context, _ string) (*http.Request, error) {
	return http.NewRequest(http.MethodPost, "foo.com", nil)
}

type mockServer struct{ port string }

func (m mockServer) ready(ctx context.Context) bool {
	resp, err := http.Get("http://localhost:" + m.port)
	return err == nil && resp.StatusCode == http.StatusOK
}

func NewFakeQuerier(ctx context.Context) (*FakeQuerier, error) {
	_, err := http.Get("http://localhost/")
	return &FakeQuerier{err}, nil
}

// A Mocker is real.
type Mocker struct{ client *http.Client }

func (m *Mocker) Query(ctx context.Context, url string) (*http.Response, error) {
	return m.client.Get(url) // want `m.client.Get loses the context: use http.NewRequestWithContext with ctx`
}
