// Package lib has functions whose context stops nothing that they do.
package lib

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"
)

type key struct{}

// Load reads a file, which no context interrupts: it is there for the log.
func Load(name string) ([]byte, error) { return LoadContext(context.Background(), name) }

func LoadContext(ctx context.Context, name string) ([]byte, error) {
	slog.InfoContext(ctx, "load", "name", name, "user", ctx.Value(key{}))
	return read(ctx, name)
}

func read(ctx context.Context, name string) ([]byte, error) {
	ctx = context.WithValue(ctx, key{}, name)
	slog.DebugContext(ctx, "read")
	return os.ReadFile(name)
}

// Wait ends with its context.
func Wait(name string) error { return WaitContext(context.Background(), name) }

func WaitContext(ctx context.Context, name string) error {
	slog.InfoContext(ctx, "wait", "name", name)
	<-ctx.Done()
	return os.Remove(name)
}

// NewConfig asks the store that it may be given for the key.
func NewConfig(name string) (*Config, error) { return NewConfigWithContext(context.Background(), name) }

func NewConfigWithContext(ctx context.Context, name string, stores ...Store) (*Config, error) {
	for _, s := range stores {
		if err := s.Fetch(ctx, name); err != nil {
			return nil, err
		}
	}
	return &Config{}, nil
}

type Config struct{}

type Store interface {
	Fetch(ctx context.Context, name string) error
}

// A State tells who leads.
type State struct {
	mu     sync.Mutex
	leader string
}

// Leader gives the one who leads now, if any.
func (s *State) Leader() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.leader
}

// LeaderWithContext waits until somebody leads.
func (s *State) LeaderWithContext(ctx context.Context) string {
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	for {
		if leader := s.Leader(); leader != "" {
			return leader
		}
		select {
		case <-ctx.Done():
			return ""
		case <-ticker.C:
		}
	}
}
