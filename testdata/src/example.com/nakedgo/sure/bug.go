package sure

import (
	"errors"
	"testing"
)

// mustBug panics in tests only.
func mustBug(text string) {
	if testing.Testing() {
		panic(text)
	}
}

// mustNot panics everywhere but in tests.
func mustNot(text string) error {
	if testing.Testing() {
		return errors.New(text)
	}
	panic(text)
}
