package later

import "net/http"

// The fix imports what it needs.
func handler(w http.ResponseWriter, r *http.Request) {
	defer func() {
		db.Exec("UPDATE jobs") // want `deferred db.Exec has no context: use ExecContext with context.WithoutCancel of r.Context\(\)`
	}()
}
