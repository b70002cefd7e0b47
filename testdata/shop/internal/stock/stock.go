// Package stock asks the warehouse.
package stock

import (
	"context"
	"encoding/json"
	"net/http"
)

// A Client asks the warehouse at URL.
type Client struct {
	URL string
}

// Count is CountContext without a context.
func (c *Client) Count(item string) (int, error) {
	return c.CountContext(context.Background(), item)
}

// CountContext says how many of an item there are.
func (c *Client) CountContext(ctx context.Context, item string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", c.URL+"/"+item, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var n *int
	if err := json.NewDecoder(resp.Body).Decode(&n); err != nil || n == nil {
		return 0, err
	}
	return *n, nil
}
