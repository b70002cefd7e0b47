// Package values calls functions by variables.
package values

import (
	"context"
	"net/http"
)

var newRequest = http.NewRequest

var Replaceable = http.Get

func calls(ctx context.Context, c *http.Client) {
	get := http.Get
	get("/") // want `get loses the context: use http.NewRequestWithContext with ctx`
	post := c.Head
	post("/")                   // want `post loses the context: use http.NewRequestWithContext with ctx`
	newRequest("GET", "/", nil) // want `newRequest loses the context: use NewRequestWithContext with ctx`
	Replaceable("/")
	either := http.Get
	if c != nil {
		either = c.Get
	}
	either("/")
	_ = http.Get
}
