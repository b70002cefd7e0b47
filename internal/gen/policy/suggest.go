package policy

import "strings"

// suggest says what was probably meant by word, or what there is.
func suggest(word string, known []string) string {
	best, least := "", 3 // more than two slips are another word
	for _, k := range known {
		if d := distance(word, k); d < least && d < len(k) {
			best, least = k, d
		}
	}
	switch {
	case best != "":
		return " (did you mean " + best + "?)"
	case len(known) == 0:
		return " (it takes none)"
	}
	return " (there are " + strings.Join(known, ", ") + ")"
}

// distance is the edit distance of a and b (Levenshtein), in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
