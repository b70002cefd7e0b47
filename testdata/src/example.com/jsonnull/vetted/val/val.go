// Package val decodes over defaults, and looks through structs by package reflect.
package val

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
)

// Or decodes over def.
func Or[T any](r io.Reader, def T) (T, error) {
	err := json.NewDecoder(r).Decode(&def)
	return def, err
}

// Complete decodes what has all the keys of T.
func Complete[T any](r io.Reader) (v T, err error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return v, err
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil {
		return v, err
	}
	for i := range reflect.TypeFor[T]().NumField() {
		name := reflect.TypeFor[T]().Field(i).Tag.Get("json")
		if key, ok := keys[name]; !ok || string(key) == "null" {
			return v, errors.New(name + " is missing")
		}
	}
	return v, json.Unmarshal(raw, &v)
}

// NonZero refuses zero fields.
func NonZero(v any) error {
	fields := reflect.Indirect(reflect.ValueOf(v))
	for i := range fields.NumField() {
		if fields.Field(i).IsZero() {
			return errors.New(fields.Type().Field(i).Name + " is missing")
		}
	}
	return nil
}

// Fields tells how many fields there are.
func Fields(v any) int { return reflect.Indirect(reflect.ValueOf(v)).NumField() }
