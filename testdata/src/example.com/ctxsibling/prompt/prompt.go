// Package prompt calls short forms that do not wait although their siblings do: it was told
// to wait, where it only wants what is there.
package prompt

import (
	"context"
	"sync/atomic"
	"time"

	"example.com/ctxsibling/prompt/lib"
)

func offer(ctx context.Context, q *lib.Queue) error {
	if err := q.Push("a"); err != nil {
		return err
	}
	if _, err := q.Get("a"); err != nil {
		return err
	}
	return q.Stop()
}

func wait(ctx context.Context, q *lib.Queue) error {
	if err := q.Put("a"); err != nil { // want `q.Put loses the context: use PutContext with ctx`
		return err
	}
	if _, err := q.Fetch("a"); err != nil { // want `q.Fetch loses the context: use FetchContext with ctx`
		return err
	}
	return q.Pause(time.Second) // want `q.Pause loses the context: use PauseContext with ctx`
}

// The context is for what goes on after the call.
func later(ctx context.Context, q *lib.Queue) (*lib.Task, error) {
	if err := q.Follow("a"); err != nil { // want `q.Follow loses the context: use FollowContext with ctx`
		return nil, err
	}
	return q.Prepare("a") // want `q.Prepare loses the context: use PrepareContext with ctx`
}

type gauge struct {
	n    atomic.Int64
	tick chan struct{}
}

// add and note are of this package.
func (g *gauge) add(n int64) error { g.note(n); return nil }

func (g *gauge) note(n int64) { g.n.Add(n) }

func (g *gauge) addContext(ctx context.Context, n int64) error {
	select {
	case <-g.tick:
		return g.add(n)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// take waits by way of next.
func (g *gauge) take() error { return g.next() }

func (g *gauge) next() error {
	for range g.tick {
		g.note(1)
	}
	return nil
}

func (g *gauge) takeContext(ctx context.Context) error { return g.addContext(ctx, 1) }

func count(ctx context.Context, g *gauge) error {
	if err := g.add(1); err != nil {
		return err
	}
	return g.take() // want `g.take loses the context: use takeContext with ctx`
}
