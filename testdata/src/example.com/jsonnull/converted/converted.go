// Package converted makes texts and times of numbers in JSON.
package converted

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// UnmarshalJSON is called for null too, and null is no error: it became "0".
type ID string

func (id *ID) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, (*string)(id))
	}
	var n int64
	if err := json.Unmarshal(data, &n); err != nil { // want `^null becomes what ID makes of 0 \(UnmarshalJSON is called for null too, and should leave it\)$`
		return err
	}
	*id = ID(strconv.FormatInt(n, 10))
	return nil
}

type Time struct{ time.Time }

func (t *Time) UnmarshalJSON(data []byte) error {
	var seconds float64
	if err := json.Unmarshal(data, &seconds); err != nil { // want `^null becomes what Time makes of 0`
		return err
	}
	t.Time = time.Unix(int64(seconds), 0)
	return nil
}

// These look for null, or for 0, or leave zero what it is.
type careful string

func (c *careful) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	var n int64
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*c = careful(strconv.FormatInt(n, 10))
	return nil
}

type later time.Time

func (l *later) UnmarshalJSON(data []byte) error {
	var n int64
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	if n > 0 {
		*l = later(time.Unix(n, 0))
	}
	return nil
}

type pointed string

func (p *pointed) UnmarshalJSON(data []byte) error {
	var n *int
	if err := json.Unmarshal(data, &n); err != nil || n == nil {
		return err
	}
	*p = pointed(strconv.Itoa(*n))
	return nil
}

// Null makes the pointers to it nil.
type pointee string

func (p *pointee) UnmarshalJSON(data []byte) error {
	var n int
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*p = pointee(strconv.Itoa(n))
	return nil
}

type holder struct {
	One  *pointee
	Many map[string][]*pointee
}

type cents int64

func (c *cents) UnmarshalJSON(data []byte) error {
	var euros float64
	if err := json.Unmarshal(data, &euros); err != nil {
		return err
	}
	*c = cents(euros * 100)
	return nil
}

type parsed string

func isNull(data []byte) bool { return len(data) == 4 }

func (p *parsed) UnmarshalJSON(data []byte) error {
	if isNull(data) {
		return nil
	}
	var n int
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*p = parsed(strconv.Itoa(n))
	return nil
}

// A number that is none of those is refused, and so is 0.
type level string

func (l *level) UnmarshalJSON(data []byte) error {
	var n int
	if err := json.Unmarshal(data, &n); err != nil {
		return fmt.Errorf("level: %w", err)
	}
	switch n {
	case 1, 2:
		*l = level(strconv.Itoa(n))
		return nil
	}
	return fmt.Errorf("level %d", n)
}

func levels(data []byte) (l struct{ Level level }, err error) {
	return l, json.Unmarshal(data, &l)
}
