// Package users is what a service knows of its users, wrapped by gen-safe: users_safe.go
// is written, and users_safe_test.go proves that it holds.
package users

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

//go:generate go run github.com/recoverlint/recoverlint/cmd/gen-safe

// User is a user as the directory service sends it.
//
//safe:null reject
type User struct {
	ID    int     `json:"id"`
	Name  string  `json:"name"`
	Email *string `json:"email,omitempty"`
}

// Directory is another service, with users in it.
//
//safe:wrap deadline=2s breaker=directory fallback=cache
type Directory interface {
	//safe:method deadline=300ms read
	Get(ctx context.Context, id int) (User, error)
	Avatar(ctx context.Context, id int) (io.ReadCloser, error)
	//safe:skip it is called once, at the end
	Close() error
}

// Client is the Directory behind a URL.
type Client struct {
	URL  string
	HTTP *http.Client
}

// Get asks for one user.
func (c *Client) Get(ctx context.Context, id int) (user User, err error) {
	body, err := c.open(ctx, fmt.Sprintf("/users/%d", id))
	if err != nil {
		return user, err
	}
	defer body.Close()
	return user, json.NewDecoder(body).Decode(&user)
}

// Avatar is a picture. Close it.
func (c *Client) Avatar(ctx context.Context, id int) (io.ReadCloser, error) {
	return c.open(ctx, fmt.Sprintf("/users/%d/avatar", id))
}

// Close closes idle connections.
func (c *Client) Close() error {
	c.HTTP.CloseIdleConnections()
	return nil
}

func (c *Client) open(ctx context.Context, path string) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL+path, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}

// Initials panics for a name with an empty part, as code does that was written for
// other names.
//
//safe:guard
func Initials(name string) string {
	var initials strings.Builder
	for part := range strings.SplitSeq(name, " ") {
		initials.WriteByte(part[0])
	}
	return initials.String()
}
