// Package builders has values that carry the context of their calls.
package builders

import (
	"context"

	"github.com/go-redis/redis/v7"
	"github.com/go-resty/resty/v2"
	"gorm.io/gorm"
)

type user struct{}

type repo struct {
	db    *gorm.DB
	cache *redis.Client
	api   *resty.Client
}

type embeds struct{ *gorm.DB }

func (r *repo) wrong(ctx context.Context, u *user) error {
	r.db.First(u)                   // want `r.db.First loses the context: use WithContext with ctx`
	r.db.Where("id = ?", 1).Find(u) // want `Find loses the context: use WithContext with ctx`
	tx := r.db.Begin()              // want `r.db.Begin loses the context: use WithContext with ctx`
	tx.Create(u)
	tx.Commit()
	fresh := r.db.Session(&gorm.Session{NewDB: true})
	fresh.Find(u)                         // want `fresh.Find loses the context: use WithContext with ctx`
	r.cache.Get("k")                      // want `r.cache.Get loses the context: use WithContext with ctx`
	r.api.R().SetHeader("k", "v").Get("") // want `Get loses the context: use SetContext with ctx`
	req := r.api.R()
	req.SetHeader("k", "v")
	req.Post("")                                      // want `req.Post loses the context: use SetContext with ctx`
	return r.db.Transaction(func(tx *gorm.DB) error { // want `r.db.Transaction loses the context: use WithContext with ctx`
		return tx.Create(u).Error
	})
}

func (r *repo) right(ctx context.Context, u *user) error {
	r.db.WithContext(ctx).First(u)
	r.db.WithContext(ctx).Where("id = ?", 1).Find(u)
	r.db.Session(&gorm.Session{Context: ctx}).First(u)
	tx := r.db.WithContext(ctx).Begin()
	tx.Create(u)
	tx.Commit()
	r.conn(ctx).First(u)
	r.cache.WithContext(ctx).Get("k")
	r.api.R().SetContext(ctx).Get("")
	req := r.api.R()
	req.SetContext(ctx)
	req.Post("")
	return r.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Create(u).Error
	})
}

// Where these come from we do not see.
func (r *repo) unknown(ctx context.Context, tx *gorm.DB, dbs map[string]*gorm.DB) {
	tx.First(nil)
	dbs["a"].First(nil)
	r.get().First(nil)
}

func (r *repo) conn(ctx context.Context) *gorm.DB { return r.db.WithContext(ctx) }

func (r *repo) get() *gorm.DB { return r.db }

func (r *repo) none(u *user) {
	r.db.First(u) // want `r.db.First cannot be cancelled: use WithContext, and take a context`
}

func lent(db *gorm.DB, u *user) { db.First(u) }

func lentWith(ctx context.Context, db *gorm.DB, u *user) { db.First(u) } // want `db.First loses the context: use WithContext with ctx`

func embedded(ctx context.Context, e embeds) { e.First(nil) } // want `e.First loses the context`
