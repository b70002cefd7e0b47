package safe_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

type nullString struct{ s string }

func (n *nullString) UnmarshalJSON(data []byte) error {
	n.s = string(data)
	return nil
}

type options struct{ A int }

// decodeField decodes document as a T and gives what is wrong, in one line.
func decodeField[T any](document string, rule safe.FieldRule) string {
	var fields safe.Fields
	safe.Field(&fields, json.RawMessage(document), "x", new(T), rule)
	if err := fields.Err(); err != nil {
		return strings.ReplaceAll(err.Error(), "\n", ", ")
	}
	return ""
}

func TestFieldSeesNull(t *testing.T) {
	for _, test := range []struct{ name, got, want string }{
		{"number", decodeField[int](`null`, 0), "x: null"},
		{"nullable", decodeField[int](`null`, safe.Nullable), ""},
		{"pointer", decodeField[*int](`null`, 0), ""},
		{"slice", decodeField[[]int](`null`, 0), ""},
		{"element", decodeField[[]int](`[1,null]`, 0), "x[1]: null"},
		{"nullable element", decodeField[[]int](`[1,null]`, safe.Nullable), ""},
		{"element that is the text null", decodeField[[]string](`["null"]`, 0), ""},
		{"elements of pointers", decodeField[[]*int](`[1,null]`, 0), ""},
		{"array", decodeField[[2]string](`["",null,null]`, 0), "x[1]: null"},
		{"deep", decodeField[map[string][]*[]bool](`{"b":[[true,null],null],"a":[[null]]}`, 0), `x["a"][0][0]: null, x["b"][0][1]: null`},
		{"numbers as keys", decodeField[map[int]int](`{"2":null,"10":null}`, 0), "x[10]: null, x[2]: null"},
		{"time", decodeField[[]time.Time](`[null]`, 0), "x[0]: null"},
		{"a type that knows null", decodeField[[]nullString](`[null]`, 0), ""},
		{"Opt", decodeField[[]safe.Opt[int]](`[null]`, 0), ""},
		{"a type that only sounds like it", decodeField[options](`null`, 0), "x: null"},
		{"bytes", decodeField[[]byte](`"AQI="`, 0), ""},
		{"any", decodeField[[]any](`[null,{"a":null}]`, 0), ""},
		{"raw", decodeField[[]json.RawMessage](`[null]`, 0), ""},
		{"wrong type", decodeField[[]int](`{}`, 0), "x: json: cannot unmarshal object into Go value of type []int"},
		{"wrong key", decodeField[map[int]*int](`{"a":1}`, 0), "x: json: cannot unmarshal number a into Go value of type int"},
		{"quoted null", decodeField[int](`"null"`, safe.Quoted), "x: null"},
		{"quoted, without quotes", decodeField[int](`1`, safe.Quoted), "x: a string with the value in it was expected"},
		{"quoted space", decodeField[int](`" 1"`, safe.Quoted), `x: there is space around the value in the string " 1"`},
		{"quoted nothing", decodeField[int](`""`, safe.Quoted), "x: unexpected end of JSON input"},
		{"quoted pointer", decodeField[*bool](`"true"`, safe.Quoted), ""},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

// What is wrong all over gives an answer of bounded size.
func TestFieldsAreBounded(t *testing.T) {
	nulls := "[" + strings.Repeat("null,", 1000) + "null]"
	got := decodeField[map[string][]int](`{"a":`+nulls+`,"b":`+nulls+`}`, 0)
	if !strings.HasPrefix(got, `x["a"][0]: null, `) || !strings.HasSuffix(got, `x["a"][99]: null, and more`) {
		t.Errorf("%.100q", got)
	}
	var fields safe.Fields
	lines := []line{}
	safe.Field(&fields, json.RawMessage(`[{"Price":1,"Codes":`+nulls+`},null]`), "lines", &lines, 0)
	if err := fields.Err(); err == nil || !strings.HasSuffix(err.Error(), "lines[0].Codes[99]: null\nand more") {
		t.Errorf("%v", err)
	}
}

func TestObject(t *testing.T) {
	var l line
	for document, want := range map[string]string{
		`null`:          "document: null",
		` null `:        "document: null",
		``:              "unexpected end of JSON input",
		`[1]`:           "json: cannot unmarshal array into Go value of type safe_test.line",
		`{"Price":1} x`: "invalid character 'x' after top-level value",
		`{"Price":1}{}`: "invalid character '{' after top-level value",
	} {
		if err := l.UnmarshalJSON([]byte(document)); err == nil || err.Error() != want {
			t.Errorf("%q, strict: %v, want %s", document, err, want)
		}
		var fields safe.Fields
		fields.Object([]byte(document), &l, &struct{ Price json.RawMessage }{})
		safe.Field(&fields, nil, "Price", &l.Price, safe.Required).Store()
		if err := fields.Err(); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", document, err, want)
		}
	}
}

// A document that would take long to decode is refused; brackets in a text are none.
func TestObjectIsNotTooDeep(t *testing.T) {
	var top tree
	if err := json.Unmarshal([]byte(strings.Repeat(`{"Kids":[`, 501)+strings.Repeat(`]}`, 501)), &top); err == nil || err.Error() != "objects and arrays are more than 1000 deep" {
		t.Error(err)
	}
	text := `"\"` + strings.Repeat("[", 2000) + `\\"`
	if err := json.Unmarshal([]byte(`{"Text":`+text+`,"Kids":[{"Text":`+text+`}]}`), &top); err != nil || len(top.Text) != 2002 {
		t.Error(err)
	}
}

// A tree has all that Field and Store distinguish, and sees its nulls; a plainTree is
// the same without.
type tree struct {
	N      int
	Text   string
	List   []int
	Array  [2]string
	Map    map[string]tree
	Next   *tree
	Kids   []*tree
	Any    any
	Quoted int64 `json:",string"`
	At     time.Time
}

type plainTree struct {
	N      int
	Text   string
	List   []int
	Array  [2]string
	Map    map[string]plainTree
	Next   *plainTree
	Kids   []*plainTree
	Any    any
	Quoted int64 `json:",string"`
	At     time.Time
}

func (t *tree) UnmarshalJSON(data []byte) error {
	var fields safe.Fields
	var raw struct{ N, Text, List, Array, Map, Next, Kids, Any, Quoted, At json.RawMessage }
	fields.Object(data, t, &raw)
	n := safe.Field(&fields, raw.N, "N", &t.N, 0)
	text := safe.Field(&fields, raw.Text, "Text", &t.Text, 0)
	list := safe.Field(&fields, raw.List, "List", &t.List, 0)
	array := safe.Field(&fields, raw.Array, "Array", &t.Array, 0)
	all := safe.Field(&fields, raw.Map, "Map", &t.Map, 0)
	next := safe.Field(&fields, raw.Next, "Next", &t.Next, 0)
	kids := safe.Field(&fields, raw.Kids, "Kids", &t.Kids, 0)
	value := safe.Field(&fields, raw.Any, "Any", &t.Any, 0)
	quoted := safe.Field(&fields, raw.Quoted, "Quoted", &t.Quoted, safe.Quoted)
	at := safe.Field(&fields, raw.At, "At", &t.At, 0)
	if err := fields.Err(); err != nil {
		return err
	}
	n.Store()
	text.Store()
	list.Store()
	array.Store()
	all.Store()
	next.Store()
	kids.Store()
	value.Store()
	quoted.Store()
	at.Store()
	return fields.Err()
}

// What passes is decoded as encoding/json does it, into a new value and into one that
// has something in it; what does not leaves the value as it was.
func FuzzFields(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"N":1,"text":"a","LIST":[1],"Array":["x","y","z"],"Any":{"a":[null]},"Quoted":"-5","At":"2026-01-02T03:04:05Z"}`,
		`{"Map":{"a":{"N":2,"Map":{"b":{}}},"c":{}},"Next":{"Next":{"N":3}},"Kids":[null,{"N":4},{"Kids":[]}]}`,
		`{"Map":null,"Next":null,"Kids":null,"List":null,"Any":null}`, `{"N":null}`, `{"Map":{"a":null}}`, `{"Next":{"List":[null]}}`,
		`{"N":"x"}`, `{"Array":[]}`, `{"Quoted":7}`, `{"Quoted":"null"}`, `{"List":{},"N":5}`, `[]`, `null`, `{"N":1e3}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if repeats(text) {
			return // encoding/json merges the values of a key that comes twice
		}
		for _, start := range []string{`{}`, `{"N":9,"List":[7,8],"Array":["o","p"],"Map":{"a":{"N":1},"z":{"N":2}},"Next":{"N":6,"Text":"t"},"Any":1,"Quoted":"3"}`} {
			var seeing, before tree
			var plain plainTree
			must(t, json.Unmarshal([]byte(start), &seeing), json.Unmarshal([]byte(start), &before), json.Unmarshal([]byte(start), &plain))
			err, plainErr := json.Unmarshal([]byte(text), &seeing), json.Unmarshal([]byte(text), &plain)
			switch {
			case err != nil && !reflect.DeepEqual(seeing, before):
				t.Fatalf("%s: %v, and the value is changed: %+v", text, err, seeing)
			case err == nil && plainErr != nil:
				t.Fatalf("%s passes; encoding/json says %v", text, plainErr)
			case err != nil && plainErr == nil && !strings.Contains(text, "null") && !strings.Contains(err.Error(), "in the string") && !strings.Contains(err.Error(), "Quoted"):
				t.Fatalf("%s: %v, which encoding/json takes", text, err)
			case err == nil && encode(t, seeing) != encode(t, plain):
				t.Fatalf("%s gives %s, and %s without nulls seen", text, encode(t, seeing), encode(t, plain))
			}
		}
	})
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	must(t, err)
	return string(text)
}

// repeats reports whether an object in the document has a key twice, in any case.
func repeats(text string) bool {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	var seen []map[string]bool // one for each object or array that is open
	var keyNext []bool
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		n := len(seen)
		switch token := token.(type) {
		case json.Delim:
			if token == '{' || token == '[' {
				seen, keyNext = append(seen, make(map[string]bool)), append(keyNext, token == '{')
				continue
			}
			seen, keyNext = seen[:n-1], keyNext[:n-1]
			n--
		case string:
			if n > 0 && keyNext[n-1] {
				key := strings.ToLower(token)
				if seen[n-1][key] {
					return true
				}
				seen[n-1][key], keyNext[n-1] = true, false
				continue
			}
		}
		if n > 0 && len(seen[n-1]) > 0 {
			keyNext[n-1] = true
		}
	}
}
