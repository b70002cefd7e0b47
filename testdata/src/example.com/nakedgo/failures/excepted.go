package failures

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func open(id string) (*guild, error) {
	if id == "" {
		return nil, errClosed
	}
	return &guild{id}, nil
}

func excepted(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at excepted.go:\d+`
		g, err := open(id)
		if err != nil && !errors.Is(err, errClosed) {
			return
		}
		log.Print(g.ID)
	}()
}

func exceptedEqual(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at excepted.go:\d+`
		g, err := open(id)
		if err != nil && err != errClosed {
			return
		}
		log.Print(g.ID)
	}()
}

func exceptedStd(url string) {
	go func() { // want `nil dereference \(result used although there is an error\) at excepted.go:\d+`
		resp, err := http.Get(url)
		if err != nil && !errors.Is(err, io.EOF) {
			return
		}
		log.Print(resp.Status)
	}()
}

func exceptedFile(path string) {
	go func() { // want `nil dereference \(result used although there is an error\) at excepted.go:\d+`
		info, err := os.Stat(path)
		if err != nil && !os.IsNotExist(err) {
			return
		}
		log.Print(info.Size())
	}()
}

func reopen(id string) (*guild, error) {
	g, err := open(id)
	if err != nil {
		return nil, fmt.Errorf("again: %w", err)
	}
	return g, nil
}

func exceptedWrapped(id string) {
	go func() { // want `nil dereference \(result used although there is an error\) at excepted.go:\d+`
		for {
			g, err := reopen(id)
			if err != nil {
				if !errors.Is(err, errClosed) {
					continue
				}
				log.Print("closed")
			}
			log.Print(g.ID)
		}
	}()
}

// It never gives that one.
func neverThat(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil && !errors.Is(err, errClosed) {
			return
		}
		log.Print(g.ID)
	}()
}

var errRedirected = errors.New("redirected")

// As CheckRedirect has asked for, it gives the last response.
func exceptedRedirect(url string) {
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirected }}
	go func() {
		resp, err := c.Get(url)
		if err != nil && !errors.Is(err, errRedirected) {
			return
		}
		log.Print(resp.Status)
	}()
}

var errHalf = errors.New("half")

func half(id string) (*guild, error) {
	if id == "" {
		return nil, errClosed
	}
	return &guild{id}, errHalf
}

// With that one, it gives what it has.
func exceptedHalf(id string) {
	go func() {
		g, err := half(id)
		if err != nil && !errors.Is(err, errHalf) {
			return
		}
		log.Print(g.ID)
	}()
}

func exceptedThenAsked(path string) {
	go func() {
		info, err := os.Stat(path)
		if err != nil && !os.IsNotExist(err) {
			return
		}
		if err == nil {
			log.Print(info.Size())
		}
	}()
}

func exceptedNil(id string) {
	go func() {
		g, err := open(id)
		if err != nil && !errors.Is(err, errClosed) {
			return
		}
		if g == nil {
			g = &guild{id}
		}
		log.Print(g.ID)
	}()
}

func exceptedLeaves(id string) {
	go func() {
		for {
			g, err := open(id)
			if errors.Is(err, errClosed) {
				return
			}
			if err != nil {
				continue
			}
			log.Print(g.ID)
		}
	}()
}
