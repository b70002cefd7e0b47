package library

import "encoding/json"

// The bytes of these come from nobody knows where, and all that the library does is to
// return them.
type (
	Opened struct{ At int64 }  // want `^Opened takes null or no key for a value in At \(it stays zero; see gen-safe\)$`
	Closed struct{ At int64 }  // want `^Closed takes null or no key for a value in At \(it stays zero; see gen-safe\)$`
	Moved  struct{ To string } // want `^Moved takes null or no key for a value in To \(it stays zero; see gen-safe\)$`
	Paid   struct{ Cents int } // want `^Paid takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
	refund struct{ Cents int } // want `^refund takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
)

// An Event is one of them.
type Event struct{ Data []byte }

func (e Event) Opened() (o Opened, err error) {
	err = json.Unmarshal(e.Data, &o)
	return o, err
}

func (e Event) Closed() (c Closed, err error) {
	err = json.Unmarshal(e.Data, &c)
	return c, err
}

func (e Event) Moved() (*Moved, error) {
	m := new(Moved)
	return m, json.Unmarshal(e.Data, m)
}

func (e Event) Paid() (p Paid, err error) {
	err = json.Unmarshal(e.Data, &p)
	return p, err
}

func (e Event) refund() (r refund, err error) {
	err = json.Unmarshal(e.Data, &r)
	return r, err
}
