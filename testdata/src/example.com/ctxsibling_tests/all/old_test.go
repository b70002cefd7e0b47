//go:build go1.22

package all

import "testing"

// A test of Go 1.22 has no context.
func TestOld(t *testing.T) {
	db.Ping() // go test decides what it takes
}

func oldHelper(tb testing.TB) { db.Ping() } // want `db.Ping cannot be cancelled`
