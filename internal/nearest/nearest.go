// Package nearest guesses which name was meant by one that is not known.
package nearest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Hint says what name was probably meant to be, or what there is. It stands
// behind a message that says that there is no such name.
func Hint(name string, known []string) string {
	if len(known) == 0 {
		return "(there are none)"
	}
	sorted := slices.Sorted(slices.Values(known))
	lower := strings.ToLower(name)
	distance := func(other string) int { return levenshtein.ComputeDistance(lower, other) }
	best := slices.MinFunc(sorted, func(a, b string) int {
		return cmp.Or(distance(a)-distance(b), common(lower, b)-common(lower, a))
	})
	if distance(best) <= max(len(name), len(best))/3+1 && distance(best) < len(best) {
		return "(did you mean " + best + "?)"
	}
	return "(there are " + strings.Join(sorted, ", ") + ")"
}

// common counts the bytes with which both begin: of two names that are as near, the
// one that was begun right was meant.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
