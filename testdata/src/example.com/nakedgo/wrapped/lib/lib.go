// Package lib wraps functions.
package lib

import "log"

// Recovered calls next, and recovers.
func Recovered(next func()) func() {
	return func() {
		defer func() { log.Print(recover()) }()
		next()
	}
}
