// Package ids makes names of things.
package ids

import "strings"

// A Room is named by text with a colon.
type Room struct{ local, server string }

// NewRoom takes a room's name apart.
func NewRoom(text string) (*Room, error) { return split(strings.SplitN(text, ":", 2)) }

func split(parts []string) (*Room, error) {
	for _, part := range parts {
		return &Room{local: part}, nil
	}
	return nil, nil
}
