// Package unlimited changes what it stores, of which zero stands for no limit.
package unlimited

import (
	"encoding/json"
	"net/http"
)

type site struct {
	Name  string
	Quota int64
	Speed int
}

func (s *site) admits(used int64) bool { return s.Quota <= 0 || used <= s.Quota }

// A look at what is stored used to silence it. There it means that all is allowed.
type change struct { // want `change takes null .* in Quota \(`
	Name  *string `json:"name"`
	Speed *int    `json:"speed"`
	Quota int64   `json:"quota"`
}

func (s *site) updateSite(w http.ResponseWriter, r *http.Request) {
	var c change
	if json.NewDecoder(r.Body).Decode(&c) != nil {
		return
	}
	if c.Name != nil {
		s.Name = *c.Name
	}
	if c.Speed != nil {
		s.Speed = *c.Speed
	}
	s.Quota = c.Quota
}

// Here somebody looks before it is stored.
type patch struct {
	Name  *string `json:"name"`
	Speed *int    `json:"speed"`
	Quota int64   `json:"quota"`
}

func (s *site) patchSite(w http.ResponseWriter, r *http.Request) {
	var p patch
	if json.NewDecoder(r.Body).Decode(&p) != nil {
		return
	}
	if p.Name != nil {
		s.Name = *p.Name
	}
	if p.Speed != nil {
		s.Speed = *p.Speed
	}
	s.limit(p.Quota)
}

func (s *site) limit(quota int64) {
	if quota > 0 {
		s.Quota = quota
	}
}

// Who makes a site leaves the limit to the client.
type creation struct {
	Name  *string `json:"name"`
	Speed *int    `json:"speed"`
	Quota int64   `json:"quota"`
}

func newSite(w http.ResponseWriter, r *http.Request) *site {
	var c creation
	if json.NewDecoder(r.Body).Decode(&c) != nil || c.Name == nil || c.Speed == nil {
		return nil
	}
	return &site{Name: *c.Name, Speed: *c.Speed, Quota: c.Quota}
}
