// Package gorm stands in for gorm.io/gorm.
package gorm

import "context"

type DB struct {
	Error error
}

type Session struct {
	Context context.Context
	NewDB   bool
}

func (db *DB) WithContext(ctx context.Context) *DB                   { return db }
func (db *DB) Session(config *Session) *DB                           { return db }
func (db *DB) Model(value any) *DB                                   { return db }
func (db *DB) Where(query any, args ...any) *DB                      { return db }
func (db *DB) Find(dest any, conds ...any) *DB                       { return db }
func (db *DB) First(dest any, conds ...any) *DB                      { return db }
func (db *DB) Create(value any) *DB                                  { return db }
func (db *DB) Begin() *DB                                            { return db }
func (db *DB) Commit() *DB                                           { return db }
func (db *DB) Rollback() *DB                                         { return db }
func (db *DB) Transaction(fc func(tx *DB) error, opts ...*int) error { return nil }
