// Package task has functions that return errors which are always nil.
package task

import "sync"

type Done struct {
	mu     sync.Mutex
	closed bool
}

// Close never fails.
func (d *Done) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil
	}
	d.closed = true
	return nil
}

// Must panics on an error.
func Must(err error) {
	if err != nil {
		panic(err)
	}
}
