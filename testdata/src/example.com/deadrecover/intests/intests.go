// Package intests recovers in its tests.
package intests

// First gives the first part.
func First(parts []string) string { return parts[0] }
