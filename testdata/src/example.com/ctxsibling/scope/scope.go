// Package scope has contexts that are not in scope, not set, or have no name.
package scope

import (
	"context"
	"database/sql"
	"net"
)

var db *sql.DB

// A variable of the package is nobody's context.
var ctx = context.Background()

func global() { db.Ping() } // want `db.Ping cannot be cancelled`

func declaredAfter() {
	db.Ping() // want `db.Ping cannot be cancelled`
	ctx := context.Background()
	db.PingContext(ctx)
}

func inItsOwnStatement(f func(error) context.Context) {
	ctx := f(db.Ping()) // want `db.Ping cannot be cancelled`
	_ = ctx
}

func otherBlock(ok bool) {
	if ok {
		ctx := context.Background()
		_ = ctx
	}
	db.Ping() // want `db.Ping cannot be cancelled`
}

func inIf(f func() (context.Context, bool)) {
	if ctx, ok := f(); ok {
		db.Ping() // want `use PingContext with ctx`
		_ = ctx
	}
}

func unset(ok bool) {
	var ctx context.Context
	db.Ping() // want `db.Ping cannot be cancelled`
	if ok {
		ctx = context.Background()
		db.Ping() // want `use PingContext with ctx`
	}
	db.Ping() // want `db.Ping cannot be cancelled`
	ctx = context.TODO()
	db.Ping() // want `use PingContext with ctx`
	ctx = nil
	db.Ping() // want `db.Ping cannot be cancelled`
	_ = ctx
}

func result() (ctx context.Context, err error) {
	err = db.Ping() // want `db.Ping cannot be cancelled`
	return
}

func hidden(ctx context.Context) {
	for ctx := range 3 {
		db.Ping() // want `db.Ping cannot be cancelled: use PingContext, and take a context`
		_ = ctx
	}
}

// The context of the function is preferred to those that are made for
// something.
func several(parent, ctx context.Context) {
	other, cancel := context.WithCancel(ctx)
	defer cancel()
	db.Ping() // want `use PingContext with ctx`
	_ = other
}

func otherName(parent context.Context) {
	child, cancel := context.WithCancel(parent)
	defer cancel()
	db.Ping() // want `use PingContext with parent`
	_ = child
}

func blank(_ context.Context, name string) {
	db.Ping()     // want `db.Ping loses the context: use PingContext with the parameter that has no name`
	db.Exec(name) // want `db.Exec loses the context`
}

func blankTaken(_ context.Context) {
	db.Ping() // want `use PingContext with the parameter that has no name`
	_ = ctx
}

func unnamed(context.Context, string) {
	db.Ping() // want `use PingContext with the parameter that has no name`
}

var dial = func(_ context.Context, network, addr string) (net.Conn, error) {
	return net.Dial(network, addr) // want `use net.Dialer.DialContext with the parameter that has no name`
}
