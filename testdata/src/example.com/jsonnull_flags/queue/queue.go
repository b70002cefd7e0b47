// Package queue decodes by reflection, which the rule does not follow.
package queue

// Next decodes the next message into v.
func Next(v any) error { return nil }

// Conn is a connection.
type Conn struct{}

// Bind decodes a request into v.
func (*Conn) Bind(name string, v any) error { return nil }

// Get decodes a T.
func Get[K, T any](key K) (v T, err error) { return v, nil }
