// Package found looks things up by functions that it holds in variables.
package found

import (
	"encoding/json"
	"net/http"
)

type device interface{ move(lat, lon float64) }

type server struct {
	find func(id string) (device, error)
	move func(id string) (device, error)
}

// DeviceID used to be among them: what is not there is not found.
type location struct { // want `location takes null .* in Latitude, Longitude \(`
	DeviceID  string
	Latitude  float64
	Longitude float64
}

func (s *server) locate(w http.ResponseWriter, r *http.Request) {
	var l location
	if json.NewDecoder(r.Body).Decode(&l) != nil {
		return
	}
	if d, err := s.find(l.DeviceID); err == nil {
		d.move(l.Latitude, l.Longitude)
	}
}

type ticket struct{ ID string }

func (s *server) ticket(lookup func(string) (device, bool)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var t ticket
		if json.NewDecoder(r.Body).Decode(&t) != nil {
			return
		}
		if d, ok := lookup(t.ID); ok {
			d.move(0, 0)
		}
	}
}

// What is named for something else may take what it is given.
type order struct{ ID string } // want `order takes null .* in ID \(`

func (s *server) order(w http.ResponseWriter, r *http.Request) {
	var o order
	if json.NewDecoder(r.Body).Decode(&o) != nil {
		return
	}
	if d, err := s.move(o.ID); err == nil {
		d.move(0, 0)
	}
}
