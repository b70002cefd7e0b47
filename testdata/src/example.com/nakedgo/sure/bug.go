package sure

import "testing"

// mustBug panics in tests only.
func mustBug(text string) {
	if testing.Testing() {
		panic(text)
	}
}
