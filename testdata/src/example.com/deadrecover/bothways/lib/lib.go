// Package lib holds something to close.
package lib

import "log"

// Resource is something to close.
type Resource struct{ open bool }

// Close closes, and recovers what was going on.
func (r *Resource) Close() {
	if p := recover(); p != nil {
		log.Println(p)
	}
	r.open = false
}
