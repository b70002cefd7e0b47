// Package request reads JSON of requests, in many ways.
package request

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

type direct struct{ N int } // want `direct takes null`

type all struct{ N int } // want `all takes null`

type limited struct{ N int } // want `limited takes null`

type buffered struct{ N int } // want `buffered takes null`

type filled struct{ N int } // want `filled takes null`

type form struct{ N int } // want `form takes null`

type helped struct{ N int } // want `helped takes null`

type method struct{ N int } // want `method takes null`

type envelope struct { // want `envelope takes null .* in Kind `
	Kind    string
	Payload json.RawMessage
}

type payload struct{ N int } // want `payload takes null`

type raw struct{ N int } // want `raw takes null`

type each struct{ N int } // want `each takes null`

type captured struct{ N int } // want `captured takes null`

func handle(w http.ResponseWriter, r *http.Request) {
	var a direct
	json.NewDecoder(io.MultiReader(bytes.NewReader(nil), r.Body)).Decode(&a)

	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var b all
	json.Unmarshal(body, &b)

	var c limited
	json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&c)

	var d buffered
	json.NewDecoder(bytes.NewReader(bytes.TrimSpace(body))).Decode(&d)

	var buf bytes.Buffer
	io.Copy(&buf, r.Body)
	var e filled
	json.Unmarshal(buf.Bytes(), &e)

	var f form
	json.Unmarshal([]byte(r.FormValue("f")), &f)

	parse(body)

	var g method
	g.from(r.Body)

	var env envelope
	json.Unmarshal(body, &env)
	second(env)

	var parts map[string]json.RawMessage
	json.Unmarshal(body, &parts)
	var h raw
	json.Unmarshal(parts["h"], &h)

	for _, part := range parts {
		var e each
		json.Unmarshal(part, &e)
	}

	with(func() error {
		var i captured
		return json.Unmarshal(body, &i)
	})
}

// Its caller knows where data comes from.
func parse(data []byte) (h helped, err error) {
	err = json.Unmarshal(data, &h)
	return h, err
}

func (m *method) from(r io.Reader) error { return json.NewDecoder(r).Decode(m) }

// The payload came in the envelope, and so from where that came.
func second(env envelope) error {
	if env.Kind > "m" {
		return nil
	}
	var p payload
	return json.Unmarshal(env.Payload, &p)
}

func with(do func() error) error { return do() }

// The server's answer has a time that it does not take from its clients. The
// rule saw that the struct is written too, and gave up.
type announcement struct {
	Seen      time.Time `json:"seen"`
	Addresses []string  `json:"addresses"`
}

func announce(w http.ResponseWriter, r *http.Request) {
	var ann announcement
	if err := json.NewDecoder(r.Body).Decode(&ann); err != nil {
		return
	}
	println(len(ann.Addresses))
}

func lookup(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(announcement{Seen: time.Now()})
}

// Here it does.
type claim struct { // want `^claim takes null or no key for a value in Seen \(it stays zero; see gen-safe\)$`
	Seen      time.Time `json:"seen"`
	Addresses []string  `json:"addresses"`
}

func take(w http.ResponseWriter, r *http.Request) {
	var c claim
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return
	}
	println(len(c.Addresses), c.Seen.String())
	json.NewEncoder(w).Encode(claim{Seen: time.Now()})
}

// Who asks for a list may leave out how, and who makes something what it is not
// to have. The rule took either for a mistake.
type listing struct {
	Prefix    string
	NextToken string
	Versioned bool
}

func list(w http.ResponseWriter, r *http.Request) {
	var l listing
	if err := json.NewDecoder(r.Body).Decode(&l); err != nil {
		return
	}
	println(l.Prefix, l.NextToken)
	settings := struct{ Versioned bool }{Versioned: l.Versioned}
	println(&settings)
}

// Who changes something turns it off.
type quota struct { // want `^quota takes null or no key for a value in Enabled \(it stays zero; see gen-safe\)$`
	Enabled bool
}

func updateQuota(w http.ResponseWriter, r *http.Request) {
	var q quota
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return
	}
	settings := struct{ Enabled bool }{Enabled: q.Enabled}
	println(&settings)
}
