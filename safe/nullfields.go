package safe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// A NullError says that a JSON document has null, or nothing, where a value belongs.
// encoding/json takes both without a word and keeps what the field held before.
type NullError struct {
	Path    string // as in "order.lines[2].price"; "" is the whole document
	Missing bool   // the key is not there; otherwise it is null
}

// Error is the path, and "null" or "missing".
func (e *NullError) Error() string {
	what := "null"
	if e.Missing {
		what = "missing"
	}
	if e.Path == "" {
		return "document: " + what
	}
	return e.Path + ": " + what
}

// A FieldRule says what a field must have. Rules add up: Required|Quoted.
type FieldRule uint8

// The rules.
const (
	Optional FieldRule = 0               // a missing key leaves the field as it is
	Required FieldRule = 1 << (iota - 1) // a missing key is an error
	Nullable                             // null, also of an element, is the zero value
	Quoted                               // the value is in a string (the option "string" of encoding/json)
)

// Fields collects what is wrong with the fields of one JSON object. Generated
// UnmarshalJSON methods use it.
type Fields struct {
	errs   []error
	more   bool // there are more than mostErrors
	broken bool // there is no object to look for fields in
}

// mostErrors is what an answer to a document that is wrong all over has room for.
const mostErrors = 100

// Err joins what is wrong; nil if nothing is.
func (f *Fields) Err() error { return errors.Join(f.errs...) }

var errMore = errors.New("and more")

func (f *Fields) note(err error) {
	switch {
	case f.more:
	case len(f.errs) == mostErrors || err == errMore:
		f.errs, f.more = append(f.errs, errMore), true
	default:
		f.errs = append(f.errs, err)
	}
}

// add notes err, which is about what is at path.
func (f *Fields) add(path string, err error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range many.Unwrap() {
			f.add(path, err)
		}
		return
	}
	switch null, ok := err.(*NullError); {
	case ok:
		f.note(&NullError{Path: join(path, null.Path), Missing: null.Missing})
	case err == errMore:
		f.note(err)
	default:
		f.note(fmt.Errorf("%s: %w", path, err))
	}
}

// join puts a path behind another: a.b, but a[2].
func join(path, rest string) string {
	if rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}

// Object decodes data into raw, a pointer to a struct of json.RawMessage. into is
// what the object is for, and named in the error if data is something else.
func (f *Fields) Object(data []byte, into, raw any) {
	if !f.tooDeep(data) {
		f.object(data, into, json.Unmarshal(data, raw))
	}
}

// StrictObject is [Fields.Object], and a key that raw does not have is an error.
func (f *Fields) StrictObject(data []byte, into, raw any) {
	if f.tooDeep(data) {
		return
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(raw)
	if _, end := decoder.Token(); err == nil && end != io.EOF || err == io.EOF {
		err = json.Unmarshal(data, raw) // says what is wrong with it
	}
	f.object(data, into, err)
}

func (f *Fields) object(data []byte, into any, err error) {
	if isNull(bytes.TrimSpace(data)) {
		err = &NullError{}
	}
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		err = &json.UnmarshalTypeError{Value: mismatch.Value, Type: reflect.TypeOf(into).Elem(), Offset: mismatch.Offset}
	}
	if err != nil {
		f.note(err)
		f.broken = true
	}
}

// mostDepth bounds what a type that has itself in it costs: each level scans again
// what is below it.
const mostDepth = 1000

// tooDeep notes that data has objects and arrays more than mostDepth deep.
func (f *Fields) tooDeep(data []byte) bool {
	depth, inText, escaped := 0, false, false
	for _, c := range data {
		switch {
		case inText:
			inText = c != '"' || escaped
			escaped = c == '\\' && !escaped
		case c == '"':
			inText = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth > mostDepth {
			f.note(fmt.Errorf("objects and arrays are more than %d deep", mostDepth))
			f.broken = true
			return true
		}
	}
	return false
}

func isNull(raw []byte) bool { return string(raw) == "null" }

// A Decoded is the new value of a field, which Store puts into it.
type Decoded[T any] struct {
	fields *Fields
	raw    json.RawMessage // nil: the key was missing
	path   string
	value  T
	to     *T
}

// Field decodes raw, which is what the object has for the key path, and notes in f
// what is wrong. Null is an error unless a T can hold it: pointers, interfaces, maps
// and slices become nil; types with a name like NullString or Opt know null
// themselves. The same holds for the elements of slices, arrays and maps. *to is not
// changed before [Decoded.Store].
func Field[T any](f *Fields, raw json.RawMessage, path string, to *T, rule FieldRule) *Decoded[T] {
	d := &Decoded[T]{fields: f, raw: raw, path: path, to: to}
	switch {
	case f.broken:
		return d
	case raw == nil:
		if rule&Required != 0 {
			f.note(&NullError{Path: path, Missing: true})
		}
		return d
	}
	if rule&Quoted != 0 {
		var err error
		if d.raw, err = unquoted(raw); err != nil {
			f.add(path, err)
			return d
		}
	}
	element{fields: f, nullable: rule&Nullable != 0}.decode(d.raw, reflect.ValueOf(&d.value).Elem(), path)
	return d
}

// unquoted is the value in the string raw. Null needs no quotes.
func unquoted(raw json.RawMessage) (json.RawMessage, error) {
	if isNull(raw) {
		return raw, nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, errors.New("a string with the value in it was expected")
	}
	if len(bytes.TrimSpace([]byte(text))) != len(text) {
		return nil, fmt.Errorf("there is space around the value in the string %q", text)
	}
	return json.RawMessage(text), nil
}

// Store puts the value into the field, as encoding/json would: a map keeps its other
// entries, and what a pointer points to is changed. A missing key changes nothing.
// Call it when no field has an error.
func (d *Decoded[T]) Store() {
	to := reflect.ValueOf(d.to).Elem()
	switch {
	case d.raw == nil:
	case isNull(d.raw) || to.Kind() == reflect.Slice || to.IsZero():
		*d.to = d.value
	default:
		if err := json.Unmarshal(d.raw, d.to); err != nil {
			d.fields.add(d.path, err)
		}
	}
}
