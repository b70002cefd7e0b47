// Package zone returns slices of which it is known how long they are.
package zone

import "errors"

var errZone = errors.New("no zone")

// SOA gives one record, or an error.
func SOA(zone string) ([]string, error) {
	if zone == "" {
		return nil, errZone
	}
	soa := "soa." + zone
	return []string{soa}, nil
}

// Records gives as many as there are.
func Records(zone string) ([]string, error) {
	if zone == "" {
		return nil, errZone
	}
	var all []string
	for _, r := range zone {
		all = append(all, string(r))
	}
	return all, nil
}
