// Package waits has a group with two waits: one that gives up, and one for those whose
// goroutines end with the context themselves.
package waits

import (
	"context"
	"sync"
)

type group struct {
	wg  sync.WaitGroup
	err error
}

func (g *group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.err = err
		}
	}()
}

func (g *group) Wait() error { g.wg.Wait(); return g.err }

// WaitContext leaves the goroutines.
func (g *group) WaitContext(ctx context.Context) error {
	done := make(chan struct{})
	go func() { defer close(done); g.wg.Wait() }()
	select {
	case <-done:
		return g.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// What they write must not be read before they end.
func sums(ctx context.Context, in [][]int) ([]int, error) {
	out := make([]int, len(in))
	var g group
	for i, xs := range in {
		g.Go(func() error {
			for _, x := range xs {
				if err := ctx.Err(); err != nil {
					return err
				}
				out[i] += x
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

func blind(ctx context.Context, f func() error) error {
	var g group
	g.Go(func() error { return ctx.Err() })
	g.Go(func() error { return f() })
	return g.Wait() // want `g.Wait loses the context: use WaitContext with ctx`
}

func handed(ctx context.Context, g *group) error {
	return g.Wait() // want `g.Wait loses the context: use WaitContext with ctx`
}
