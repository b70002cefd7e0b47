// Package api asks a server, for other packages.
package api

import (
	"encoding/json"
	"errors"
	"net/http"
)

type Page struct{ Items []string }

func Get(url string) (*Page, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	p := new(Page)
	return p, json.NewDecoder(resp.Body).Decode(p)
}

// First never gives a page without items.
func First(url string) (*Page, error) {
	p, err := Get(url)
	if err != nil {
		return nil, err
	}
	if len(p.Items) == 0 {
		return nil, errors.New("no items")
	}
	return &Page{p.Items[:1]}, nil
}
