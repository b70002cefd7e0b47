// Package failures uses results on ways on which the call that should give them has failed.
package failures

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"
)

type guild struct{ ID string }

var errClosed = errors.New("closed")

func fetch(id string) (*guild, error) {
	if id == "" {
		return nil, errors.New("no id")
	}
	return &guild{id}, nil
}

func joined(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at failures.go:\d+`
		g, err := fetch(id)
		if err != nil || g.ID != id {
			log.Print(g.ID, err)
			return
		}
		log.Print(g.ID)
	}()
}

func download(url string) (string, error) {
	resp, err := http.Get(url)
	if err != nil || resp.StatusCode < 200 || resp.StatusCode > 299 {
		return resp.Status, err
	}
	return resp.Status, nil
}

func returned(url string) {
	go func() { // want `nil dereference \(result used although there is an error\) at failures.go:\d+, reached by download`
		log.Print(download(url))
	}()
}

type transport struct{ inner http.RoundTripper }

func newTransport(inner http.RoundTripper) *transport { return &transport{inner} }

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.inner.RoundTrip(req)
	if err != nil || resp.StatusCode >= 500 {
		for range 2 {
			resp, err = t.inner.RoundTrip(req)
			if err == nil && resp.StatusCode < 500 {
				return resp, nil
			}
			time.Sleep(time.Second)
		}
		return nil, fmt.Errorf("status %d: %w", resp.StatusCode, err)
	}
	return resp, nil
}

func (t *transport) retried(req *http.Request) {
	go func() { // want `nil dereference \(result used although there is an error\) at failures.go:\d+, reached by transport.RoundTrip`
		_, _ = t.RoundTrip(req)
	}()
}

func tries(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at failures.go:\d+`
		g, err := fetch("default")
		if err != nil {
			return
		}
		for range 3 {
			if g, err = fetch(id); err == nil {
				break
			}
			log.Print(err)
		}
		log.Print(g.ID)
	}()
}

func triesOn(id string, max int) {
	go func() { // want `nil dereference \(result used without a look at its error\) at failures.go:\d+`
		g, err := fetch(id)
		for i := 0; i < max && err != nil; i++ {
			g, err = fetch(id)
		}
		log.Print(g.ID)
	}()
}

func printed(id string) {
	go func() { // want `nil dereference \(result used without a look at its error\) at failures.go:\d+`
		g, err := fetch(id)
		log.Print(err)
		log.Print(g.ID)
	}()
}

func onlyWhere(id string, strict bool) {
	go func() { // want `nil dereference \(result used without a look at its error\) at failures.go:\d+`
		g, err := fetch(id)
		if strict {
			if err != nil {
				return
			}
		}
		log.Print(g.ID)
	}()
}

func onlyWhereBoth(id string, strict bool) {
	go func() { // want `nil dereference \(result used without a look at its error\) at failures.go:\d+`
		g, err := fetch(id)
		if strict && err != nil {
			return
		}
		log.Print(g.ID)
	}()
}

func unlessThere(ids map[string]*guild, id string) {
	go func() { // want `nil dereference \(result used although its ok is false\) at failures.go:\d+`
		g, ok := ids[id]
		if !ok || g.ID != id {
			log.Print(g.ID)
		}
	}()
}
