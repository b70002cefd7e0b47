// Package events gives its users what somebody documents.
package events

import "encoding/json"

// Event is one of them.
type Event struct {
	Kind string `json:"type"`
	Data any    `json:"-"`
}

// Limited used to be a warning where no key stands before the field that it is handed on in.
type Limited struct {
	Token  string `json:"token"`
	Minute int    `json:"minute"`
}

// Count is nobody's but the user's, who reads what stands there.
type Count struct { // want `Count takes null .* in Cents \(`
	Cents int `json:"cents"`
}

// Parse reads an event.
func Parse(raw json.RawMessage) (Event, error) {
	e := &Event{}
	if err := json.Unmarshal(raw, e); err != nil {
		return Event{}, err
	}
	switch e.Kind {
	case "limited":
		l := &Limited{}
		if err := json.Unmarshal(raw, l); err != nil {
			return Event{}, err
		}
		return Event{e.Kind, l}, nil
	default:
		return Event{}, nil
	}
}

// Sum adds up.
func Sum(list []json.RawMessage) (sum int) {
	for _, raw := range list {
		c := Count{}
		if json.Unmarshal(raw, &c) == nil {
			sum += c.Cents
		}
	}
	return sum
}
