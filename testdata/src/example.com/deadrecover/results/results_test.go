package results

import (
	"testing"

	"example.com/deadrecover/results/guard"
)

// A test may ask what a guard gives where nothing panics.
func TestNothing(t *testing.T) {
	if err := guard.AsError(); err != nil {
		t.Error(err)
	}
}
