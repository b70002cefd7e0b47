// Package intests starts goroutines in its tests.
package intests

// Second gives the second part.
func Second(parts []string) string { return parts[1] }
