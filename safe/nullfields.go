package safe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// A NullError says that a JSON document has null, or nothing, where a value belongs.
// encoding/json takes both without a word and keeps what the field held before.
type NullError struct {
	Path    string // as in "order.lines[2].price"; "" is the whole document
	Missing bool   // the key is not there; otherwise it is null
}

// Error is the path, and "null" or "missing".
func (e *NullError) Error() string {
	what := "null"
	if e.Missing {
		what = "missing"
	}
	if e.Path == "" {
		return "document: " + what
	}
	return e.Path + ": " + what
}

// A FieldRule says what a field must have. Rules add up: NotNull|Required.
type FieldRule uint8

const (
	NotNull  FieldRule = 1 << iota // null is an error
	Required                       // a missing key is an error
)

// Fields collects what is wrong with the fields of one JSON object. Generated
// UnmarshalJSON methods use it.
type Fields struct{ errs []error }

// Err joins what is wrong; nil if nothing is.
func (f *Fields) Err() error { return errors.Join(f.errs...) }

func (f *Fields) add(path string, err error) {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		for _, err := range many.Unwrap() {
			f.add(path, err)
		}
		return
	}
	if null, ok := err.(*NullError); ok {
		f.errs = append(f.errs, &NullError{Path: join(path, null.Path), Missing: null.Missing})
		return
	}
	f.errs = append(f.errs, fmt.Errorf("%s: %w", path, err))
}

// join puts a path behind another: a.b, but a[2].
func join(path, rest string) string {
	if rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}

// present reports whether a field has a value, and notes what the rule says of one
// that has none.
func (f *Fields) present(raw json.RawMessage, path string, rule FieldRule) bool {
	switch {
	case raw == nil:
		if rule&Required != 0 {
			f.errs = append(f.errs, &NullError{Path: path, Missing: true})
		}
		return false
	case rule&NotNull != 0 && bytes.Equal(raw, []byte("null")):
		f.errs = append(f.errs, &NullError{Path: path})
		return false
	}
	return true
}

// Object decodes data into raw, a pointer to a struct of json.RawMessage. Strict
// makes a key that raw does not have an error.
func (f *Fields) Object(data []byte, raw any, strict bool) {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		f.errs = append(f.errs, &NullError{})
		return
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if strict {
		decoder.DisallowUnknownFields()
	}
	if err := decoder.Decode(raw); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		f.errs = append(f.errs, err)
	}
}

// Field decodes the field raw at path into *value, and notes in f what is wrong. A
// missing one leaves *value as it is.
func Field[T any](f *Fields, raw json.RawMessage, path string, value *T, rule FieldRule) {
	if !f.present(raw, path, rule) {
		return
	}
	if err := json.Unmarshal(raw, value); err != nil {
		f.add(path, err)
	}
}

// SliceField is [Field] for a slice whose elements may have nulls inside: what is
// wrong with one is noted with its index.
func SliceField[T any, S ~[]T](f *Fields, raw json.RawMessage, path string, value *S, rule FieldRule) {
	if !f.present(raw, path, rule) {
		return
	}
	var elements []json.RawMessage
	if err := json.Unmarshal(raw, &elements); err != nil {
		f.add(path, err)
		return
	}
	if elements == nil { // null
		*value = nil
		return
	}
	list := make(S, len(elements))
	for i, raw := range elements {
		Field(f, raw, path+"["+strconv.Itoa(i)+"]", &list[i], NotNull)
	}
	*value = list
}

// MapField is [Field] for a map whose elements may have nulls inside: what is wrong
// with one is noted with its key.
func MapField[T any, M ~map[string]T](f *Fields, raw json.RawMessage, path string, value *M, rule FieldRule) {
	if !f.present(raw, path, rule) {
		return
	}
	var elements map[string]json.RawMessage
	if err := json.Unmarshal(raw, &elements); err != nil {
		f.add(path, err)
		return
	}
	if elements == nil { // null
		*value = nil
		return
	}
	all := make(M, len(elements))
	for _, key := range slices.Sorted(maps.Keys(elements)) {
		var element T
		Field(f, elements[key], path+"["+strconv.Quote(key)+"]", &element, NotNull)
		all[key] = element
	}
	*value = all
}
