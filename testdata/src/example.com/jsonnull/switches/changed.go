package switches

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
)

// An update turns off what it does not name, and sets what it does not limit to 0.
type settings struct { // want `^settings takes null or no key for a value in Alerts \(it stays zero; see gen-safe\)$`
	Alerts bool
	Locale string
}

func PutSettings(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var s settings
		if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
			return
		}
		db.ExecContext(r.Context(), "UPDATE settings SET alerts=$1, locale=$2", s.Alerts, s.Locale)
	}
}

type updateQuota struct { // want `^updateQuota takes null or no key for a value in Limit, Unlimited \(it stays zero; see gen-safe\)$`
	Limit     int64
	Unlimited bool
}

func quota(ctx context.Context, db *sql.DB, r *http.Request) error {
	var q updateQuota
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return err
	}
	if q.Unlimited {
		q.Limit = 1 << 40
	}
	_, err := db.ExecContext(ctx, "UPDATE quotas SET lim=$1", q.Limit)
	return err
}

// What is chosen where nobody chooses otherwise is a default.
type login struct {
	Remember bool
	User     string
}

func signIn(w http.ResponseWriter, r *http.Request) {
	var l login
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil || l.User == "" {
		return
	}
	days := 1
	if l.Remember {
		days = 30
	}
	execute(fmt.Sprint(l.User, days))
}

// A collection that is there holds no values yet.
type price struct { // want `^price takes null or no key for a value in Cents, Final \(it stays zero; see gen-safe\)$`
	Cents int64
	Final bool
}

func prices(w http.ResponseWriter, r *http.Request) {
	changes := map[string]price{}
	if err := json.NewDecoder(r.Body).Decode(&changes); err != nil {
		return
	}
	for sku, p := range changes {
		kept2[sku] = []any{p.Cents, p.Final}
	}
}

var kept2 = map[string][]any{}

type line struct { // want `^line takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
	Cents int64
}

func lines(w http.ResponseWriter, r *http.Request) {
	all := make([]line, 0, 8)
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
		return
	}
	for i, l := range all {
		kept2[string(rune(i))] = []any{l.Cents}
	}
}

// What is formatted goes on, and no log has it alone.
type label struct { // want `^label takes null or no key for a value in Street, Floor \(it stays zero; see gen-safe\)$`
	Street string
	Floor  int
}

func ship(w http.ResponseWriter, r *http.Request) {
	var l label
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
		return
	}
	execute(fmt.Sprintf("%s, floor %d", l.Street, l.Floor))
}
