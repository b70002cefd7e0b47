// Package idle calls functions whose siblings take a context and do nothing
// with it. The rule took any context for one that stops something.
package idle

import (
	"context"

	"example.com/ctxsibling/idle/lib"
)

func Use(ctx context.Context, name string) error {
	if _, err := lib.Load(name); err != nil {
		return err
	}
	return lib.Wait(name) // want `lib.Wait loses the context: use WaitContext with ctx`
}

// What only makes something is a note.
func Make(ctx context.Context, name string) (*lib.Config, error) {
	return lib.NewConfig(name) // want `lib.NewConfig leaves out the context: use NewConfigWithContext with ctx`
}

// What a cache does with the context, the function knows that fills it: a note.
func Cached(ctx context.Context, c *lib.Cache[int]) (int, error) {
	return c.Get() // want `c.Get loses the context: use GetWithCtx with ctx|leaves out the context`
}

// What is run takes no context: a note. A literal may use it.
func Init(ctx context.Context, i *lib.Init) error {
	if err := i.Do(ready); err != nil { // want `leaves out the context: use DoWithContext with ctx`
		return err
	}
	return i.Do(func() error { return lib.Wait("x") }) // want `i.Do loses the context: use DoWithContext with ctx`
}

func ready() error { return nil }

// Who asks who leads now does not wait.
func Leads(ctx context.Context, s *lib.State, name string) bool { return s.Leader() == name }
