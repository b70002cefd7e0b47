// Package lib has short forms that do not wait, where their siblings do, and some that do.
package lib

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

type Queue struct {
	mu    sync.Mutex
	items map[string]string
	c     chan string
	quit  chan struct{}
	done  chan struct{}
	once  sync.Once
	load  func(key string) (string, error)
}

// Push takes nothing where there is no room.
func (q *Queue) Push(s string) error {
	select {
	case q.c <- strings.TrimSpace(s):
		return nil
	default:
		return errors.New("full")
	}
}

func (q *Queue) PushContext(ctx context.Context, s string) error {
	select {
	case q.c <- s:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Get is what is in memory.
func (q *Queue) Get(key string) (string, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	v, ok := q.items[key]
	if !ok {
		return "", errors.New("none")
	}
	return v, nil
}

func (q *Queue) GetContext(ctx context.Context, key string) (string, error) {
	if v, err := q.Get(key); err == nil {
		return v, nil
	}
	return "", q.PushContext(ctx, key)
}

// Stop asks for the end, and does not wait for it.
func (q *Queue) Stop() error {
	q.once.Do(func() { close(q.quit) })
	return nil
}

func (q *Queue) StopContext(ctx context.Context) error {
	q.Stop()
	select {
	case <-q.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Put waits for room.
func (q *Queue) Put(s string) error { q.c <- s; return nil }

func (q *Queue) PutContext(ctx context.Context, s string) error { return q.PushContext(ctx, s) }

// Fetch calls what nobody knows.
func (q *Queue) Fetch(key string) (string, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.load(key)
}

func (q *Queue) FetchContext(ctx context.Context, key string) (string, error) {
	return key, q.PushContext(ctx, key)
}

// Pause waits in a select.
func (q *Queue) Pause(d time.Duration) error {
	select {
	case <-q.quit:
		return errors.New("quit")
	case <-time.After(d):
		return nil
	}
}

func (q *Queue) PauseContext(ctx context.Context, d time.Duration) error {
	return q.PushContext(ctx, d.String())
}

// Follow starts what its context would end.
func (q *Queue) Follow(key string) error {
	go q.Put(key)
	return nil
}

func (q *Queue) FollowContext(ctx context.Context, key string) error {
	go q.PushContext(ctx, key)
	return ctx.Err()
}

// A Task waits later.
type Task struct {
	ctx context.Context
	q   *Queue
}

func (q *Queue) Prepare(key string) (*Task, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items[key] = ""
	return &Task{q: q}, nil
}

func (q *Queue) PrepareContext(ctx context.Context, key string) (*Task, error) {
	return &Task{ctx, q}, ctx.Err()
}
