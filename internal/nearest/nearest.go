// Package nearest guesses which name was meant by one that is not known.
package nearest

import (
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
	distance := func(other string) int { return levenshtein.ComputeDistance(strings.ToLower(name), other) }
	best := slices.MinFunc(sorted, func(a, b string) int { return distance(a) - distance(b) })
	if distance(best) <= max(len(name), len(best))/3+1 && distance(best) < len(best) {
		return "(did you mean " + best + "?)"
	}
	return "(there are " + strings.Join(sorted, ", ") + ")"
}
