// Package spawn is known to package pool only.
package spawn

// Start starts f.
func Start(f func()) { go f() }
