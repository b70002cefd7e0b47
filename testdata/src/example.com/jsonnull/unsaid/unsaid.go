// Package unsaid decodes fields whose comments say what they are where they are left out.
package unsaid

import (
	"encoding/json"
	"net/http"
	"time"

	"example.com/jsonnull/unsaid/api"
)

func put(...any) {}

// It used to be silent for what may be left out.
type createRule struct {
	Name string `json:"name,omitempty"`

	// Enabled says whether the rule applies.
	//
	// Default: true.
	Enabled bool `json:"enabled,omitempty"` // want `^Enabled is false where it is null or left out, and its comment says`
	// Strict defaults to true.
	Strict bool `json:"strict,omitempty"` // want `^Strict is false where`
	Open   bool `json:"open,omitempty"`   // Default: false
	// Quiet is true by default if nobody listens.
	Quiet bool `json:"quiet,omitempty"`
	// Default: true unless the server says otherwise.
	Loud bool `json:"loud,omitempty"`
	// Sharp is not true by default.
	Sharp bool `json:"sharp,omitempty"`
	// Hidden inverts Visible, which is true by default.
	Hidden bool `json:"hidden,omitempty"`
	// Plain allows HTTP. RequireTLS is true by default.
	Plain   bool `json:"plain,omitempty"`
	Public  bool `json:"public,omitempty" default:"true"` // want `^Public is false where it is null or left out, and its tag says`
	Private bool `json:"private,omitempty" default:"false"`
	// How often it is tried again (default 3).
	Retries int `json:"retries,omitempty"` // want `^Retries is 0 where it is null or left out, and its comment says`
	Size    int `json:"size,omitempty"`    // Default: 50, see create
	Copied  int `json:"copied,omitempty"`  // Default: 7, which the store knows
}

func create(w http.ResponseWriter, r *http.Request) {
	var c createRule
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return
	}
	if c.Size == 0 {
		c.Size = 50
	}
	for range c.Retries + 1 {
		time.Sleep(time.Second)
	}
	put(c.Name, c.Enabled, c.Strict, c.Open, c.Quiet, c.Loud, c.Public, c.Private, c.Size, c.Copied)
}

func hook(w http.ResponseWriter, r *http.Request) {
	var h api.Hook
	if err := json.NewDecoder(r.Body).Decode(&h); err == nil { // want `^Active is false where it is null or left out, and its comment says`
		put(h.URL, h.Active)
	}
}

// The program sets it before the decoder runs.
type preset struct {
	On bool `json:"on,omitempty"` // default: true
}

func newPreset() *preset { return &preset{On: true} }

func decodePreset(w http.ResponseWriter, r *http.Request) {
	p := newPreset()
	if err := json.NewDecoder(r.Body).Decode(p); err == nil {
		put(p.On)
	}
}

// Or fills it in after it, or leaves that to a function.
type filled struct {
	On bool `json:"on,omitempty"` // default: true
}

func decodeFilled(w http.ResponseWriter, r *http.Request) {
	var both struct {
		filled
		Raw map[string]json.RawMessage
	}
	if err := json.NewDecoder(r.Body).Decode(&both); err != nil {
		return
	}
	if _, ok := both.Raw["on"]; !ok {
		both.On = true
	}
	put(both.On)
}

type completed struct {
	On bool `json:"on,omitempty"` // default: true
}

func (c *completed) SetDefaults() { c.On = true }

func decodeCompleted(w http.ResponseWriter, r *http.Request) {
	var c completed
	c.SetDefaults()
	if err := json.NewDecoder(r.Body).Decode(&c); err == nil {
		put(c.On)
	}
}

type helped struct {
	On bool `json:"on,omitempty"` // default: true
}

func fillDefaults(v any) {}

func decodeHelped(w http.ResponseWriter, r *http.Request) {
	var h helped
	fillDefaults(&h)
	if err := json.NewDecoder(r.Body).Decode(&h); err == nil {
		put(h.On)
	}
}

// A type that reads its own JSON knows its default.
type deciding struct {
	On bool `json:"on,omitempty"` // default: true
}

func (d *deciding) UnmarshalJSON(data []byte) error {
	d.On = string(data) != "{}"
	return nil
}

func decodeDeciding(w http.ResponseWriter, r *http.Request) {
	var d deciding
	if err := json.NewDecoder(r.Body).Decode(&d); err == nil {
		put(d.On)
	}
}

// What this program writes, it leaves out if it is false, and its peers take it for true.
type Annotation struct {
	// Default: true
	Destructive bool `json:"destructive,omitempty"` // want `^Destructive is false where it is null or left out, and its comment says`
	// Default: true
	Always bool `json:"always"`
}

func send(a Annotation) ([]byte, error) { return json.Marshal(a) }

func receive(data []byte) (a Annotation, err error) {
	err = json.Unmarshal(data, &a)
	return a, err
}

// What nobody else can name it keeps to itself.
type state struct {
	On bool `json:"on,omitempty"` // default: true
}

func saveState(s state) ([]byte, error) { return json.Marshal(s) }

func loadState(data []byte) (s state, err error) {
	err = json.Unmarshal(data, &s)
	return s, err
}
