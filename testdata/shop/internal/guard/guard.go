// Package guard stops panics.
package guard

import "log"

// Recover stops a panic when a defer statement runs it.
func Recover() {
	if r := recover(); r != nil {
		log.Print("recovered: ", r)
	}
}
