// Package models declares what others decode.
package models

import "encoding/json"

// An Order is decoded by package elsewhere alone.
type Order struct {
	Total int
	Lines []Line
}

// A Line is decoded with it.
type Line struct{ Count int }

// Anonymous has no name of its own.
type Anonymous = struct{ Size int }

// A User is decoded here too, and so reported here.
type User struct{ Age int } // want `User takes null`

// ParseUser decodes.
func ParseUser(data []byte) (u User, err error) {
	err = json.Unmarshal(data, &u)
	return u, err
}

// A Login is looked at here.
type Login struct {
	Name  string
	Tries int
}

// Validate looks at all fields.
func (l *Login) Validate() error {
	if l.Name == "" || l.Tries == 0 {
		return json.Unmarshal(nil, nil)
	}
	return nil
}
