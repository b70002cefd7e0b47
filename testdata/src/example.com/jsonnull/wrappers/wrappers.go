// Package wrappers decodes by way of other functions.
package wrappers

import (
	"encoding/json"
	"io"
	"net/http"

	"example.com/jsonnull/wrappers/httpx"
)

type bound struct{ N int } // want `bound takes null`

type yielded struct{ N int } // want `yielded takes null`

type byVar struct{ N int } // want `byVar takes null`

type first struct{ N int } // want `first takes null`

type second struct{ N int } // want `second takes null`

type loaded struct{ N int }

type coded struct{ N int } // want `coded takes null`

// The store may be Nothing.
type stored struct{ N int }

type concrete struct{ N int } // want `concrete takes null`

type built struct{ N int } // want `built takes null`

type printed struct{ N int }

func handle(w http.ResponseWriter, r *http.Request) {
	var a bound
	httpx.Bind(r, &a)

	body, _ := httpx.Body(r)
	var b yielded
	json.Unmarshal(body, &b)

	var c byVar
	httpx.Unmarshal(body, &c)

	var d first
	var e second
	httpx.All(body, &d, &e)

	var f loaded
	httpx.LoadFile("f.json", &f)

	var p printed
	httpx.Print(&p)
}

func interfaces(codec httpx.Codec, store httpx.Store) {
	var a coded
	codec.Unmarshal(nil, &a)

	var b stored
	store.Get("b", &b)

	var s httpx.Store = &httpx.Files{}
	var c concrete
	s.Get("c", &c)
}

func builder(call *httpx.Call) error {
	var b built
	return call.Into(&b).Do()
}

type byLocal struct{ N int } // want `byLocal takes null`

type byChoice struct{ N int } // want `byChoice takes null`

type byBound struct{ N int } // want `byBound takes null`

type byExpr struct{ N int } // want `byExpr takes null`

type byLiteral struct{ N int } // want `byLiteral takes null`

type byTable struct{ N int } // want `byTable takes null`

type byField struct{ N int } // want `byField takes null`

type byCallback struct{ N int } // want `byCallback takes null`

type byReturned struct{ N int } // want `byReturned takes null`

type byDeferred struct{ N int } // want `byDeferred takes null`

var table = map[string]func([]byte, any) error{"json": json.Unmarshal}

type client struct {
	dec       *json.Decoder
	unmarshal func([]byte, any) error
}

func newClient(r io.Reader) *client {
	return &client{dec: json.NewDecoder(r), unmarshal: json.Unmarshal}
}

func values(data []byte, strict bool, c *client) error {
	f := json.Unmarshal
	var a byLocal
	f(data, &a)

	if strict {
		f = lenient
	}
	var b byChoice
	f(data, &b)

	next := c.dec.Decode
	var d byBound
	next(&d)

	var e byExpr
	(*json.Decoder).Decode(c.dec, &e)

	into := func(v any) error { return json.Unmarshal(data, v) }
	var g byLiteral
	into(&g)

	var h byTable
	table["json"](data, &h)

	var i byField
	c.unmarshal(data, &i)

	var j byCallback
	each(func(data []byte) error { return json.Unmarshal(data, &j) })

	var k byReturned
	decoderOf(data)(&k)

	var l byDeferred
	defer json.Unmarshal(data, &l)
	return nil
}

type byPassed struct{ N int } // want `byPassed takes null`

type byInterface struct{ N int } // want `byInterface takes null`

type byFactory struct{ N int } // want `byFactory takes null`

var factories = map[string]func() any{"a": func() any { return new(byFactory) }}

func make(kind string, r io.Reader) error { return json.NewDecoder(r).Decode(factories[kind]()) }

type decoder interface{ Decode(v any) error }

func pass(c *client) {
	var a byPassed
	with(c.dec.Decode, &a)
	var b byInterface
	decodeBy(c.dec, &b)
}

func with(decode func(any) error, v any) error { return decode(v) }

func decodeBy(d decoder, v any) error { return d.Decode(v) }

func lenient(data []byte, v any) error { return nil }

func each(do func([]byte) error) error { return do(nil) }

func decoderOf(data []byte) func(any) error {
	return func(v any) error { return json.Unmarshal(data, v) }
}

// Shadowed is not encoding/json's.
func shadowed(data []byte) {
	json := lenient
	var p printed
	json(data, &p)
}
