package driver

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// patience is how long a run may take before it says how far it is.
const patience = time.Second

// A progress says on a terminal how far a run of go vet is:
//
//	recoverlint: 12 packages analysed, 31s
//
// The line is written again and again, and erased at the end.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	start    time.Time
	packages int
	shown    int // the length of the line on the terminal
	done     chan struct{}
	ended    sync.WaitGroup
}

// startProgress begins to say how far a run is, from time to time.
func startProgress(w io.Writer, every time.Duration) *progress {
	p := &progress{w: w, start: time.Now(), done: make(chan struct{})}
	p.ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				p.show()
			case <-p.done:
				return
			}
		}
	})
	return p
}

// stop erases the line.
func (p *progress) stop() {
	close(p.done)
	p.ended.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	p.shown, _ = fmt.Fprintf(p.w, "%s: %d packages analysed, %s", progname, p.packages, time.Since(p.start).Round(time.Second))
}

// erase needs no codes that a terminal might not know.
func (p *progress) erase() {
	if p.shown > 0 {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", p.shown)+"\r")
		p.shown = 0
	}
}

// Write writes what is to stay on the terminal, in place of the line.
func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	return p.w.Write(text)
}

// A packageCounter counts the packages in what go vet -json prints: an object
// for each, which ends with a line } or is the line {}.
type packageCounter struct {
	*progress
	partial []byte
}

func (c *packageCounter) Write(text []byte) (int, error) {
	c.partial = append(c.partial, text...)
	for {
		line, rest, ok := bytes.Cut(c.partial, []byte("\n"))
		if !ok {
			return len(text), nil
		}
		if string(line) == "}" || string(line) == "{}" {
			c.mu.Lock()
			c.packages++
			c.mu.Unlock()
		}
		c.partial = rest
	}
}
