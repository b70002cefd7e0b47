package reused

import (
	"encoding/json"
	"io"
	"time"
)

type fresh struct {
	Name string `json:"name,omitempty"`
	Size int    `json:"size,omitempty"`
}

func (f *fresh) Reset() { *f = fresh{} }

func drop(f *fresh) { *f = fresh{} }

// Each record has a variable of its own, or finds it empty.
func declaredInside(rows [][]byte) {
	for _, row := range rows {
		var f fresh
		if json.Unmarshal(row, &f) == nil {
			put(f)
		}
	}
}

func madeInside(rows [][]byte) {
	var f *fresh
	for _, row := range rows {
		f = new(fresh)
		if json.Unmarshal(row, f) == nil {
			put(f)
		}
	}
}

func pointerReset(rows [][]byte) {
	var f *fresh
	for _, row := range rows {
		f = nil
		if json.Unmarshal(row, &f) == nil {
			put(f)
		}
	}
}

func reset(rows [][]byte) {
	var f fresh
	for _, row := range rows {
		f = fresh{}
		if json.Unmarshal(row, &f) == nil {
			put(f)
		}
	}
}

func resetByPointer(rows [][]byte) {
	f := &fresh{}
	for _, row := range rows {
		if json.Unmarshal(row, f) == nil {
			put(f.Name)
		}
		*f = fresh{}
	}
}

func resetByMethod(rows [][]byte) {
	var f fresh
	for _, row := range rows {
		f.Reset()
		if json.Unmarshal(row, &f) == nil {
			put(f)
		}
	}
}

func resetByHelper(rows [][]byte) {
	var f fresh
	for _, row := range rows {
		drop(&f)
		if json.Unmarshal(row, &f) == nil {
			put(f)
		}
	}
}

func fieldsReset(rows [][]byte) {
	var f fresh
	for _, row := range rows {
		f.Name, f.Size = "", 0
		if json.Unmarshal(row, &f) == nil {
			put(f.Name, f.Size)
		}
	}
}

// Only what came last, or all together, is used.
func thirdTry(get func() []byte) (f fresh, err error) {
	for range 3 {
		if err = json.Unmarshal(get(), &f); err == nil {
			return f, nil
		}
	}
	return f, err
}

func layers(files [][]byte) (f fresh, err error) {
	for _, file := range files {
		if err := json.Unmarshal(file, &f); err != nil {
			return f, err
		}
	}
	return f, nil
}

// This program writes the records, with all that is in them.
type complete struct {
	Name string
	Size int
}

func writeAll(w io.Writer, list []complete) {
	for _, c := range list {
		json.NewEncoder(w).Encode(c)
	}
}

func readAll(rows [][]byte) {
	var c complete
	for _, row := range rows {
		if json.Unmarshal(row, &c) == nil {
			put(c)
		}
	}
}

// The fields that are used are always there.
type partly struct { // want `^partly takes null or no key for a value in Name \(the old value stays; see gen-safe\)$`
	Name string
	Size int    `json:"size,omitempty"`
	Kind string `json:"kind,omitempty" validate:"required"`
}

func names(rows [][]byte) {
	var p partly
	for _, row := range rows {
		if json.Unmarshal(row, &p) == nil {
			put(p.Name, p.Kind)
		}
	}
}

// Who asks again and again for the same thing is told the same keys.
type state struct {
	Done bool
	Left int
}

func wait(get func() []byte) error {
	var s state
	for {
		if err := json.Unmarshal(get(), &s); err != nil {
			return err
		}
		if s.Done && s.Left < 3 {
			return nil
		}
		time.Sleep(time.Second)
	}
}

// An archive has one index, which other parts of it are compared with.
type index struct { // want `^index takes null or no key for a value in Name \(the old value stays; see gen-safe\)$`
	Name string
	Kind string `json:"kind,omitempty"`
}

func unpack(parts map[string][]byte) {
	var i index
	for name, data := range parts {
		if name == "index.json" {
			if err := json.Unmarshal(data, &i); err != nil {
				return
			}
		} else {
			put(i.Name, i.Kind, data)
		}
	}
}

type manifest struct {
	Name string
	Size int
}

func announce(parts map[string][]byte) {
	var m manifest
	for name, data := range parts {
		switch name {
		case "manifest.json":
			if json.Unmarshal(data, &m) == nil && m.Name != "" && m.Size > 0 {
				put(m.Name, m.Size)
			}
		case "readme":
			put(data)
		}
	}
}
