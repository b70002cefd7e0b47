// Package api declares what clients send, with comments that say what is meant where they
// say nothing.
package api

type Hook struct {
	URL string `json:"url,omitempty"`
	// Active hooks are called. Default: true
	Active bool `json:"active,omitempty"`
}
