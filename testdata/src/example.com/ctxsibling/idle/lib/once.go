package lib

import "context"

// An Init runs a function until it succeeds.
type Init struct{ done chan struct{} }

// Do runs f.
func (i *Init) Do(f func() error) error {
	return i.DoWithContext(context.Background(), func(context.Context) error { return f() })
}

// DoWithContext runs f, and waits for its turn no longer than ctx.
func (i *Init) DoWithContext(ctx context.Context, f func(context.Context) error) error {
	select {
	case <-i.done:
		return f(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}
