// Package plain has the kinds of fields in which null leaves no trace.
package plain

import (
	"encoding/json"
	"io"
	"time"
)

type number struct { // want `^number takes null or no key for a value in Int, Uint, Float \(the old value stays; see gen-safe\)$`
	Int   int `json:"int"`
	Uint  uint8
	Float float64 `json:",string"`
}

type flag struct { // want `flag takes null .* in On `
	On bool
}

type text struct { // want `text takes null .* in Text, Status `
	Text   string `json:"-,"`
	Status status
}

type status string

type moment struct { // want `moment takes null .* in At, For `
	At  time.Time
	For time.Duration
}

type array struct { // want `array takes null .* in Point, Stops `
	Point [2]float64
	Stops [2]stop
	None  [0]int
}

type stop struct{ Name string }

type nested struct { // want `nested takes null .* in Address.Zip, Address.Geo.Lat and 1 more \(`
	Address address
}

type address struct {
	Zip string
	Geo struct{ Lat, Lng float64 }
}

type embedding struct { // want `embedding takes null .* in ID, Name `
	Base
	*Pointed
	Name string
}

// Base's Name is shadowed by that of embedding.
type Base struct {
	ID   int
	Name bool
}

type Pointed struct { // want `Pointed takes null .* in Size \(it stays zero`
	Size int
}

type many struct { // want `many takes null .* in First, Second, Third and 3 more \(`
	First, Second, Third, Fourth, Fifth, Sixth int
}

type quiteALongNameForAStruct struct { // want `in AnotherFieldWithALongName and 2 more`
	AnotherFieldWithALongName, YetAnotherFieldWithALongName, TheLastFieldWithALongName int
}

func parse(data []byte) (err error) {
	var (
		a number
		b flag
		c text
		d moment
		e array
		f nested
		g embedding
		h many
		i quiteALongNameForAStruct
	)
	for _, v := range []any{&a, &b, &c, &d, &e, &f, &g, &h, &i} {
		if err = json.Unmarshal(data, v); err != nil {
			return err
		}
	}
	return nil
}

type event struct { // want `event takes null .* in Kind `
	Kind string
}

func read(r io.Reader) (ev event, err error) {
	err = json.NewDecoder(r).Decode(&ev)
	return ev, err
}

type made struct { // want `made takes null .* in N \(it stays zero; see gen-safe\)$`
	N int
}

func readMade(r io.Reader) int {
	var m *made
	json.NewDecoder(r).Decode(&m)
	return m.N
}

type reused struct { // want `reused takes null .* in N \(the old value stays; see gen-safe\)$`
	N int
}

func readReused(r io.Reader, old *reused) int {
	m := old
	json.NewDecoder(r).Decode(&m)
	return m.N
}
