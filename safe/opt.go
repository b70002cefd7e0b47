package safe

import (
	"bytes"
	"encoding/json"
)

// Opt is a field of a JSON object that tells apart three things which a plain field
// does not: the key was absent, it was null, or it had a value. The zero value is
// absent. In a struct give it the tag omitzero, so that absent stays absent when it
// is encoded:
//
//	type UserPatch struct {
//		Name safe.Opt[string] `json:"name,omitzero"`
//	}
type Opt[T any] struct {
	value T
	state optState
}

type optState uint8

const (
	optAbsent optState = iota
	optNull
	optSet
)

// Some is an Opt that is set to value.
func Some[T any](value T) Opt[T] { return Opt[T]{value: value, state: optSet} }

// Null is an Opt that is null.
func Null[T any]() Opt[T] { return Opt[T]{state: optNull} }

// Get returns the value, and whether there is one: false for absent and null.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == optSet }

// Or returns the value, or other if there is none.
func (o Opt[T]) Or(other T) T {
	if o.state == optSet {
		return o.value
	}
	return other
}

// IsSet reports whether there is a value.
func (o Opt[T]) IsSet() bool { return o.state == optSet }

// IsNull reports whether it was null.
func (o Opt[T]) IsNull() bool { return o.state == optNull }

// IsZero reports whether it was absent. encoding/json asks for it where a field has
// the tag omitzero.
func (o Opt[T]) IsZero() bool { return o.state == optAbsent }

// Apply changes *to as a patch does: absent leaves it, null makes it the zero value.
func (o Opt[T]) Apply(to *T) {
	if o.state != optAbsent {
		*to = o.value
	}
}

// UnmarshalJSON is called for null, too. What it cannot decode leaves it as it was.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*o = Null[T]()
		return nil
	}
	var value T
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	*o = Some(value)
	return nil
}

// MarshalJSON writes the value, or null if there is none.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.state != optSet {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}
