// Package tests starts goroutines in its tests, and reports those too.
package tests

// Second gives the second part.
func Second(parts []string) string { return parts[1] }
