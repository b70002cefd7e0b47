package failures

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

func joinedAsked(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil || g.ID != id {
			if err == nil {
				log.Print(g.ID)
			}
			return
		}
		log.Print(g.ID)
	}()
}

func joinedNil(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil || g.ID != id {
			if g != nil {
				log.Print(g.ID)
			}
			return
		}
	}()
}

func joinedLeaves(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil || g.ID == "" {
			g, err = fetch("default")
			if err != nil {
				return
			}
		}
		log.Print(g.ID)
	}()
}

// What it has got so far comes beside the error.
func partly(id string) (*guild, error) {
	g := &guild{}
	if id == "" {
		return g, errClosed
	}
	return g, nil
}

func joinedPartly(id string) {
	go func() {
		g, err := partly(id)
		if err != nil || g.ID == "" {
			log.Print(g.ID, err)
		}
	}()
}

func triesAll(id string, max int) {
	go func() {
		g, err := fetch("default")
		if err != nil {
			return
		}
		for i := range max {
			if g, err = fetch(id); err == nil {
				break
			}
			if i == max-1 {
				return
			}
			time.Sleep(time.Second)
		}
		log.Print(g.ID)
	}()
}

func triesThenAsks(id string) {
	go func() {
		g, err := fetch(id)
		for i := 0; i < 3 && err != nil; i++ {
			g, err = fetch(id)
		}
		if err != nil {
			return
		}
		log.Print(g.ID)
	}()
}

func triesRemembers(id string) {
	go func() {
		var g *guild
		var last error
		for range 3 {
			next, err := fetch(id)
			if g = next; err == nil {
				last = nil
				break
			}
			last = fmt.Errorf("fetch: %w", err)
		}
		if last != nil {
			return
		}
		log.Print(g.ID)
	}()
}

func triesFlag(id string) {
	go func() {
		var g *guild
		done := false
		for !done {
			var err error
			if g, err = fetch(id); err == nil {
				done = true
			}
		}
		log.Print(g.ID)
	}()
}

type backoff struct{ n int }

func (b *backoff) ongoing() bool { b.n++; return b.n < 3 }
func (b *backoff) failed() bool  { return b.n >= 3 }

func triesOngoing(id string) {
	go func() {
		b := &backoff{}
		var g *guild
		var err error
		for b.ongoing() {
			if g, err = fetch(id); err == nil {
				break
			}
		}
		if b.failed() {
			return
		}
		log.Print(g.ID)
	}()
}

func check(err error) {
	if err != nil {
		panic(http.ErrAbortHandler)
	}
}

func checked(id string) {
	go func() {
		defer func() { _ = recover() }()
		g, err := fetch(id)
		check(err)
		log.Print(g.ID)
	}()
}

func fail(err error) {
	if err != nil {
		os.Exit(1)
	}
}

func exits(id string) {
	go func() {
		g, err := fetch(id)
		fail(err)
		log.Print(g.ID)
	}()
}

func errorExit(err error) {
	if err != nil {
		os.Exit(1)
	}
}

func exitsByName(id string) {
	go func() {
		g, err := fetch(id)
		errorExit(err)
		log.Print(g.ID)
	}()
}

func collected() {
	go func() {
		var errs []error
		g, err := fetch(time.Now().String())
		if err != nil {
			errs = append(errs, err)
		}
		if len(errs) > 0 {
			return
		}
		log.Print(g.ID)
	}()
}

// For what it is given, it does not fail.
func optional(path string) {
	go func() {
		g, err := fetch(path)
		if path != "" && err != nil {
			return
		}
		log.Print(g.ID)
	}()
}

type state struct{ err error }

func (s *state) broken() bool { return s.err != nil }

func noted(id string, s *state) {
	go func() {
		g, err := fetch(id)
		if err != nil {
			s.err = err
		}
		if s.broken() {
			return
		}
		log.Print(g.ID)
	}()
}

func wrapped(id string) {
	go func() {
		g, err := fetch(id)
		if err != nil && !errors.Is(err, errClosed) {
			err = fmt.Errorf("fetch: %w", err)
		}
		if err != nil {
			return
		}
		log.Print(g.ID)
	}()
}

func both(url string) {
	go func() {
		resp, err := http.Get(url)
		good := err == nil && resp.StatusCode == 200
		if good {
			log.Print(resp.Status)
		}
	}()
}

func counted(id string) {
	go func() {
		n := 0
		g, err := fetch(id)
		if err == nil {
			n = len(g.ID)
		}
		if n > 0 {
			log.Print(g.ID)
		}
	}()
}

func switched(id string) {
	go func() {
		g, err := fetch(id)
		switch {
		case errors.Is(err, errClosed):
			return
		case err != nil:
			log.Print(err)
			return
		}
		log.Print(g.ID)
	}()
}

func made(path string) {
	go func() {
		f, err := os.Open(path)
		if os.IsNotExist(err) {
			f, err = os.Create(path)
		}
		if err != nil {
			return
		}
		log.Print(f.Name())
	}()
}

func ready(id string, warm func() bool) {
	go func() {
		g, err := fetch(id)
		if err != nil {
			log.Print(err)
		}
		if warm() {
			log.Print(g.ID)
		}
	}()
}
