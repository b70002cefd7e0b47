// Package twins has pairs that call each other.
package twins

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

// Get is for those who have no context.
func (s *Store) Get(key string) error { return s.GetContext(context.Background(), key) }

func (s *Store) GetContext(ctx context.Context, key string) error {
	_, err := s.db.ExecContext(ctx, key)
	return err
}

// Put does by itself what its sibling does, which is all that a short form
// without a context can do.
func (s *Store) Put(key string) error {
	_, err := s.db.Exec(key)
	return err
}

// PutContext cannot call itself.
func (s *Store) PutContext(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.Put(key)
}

// Delete is no longer for use.
//
// Deprecated: use DeleteContext.
func (s *Store) Delete(ctx context.Context, key string) error {
	_, err := s.db.Exec(key)
	return err
}

func drop(key string) error                             { return nil }
func DropContext(ctx context.Context, key string) error { return drop(key) }
