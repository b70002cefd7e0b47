// Package clean has nothing to report.
package clean

import (
	"encoding/json"
	"errors"
	"net/http"
)

type create struct {
	Name  *string `json:"name"`
	Admin *bool   `json:"admin"`
	Tags  []string
}

func handle(w http.ResponseWriter, r *http.Request) error {
	var c create
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return err
	}
	if c.Name == nil || c.Admin == nil {
		return errors.New("incomplete")
	}
	return nil
}
