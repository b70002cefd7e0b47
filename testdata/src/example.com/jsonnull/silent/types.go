// Package silent decodes structs whose fields say when there was null, or
// have no meaning without a value.
package silent

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

type pointers struct {
	A *int
	B *string
	C *time.Time
}

type containers struct {
	A any
	B []int
	C map[string]int
	D json.RawMessage
	E interface{ String() string }
}

type presence struct {
	A sql.NullString
	B sql.NullInt64
	C option[int]
	D maybe
	E sql.Null[int]
}

type option[T any] struct {
	Value T
	Set   bool
}

type maybe struct {
	Text    string
	Present bool
}

type deciding struct {
	A ownJSON
	B ownText
	C json.Number
	D promoted
}

type ownJSON int

func (o *ownJSON) UnmarshalJSON(data []byte) error { return nil }

type ownText struct{ N int }

func (o *ownText) UnmarshalText(data []byte) error { return nil }

type promoted struct {
	ownText
	M int
}

// It has UnmarshalJSON by its embedded field.
type decides struct {
	*ownJSON
	N int
}

type tagged struct {
	A int    `json:"-"`
	B int    `json:"b,omitempty"`
	C string `json:",omitzero"`
	D int    `binding:"required"`
	E string `validate:"required,email"`
	F int    `validate:"gt=0"`
	G string `validate:"oneof=a b"`
	H int    `json:"h,default=5"`
	I string `default:"x"`
	J string `valid:"required"`
	K string `json:"k" required:"true"`
	l int
}

// These tags do not refuse zero.
type lax struct { // want `lax takes null .* in A, B, C and 1 more \(`
	A int    `validate:"max=5"`
	B int    `validate:"min=0"`
	C string `binding:"-"`
	D string `validate:"lte=10,lt=3" required:"false"`
}

type empty struct{}

func decode(r io.Reader) {
	dec := json.NewDecoder(r)
	dec.Decode(&pointers{})
	dec.Decode(&containers{})
	dec.Decode(&presence{})
	dec.Decode(&deciding{})
	dec.Decode(&decides{})
	dec.Decode(&tagged{})
	dec.Decode(&lax{})
	dec.Decode(&empty{})
	fmt.Println(tagged{}.l)
}

// Only encoded.
type answer struct{ N int }

func serve(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(answer{N: 1})
}

// What it decodes on the way to itself is its own affair.
type selfmade struct{ N int }

func (s *selfmade) UnmarshalJSON(data []byte) error {
	type plain selfmade
	var aux struct {
		*plain
		At string
		N  int
	}
	return json.Unmarshal(data, &aux)
}
