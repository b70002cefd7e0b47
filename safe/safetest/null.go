package safetest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// SeesNull checks that the UnmarshalJSON of into, a pointer to a struct, refuses null
// for each key of notNull, and the lack of each key of required.
func SeesNull(t *testing.T, into json.Unmarshaler, notNull, required []string) {
	t.Helper()
	for _, err := range CheckNull(into, notNull, required) {
		t.Error(err)
	}
}

// CheckNull is [SeesNull], and returns what passed without an error.
func CheckNull(into json.Unmarshaler, notNull, required []string) []error {
	var problems []error
	for _, key := range notNull {
		body, err := json.Marshal(map[string]any{key: nil})
		if err != nil {
			return []error{err}
		}
		if !names(json.Unmarshal(body, into), safe.NullError{Path: key}) {
			problems = append(problems, fmt.Errorf("%s passes", body))
		}
	}
	missing := json.Unmarshal([]byte("{}"), into)
	for _, key := range required {
		if !names(missing, safe.NullError{Path: key, Missing: true}) {
			problems = append(problems, fmt.Errorf("%s may be missing", key))
		}
	}
	return problems
}

// TellsNull checks that a T, a struct of [safe.Opt] fields, tells for each key whether
// it was absent or null: encoded again it says what was decoded.
func TellsNull[T any](t *testing.T, keys []string) {
	t.Helper()
	for _, err := range CheckTells[T](keys) {
		t.Error(err)
	}
}

// CheckTells is [TellsNull], and returns what came out otherwise.
func CheckTells[T any](keys []string) []error {
	bodies := [][]byte{[]byte("{}")}
	for _, key := range keys {
		body, err := json.Marshal(map[string]any{key: nil})
		if err != nil {
			return []error{err}
		}
		bodies = append(bodies, body)
	}
	var problems []error
	for _, body := range bodies {
		var value T
		err := json.Unmarshal(body, &value)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s is refused: %w", body, err))
			continue
		}
		if got, err := json.Marshal(value); err != nil || !bytes.Equal(got, body) {
			problems = append(problems, fmt.Errorf("%s becomes %s", body, cmp.Or(string(got), fmt.Sprint(err))))
		}
	}
	return problems
}

// names reports whether err, or one of those that it joins, is want.
func names(err error, want safe.NullError) bool {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		for _, err := range many.Unwrap() {
			if names(err, want) {
				return true
			}
		}
		return false
	}
	var null *safe.NullError
	return errors.As(err, &null) && *null == want
}
