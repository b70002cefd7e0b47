// Package declared has a function of that name.
package declared

func recover() error { return nil }

// Check calls it.
func Check() error {
	defer recover()
	return recover()
}
