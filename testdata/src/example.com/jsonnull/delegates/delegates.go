// Package delegates reads JSON by methods of its structs.
package delegates

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"example.com/jsonnull/delegates/models"
)

func put(...any) {}

// It used to be trusted, although it looks for nothing.
type order struct { // want `^order takes null or no key for a value in Qty, Side \(it stays zero; see gen-safe\)$`
	Qty  int
	Side string
}

func (o *order) UnmarshalJSON(data []byte) error {
	type plain order
	return json.Unmarshal(data, (*plain)(o))
}

func place(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err == nil {
		put(o.Qty, o.Side)
	}
}

func bid(w http.ResponseWriter, r *http.Request) {
	var b models.Bid
	if err := json.NewDecoder(r.Body).Decode(&b); err == nil { // want `^models.Bid takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
		put(b.Cents)
	}
}

// It decides for the field that it sets itself.
type column struct { // want `^column takes null or no key for a value in ID \(it stays zero; see gen-safe\)$`
	ID   int
	Type string
	Size int
}

func (c *column) UnmarshalJSON(data []byte) error {
	type alias column
	aux := struct {
		Type any
		*alias
	}{alias: (*alias)(c)}
	if err := json.Unmarshal(data, &aux); err != nil {
		return err
	}
	c.Type, _ = aux.Type.(string)
	c.Size = len(c.Type)
	return nil
}

type table struct{ Columns []column }

func (t *table) UnmarshalJSON(data []byte) error {
	type plain table
	var p plain
	err := json.Unmarshal(data, &p)
	if err != nil {
		return err
	}
	*t = table(p)
	return nil
}

func create(w http.ResponseWriter, r *http.Request) {
	var t table
	if err := json.NewDecoder(r.Body).Decode(&t); err == nil {
		put(t.Columns[0].ID, t.Columns[0].Type, t.Columns[0].Size)
	}
}

// These look for what is missing, or set it before.
type checked struct{ Qty int }

func (c *checked) UnmarshalJSON(data []byte) error {
	type plain checked
	if !strings.Contains(string(data), "Qty") {
		return errors.New("no quantity")
	}
	return json.Unmarshal(data, (*plain)(c))
}

type preset struct{ Qty int }

func (p *preset) UnmarshalJSON(data []byte) error {
	type plain preset
	p.Qty = 1
	return json.Unmarshal(data, (*plain)(p))
}

type presetAll struct{ Qty int }

func (p *presetAll) UnmarshalJSON(data []byte) error {
	type plain presetAll
	aux := plain{Qty: 1}
	if err := json.Unmarshal(data, &aux); err != nil {
		return err
	}
	*p = presetAll(aux)
	return nil
}

type demanding struct{ Qty int }

func (d *demanding) UnmarshalJSON(data []byte) error {
	type plain demanding
	var aux struct {
		plain
		Qty *int
	}
	if err := json.Unmarshal(data, &aux); err != nil {
		return err
	}
	if aux.Qty == nil {
		return errors.New("no quantity")
	}
	d.Qty = *aux.Qty
	return nil
}

type judged struct{ Qty int }

func (j *judged) UnmarshalJSON(data []byte) error {
	type plain judged
	if err := json.Unmarshal(data, (*plain)(j)); err != nil {
		return err
	}
	return j.complete()
}

func (j *judged) complete() error { return errors.New("incomplete") }

// It has the method by embedding, so that nothing fills Note.
type outer struct {
	checked
	Note int
}

func all(w http.ResponseWriter, r *http.Request) {
	dec := json.NewDecoder(r.Body)
	var (
		c checked
		p preset
		a presetAll
		d demanding
		j judged
		o outer
	)
	for _, v := range []any{&c, &p, &a, &d, &j, &o} {
		if dec.Decode(v) != nil {
			return
		}
	}
	put(c.Qty, p.Qty, a.Qty, d.Qty, j.Qty, o.Note)
}
