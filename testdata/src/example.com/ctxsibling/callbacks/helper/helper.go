// Package helper takes literals from another package.
package helper

func Retry(n int, f func() error) error {
	for range n {
		if err := f(); err == nil {
			return nil
		}
	}
	return f()
}

var kept []func() error

func Keep(f func() error) { kept = append(kept, f) }

// Again hands it on.
func Again(f func() error) error { return Retry(2, func() error { return f() }) }
