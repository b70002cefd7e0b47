// Package doc holds the examples of the rule's documentation.
package doc

import (
	"encoding/json"
	"net/http"
)

type Transfer struct { // want `Transfer takes null or no key for a value in Cents, Urgent`
	Cents  int64 `json:"cents"`
	Urgent bool  `json:"urgent"`
}

func pay(w http.ResponseWriter, r *http.Request) {
	var t Transfer
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

type SafeTransfer struct {
	Cents  *int64 `json:"cents"`
	Urgent bool   `json:"urgent,omitempty"`
}

func paySafely(w http.ResponseWriter, r *http.Request) {
	var t SafeTransfer
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil || t.Cents == nil {
		http.Error(w, "cents are missing", http.StatusBadRequest)
	}
}
