// Package lib takes for granted what its functions are given.
package lib

import "errors"

// Second needs two parts.
func Second(parts []string) string { return parts[1] }

// Share needs somebody to share with.
func Share(sum, people int) int { return sum / people }

// MustCode needs a name that is known.
func MustCode(name string) int {
	code, err := Code(name)
	if err != nil {
		panic(err)
	}
	return code
}

// Code fails for names that nobody knows.
func Code(name string) (int, error) {
	if len(name) != 3 {
		return 0, errors.New("no code: " + name)
	}
	return int(name[0]), nil
}
